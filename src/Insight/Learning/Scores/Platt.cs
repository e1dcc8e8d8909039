using ServiceBot.Insight.Learning.Models;

namespace ServiceBot.Insight.Learning.Scores;

/// <summary>Scores into probabilities by a straight line of log-odds.</summary>
/// <param name="Slope">Log-odds per unit of the score.</param>
/// <param name="Offset">Log-odds at a score of 0.</param>
public sealed record Platt(double Slope, double Offset)
{
    /// <summary>The probability of a score, in (0, 1).</summary>
    public double Of(double score) => LogOdds.ToProbability((Slope * score) + Offset);

    /// <summary>Fits the line.</summary>
    /// <param name="scores">Scores of rows that the model has not learned from.</param>
    /// <param name="happened">What happened, in the same order.</param>
    /// <remarks>Platt (1999), «Probabilistic outputs for support vector machines», with his targets (n + 1)/(n + 2) and 1/(n + 2); Newton's method.</remarks>
    public static Platt Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened)
    {
        var ups = 0;
        foreach (var up in happened)
        {
            ups += up ? 1 : 0;
        }

        var downs = happened.Length - ups;
        var high = (ups + 1.0) / (ups + 2);
        var low = 1.0 / (downs + 2);
        var (a, b) = (0.0, Math.Log((ups + 1.0) / (downs + 1)));
        var loss = Loss(scores, happened, high, low, a, b);
        for (var round = 0; round < 100; round++)
        {
            var (ga, gb, haa, hab, hbb) = (0.0, 0.0, 1e-12, 0.0, 1e-12);
            for (var i = 0; i < scores.Length; i++)
            {
                var p = LogOdds.ToProbability((a * scores[i]) + b);
                var error = p - (happened[i] ? high : low);
                var curvature = p * (1 - p);
                ga += error * scores[i];
                gb += error;
                haa += curvature * scores[i] * scores[i];
                hab += curvature * scores[i];
                hbb += curvature;
            }

            var determinant = (haa * hbb) - (hab * hab);
            if (Math.Abs(ga) + Math.Abs(gb) < 1e-9 * happened.Length || determinant <= 0)
            {
                break;
            }

            var da = -((hbb * ga) - (hab * gb)) / determinant;
            var db = -((haa * gb) - (hab * ga)) / determinant;
            var step = 1.0;
            for (; step > 1e-6; step /= 2)
            {
                var next = Loss(scores, happened, high, low, a + (step * da), b + (step * db));
                if (next < loss)
                {
                    (a, b, loss) = (a + (step * da), b + (step * db), next);
                    break;
                }
            }

            if (step <= 1e-6)
            {
                break;
            }
        }

        return new(a, b);
    }

    private static double Loss(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened, double high, double low, double a, double b)
    {
        var loss = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var z = (a * scores[i]) + b;
            loss += LogOdds.SoftPlus(z) - ((happened[i] ? high : low) * z);
        }

        return loss;
    }
}
