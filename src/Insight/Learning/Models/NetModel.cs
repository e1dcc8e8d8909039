using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Learning.Models;

/// <summary>A net with one hidden layer of rectified units.</summary>
/// <param name="Hidden">For each unit a weight for each input, then one for a constant.</param>
/// <param name="Output">A weight for each unit, then one for a constant.</param>
public sealed record NetMember(double[][] Hidden, double[] Output)
{
    /// <summary>The log-odds of a row.</summary>
    internal double Of(LinearRows rows, int row)
    {
        var sum = Output[^1];
        for (var h = 0; h < Hidden.Length; h++)
        {
            var unit = Hidden[h][^1] + rows.Dot(Hidden[h], row);
            sum += unit > 0 ? unit * Output[h] : 0;
        }

        return sum;
    }
}

/// <summary>The mean of a few small nets, taken in log-odds.</summary>
public sealed class NetModel : Classifier
{
    /// <summary>The members.</summary>
    public required IReadOnlyList<NetMember> Members { get; init; }

    /// <inheritdoc/>
    public override double[] Predict(Table table)
    {
        var rows = Set.ToLinear(table);
        var predicted = new double[rows.Rows];
        for (var row = 0; row < predicted.Length; row++)
        {
            predicted[row] = LogOdds.ToProbability(Of(rows, row));
        }

        return predicted;
    }

    /// <summary>What changes when a column has its usual value: its mean, or its most frequent category, instead of the customer's.</summary>
    internal override double[] Contributions(Table one)
    {
        var here = Of(Set.ToLinear(one), 0);
        var contributions = new double[Features.Count];
        for (var f = 0; f < contributions.Length; f++)
        {
            var feature = Features[f];
            var usual = new Table([.. one.Columns.Select(column => column.Name != feature.Name ? column
                : feature.IsNumber ? Column.OfNumbers(column.Name, [feature.Mean])
                : Column.OfTexts(column.Name, [feature.Usual]))]);
            contributions[f] = here - Of(Set.ToLinear(usual), 0);
        }

        return contributions;
    }

    private double Of(LinearRows rows, int row)
    {
        var sum = 0.0;
        foreach (var member in Members)
        {
            sum += member.Of(rows, row);
        }

        return sum / Members.Count;
    }
}
