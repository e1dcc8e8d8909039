using ServiceBot.Insight.Learning.Tables;
using ServiceBot.Insight.Learning.Trees;

namespace ServiceBot.Insight.Learning.Models;

/// <summary>One row of trees, each correcting those before it.</summary>
/// <param name="Start">The log-odds before the first tree.</param>
/// <param name="Trees">The trees, in order.</param>
public sealed record BoostedMember(double Start, IReadOnlyList<Tree> Trees);

/// <summary>The mean of a few rows of boosted trees, taken in log-odds.</summary>
public sealed class BoostedModel : Classifier
{
    /// <summary>The members.</summary>
    public required IReadOnlyList<BoostedMember> Members { get; init; }

    /// <inheritdoc/>
    public override double[] Predict(Table table)
    {
        var rows = Set.ToBins(table);
        var predicted = new double[rows.Rows];
        for (var row = 0; row < predicted.Length; row++)
        {
            var sum = 0.0;
            foreach (var member in Members)
            {
                sum += member.Start;
                foreach (var tree in member.Trees)
                {
                    sum += tree.Values[tree.LeafOf(rows.Row(row))];
                }
            }

            predicted[row] = LogOdds.ToProbability(sum / Members.Count);
        }

        return predicted;
    }

    internal override double[] Contributions(Table one)
    {
        var bins = Set.ToBins(one).Row(0);
        var contributions = new double[Features.Count];
        foreach (var tree in Members.SelectMany(member => member.Trees))
        {
            tree.Explain(bins, 0, contributions, 1.0 / Members.Count);
        }

        return contributions;
    }
}
