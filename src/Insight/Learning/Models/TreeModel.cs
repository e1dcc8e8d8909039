using ServiceBot.Insight.Learning.Scores;
using ServiceBot.Insight.Learning.Tables;
using ServiceBot.Insight.Learning.Trees;

namespace ServiceBot.Insight.Learning.Models;

/// <summary>One decision tree, or the mean of many.</summary>
public sealed class TreeModel : Classifier
{
    /// <summary>The trees; the second value of a node is the share of its rows to which it happened.</summary>
    public required IReadOnlyList<Tree> Trees { get; init; }

    /// <summary>How the log-odds of the mean share become probabilities; null: the mean is one.</summary>
    public Platt? Calibration { get; init; }

    /// <inheritdoc/>
    public override double[] Predict(Table table)
    {
        var rows = Set.ToBins(table);
        var predicted = new double[rows.Rows];
        for (var row = 0; row < predicted.Length; row++)
        {
            var sum = 0.0;
            foreach (var tree in Trees)
            {
                sum += tree.Values[(tree.LeafOf(rows.Row(row)) * tree.Outputs) + 1];
            }

            var share = sum / Trees.Count;
            predicted[row] = Calibration is { } calibration ? calibration.Of(Bounded(share)) : share;
        }

        return predicted;
    }

    /// <summary>The log-odds of a share, as far as a forest can tell: no share is nearer to 0 or 1 than 1 in 200.</summary>
    internal static double Bounded(double share) => LogOdds.Of(Math.Clamp(share, 0.005, 0.995));

    internal override double[] Contributions(Table one)
    {
        var bins = Set.ToBins(one).Row(0);
        var contributions = new double[Features.Count];
        foreach (var tree in Trees)
        {
            tree.Explain(bins, 1, contributions, 1.0 / Trees.Count);
        }

        return contributions;
    }
}
