using ServiceBot.Insight.Learning.Scores;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Learning.Models;

/// <summary>A weighted sum of standardised numbers and of weights of categories: logistic regression, or a support vector machine.</summary>
public sealed class LinearModel : Classifier
{
    /// <summary>A weight for each column of numbers (per deviation), then those of categories and gaps, column by column.</summary>
    public required double[] Weights { get; init; }

    /// <summary>The sum of a row whose numbers are all at their means, without categories.</summary>
    public required double Intercept { get; init; }

    /// <summary>What each column adds on average.</summary>
    public required double[] Averages { get; init; }

    /// <summary>How sums become probabilities; null: they are log-odds.</summary>
    public Platt? Calibration { get; init; }

    /// <inheritdoc/>
    public override double[] Predict(Table table)
    {
        var rows = Set.ToLinear(table);
        var predicted = new double[rows.Rows];
        for (var row = 0; row < predicted.Length; row++)
        {
            var sum = Intercept + rows.Dot(Weights, row);
            predicted[row] = Calibration is { } calibration ? calibration.Of(sum) : LogOdds.ToProbability(sum);
        }

        return predicted;
    }

    internal override double[] Contributions(Table one)
    {
        var added = AddedBy(Set, Weights, Set.ToLinear(one), 0);
        for (var f = 0; f < added.Length; f++)
        {
            added[f] -= Averages[f];
        }

        return added;
    }

    /// <summary>Makes a model of fitted weights.</summary>
    internal static LinearModel Of(FeatureSet features, LinearRows rows, double[] weights, double intercept, Platt? calibration)
    {
        var averages = new double[features.Features.Count];
        for (var row = 0; row < rows.Rows; row++)
        {
            var added = AddedBy(features, weights, rows, row);
            for (var f = 0; f < averages.Length; f++)
            {
                averages[f] += added[f] / rows.Rows;
            }
        }

        return new() { Features = features.Features, Weights = weights, Intercept = intercept, Averages = averages, Calibration = calibration };
    }

    private static double[] AddedBy(FeatureSet features, double[] weights, LinearRows rows, int row)
    {
        var added = new double[features.Features.Count];
        var (number, group) = (0, 0);
        for (var f = 0; f < added.Length; f++)
        {
            if (features.Features[f].IsNumber)
            {
                added[f] += weights[number] * rows.Values[(row * rows.Numbers) + number];
                number++;
            }

            if (features.Features[f].Slots > 0)
            {
                var slot = rows.Slots[(row * rows.Groups) + group++];
                added[f] += slot < 0 ? 0 : weights[slot];
            }
        }

        return added;
    }
}
