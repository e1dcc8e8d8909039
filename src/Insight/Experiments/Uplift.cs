using ServiceBot.Insight.Learning.Models;
using ServiceBot.Insight.Learning.Scores;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Experiments;

/// <summary>For whom an action makes a difference.</summary>
public static class Uplift
{
    /// <summary>Conversions gained among the first customers of an order: Y_t - Y_c · n_t / n_c after each; the control's part is 0 while nobody of it has come.</summary>
    /// <param name="treated">Whether each was acted on, those first for whom most is hoped.</param>
    /// <param name="converted">Whether each converted.</param>
    public static double[] QiniCurve(ReadOnlySpan<bool> treated, ReadOnlySpan<bool> converted)
    {
        var curve = new double[treated.Length];
        var (nt, nc, yt, yc) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < curve.Length; i++)
        {
            if (treated[i])
            {
                nt++;
                yt += converted[i] ? 1 : 0;
            }
            else
            {
                nc++;
                yc += converted[i] ? 1 : 0;
            }

            curve[i] = yt - (nc > 0 ? yc * nt / nc : 0);
        }

        return curve;
    }

    /// <summary>The mean height of the curve, with its zero, above the straight line to its end; 0 is no better than chance.</summary>
    public static double Qini(ReadOnlySpan<double> curve)
    {
        var sum = 0.0;
        for (var i = 0; i < curve.Length; i++)
        {
            sum += curve[i] - (curve[^1] * (i + 1) / curve.Length);
        }

        return sum / (curve.Length + 1);
    }

    /// <summary>Orders customers by their scores, the highest first, and computes the coefficient.</summary>
    public static double Qini(ReadOnlySpan<double> scores, ReadOnlySpan<bool> treated, ReadOnlySpan<bool> converted)
    {
        var (order, _) = RankScore.Ordered(scores, treated);
        var (t, c) = (treated.ToArray(), converted.ToArray());
        return Qini(QiniCurve(Array.ConvertAll(order, i => t[i]), Array.ConvertAll(order, i => c[i])));
    }

    /// <summary>Learns the difference an action makes: one model of those acted on, one of the others.</summary>
    /// <param name="trainer">The kind of both models.</param>
    /// <param name="table">What was known beforehand.</param>
    /// <param name="treated">Whether each was acted on, by chance.</param>
    /// <param name="converted">What came of it.</param>
    /// <param name="seed">See <see cref="ITrainer.Fit"/>.</param>
    public static UpliftModel Fit(ITrainer trainer, Table table, bool[] treated, bool[] converted, long seed)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(treated);
        return new(Of(true), Of(false));

        Classifier Of(bool acted)
        {
            var rows = Enumerable.Range(0, treated.Length).Where(row => treated[row] == acted).ToArray();
            return trainer.Fit(table.Take(rows), Array.ConvertAll(rows, row => converted[row]), seed);
        }
    }

    /// <summary>Takes out of a figure what was known before the experiment (CUPED: Deng et al. 2013); its mean stays, its variance falls by the squared correlation.</summary>
    /// <param name="figure">The figure, a customer each.</param>
    /// <param name="before">What was known of each beforehand, such as the same figure.</param>
    public static double[] Adjusted(ReadOnlySpan<double> figure, ReadOnlySpan<double> before)
    {
        var (meanY, meanX) = (0.0, 0.0);
        for (var i = 0; i < figure.Length; i++)
        {
            meanY += figure[i] / figure.Length;
            meanX += before[i] / figure.Length;
        }

        var (covariance, variance) = (0.0, 0.0);
        for (var i = 0; i < figure.Length; i++)
        {
            covariance += (figure[i] - meanY) * (before[i] - meanX);
            variance += (before[i] - meanX) * (before[i] - meanX);
        }

        var theta = variance > 0 ? covariance / variance : 0;
        var adjusted = new double[figure.Length];
        for (var i = 0; i < adjusted.Length; i++)
        {
            adjusted[i] = figure[i] - (theta * (before[i] - meanX));
        }

        return adjusted;
    }
}

/// <summary>What an action changes, learned from two arms.</summary>
/// <param name="Acted">The probability of those acted on.</param>
/// <param name="Left">That of the others.</param>
public sealed record UpliftModel(Classifier Acted, Classifier Left)
{
    /// <summary>By how much the probability rises if one acts, for each row, in (-1, 1).</summary>
    public double[] Predict(Table table)
    {
        var (with, without) = (Acted.Predict(table), Left.Predict(table));
        return [.. with.Zip(without, (a, b) => a - b)];
    }
}
