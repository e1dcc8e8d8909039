using ServiceBot.Insight.Learning.Models;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Learning.Trees;

/// <summary>One decision tree, small enough to be read by people.</summary>
public sealed class TreeTrainer : ITrainer
{
    /// <summary>Questions from the root to a leaf at most, 1 or more.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>The least rows in a leaf; 50 or more keep its shares meaningful.</summary>
    public int LeastRows { get; init; } = 50;

    /// <inheritdoc/>
    public string Name => "decision_tree";

    /// <inheritdoc/>
    public Classifier Fit(Table table, bool[] labels, long seed)
    {
        ArgumentNullException.ThrowIfNull(table);
        var features = FeatureSet.Of(table);
        var tree = new ClassTree(features.ToBins(table), ForestTrainer.ClassesOf(labels), 2, new(Depth, LeastRows, 0, 2))
            .Grow([.. Enumerable.Range(0, table.Rows)], new SeededRandom(seed));
        return new TreeModel { Features = features.Features, Trees = [tree] };
    }
}
