using ServiceBot.Insight.Learning;
using static System.Math;
using static ServiceBot.Insight.Learning.SpecialFunctions;

namespace ServiceBot.Insight.Value;

/// <summary>How often customers buy, and after which purchase they stop: BG/NBD, or its modified form.</summary>
/// <param name="R">Shape of the purchase rates' gamma distribution, above 0.</param>
/// <param name="Alpha">Its rate, in weeks, above 0.</param>
/// <param name="A">First shape of the beta distribution of the chance to stop, above 0.</param>
/// <param name="B">Its second shape, above 0.</param>
/// <param name="IsModified">Whether customers may stop right after their first purchase: MBG/NBD.</param>
/// <remarks>
/// Fader, Hardie and Lee (2005), «Counting your customers the easy way»; Batislam, Denizel and Filiztekin (2007) for the modified form. <see cref="Alive"/> is no score of churn:
/// by it a customer who never bought again is alive for certain. Use <see cref="Expected(PurchaseHistory, Weeks)"/>.
/// </remarks>
public sealed record PurchaseModel(double R, double Alpha, double A, double B, bool IsModified = false)
{
    /// <summary>Fits the parameters: the highest likelihood.</summary>
    /// <param name="histories">Customers with at least one purchase.</param>
    /// <param name="isModified">See <see cref="IsModified"/>.</param>
    public static PurchaseModel Fit(IReadOnlyList<PurchaseHistory> histories, bool isModified = false)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var groups = histories.GroupBy(history => history).Select(group => (group.Key, group.Count())).ToArray();
        double[] at = [0, Log(5), 0, 0];
        for (var round = 0; round < 4; round++)
        {
            at = NelderMead.Minimise(p => -Of(p).LogLikelihood(groups), at, [0.5, 0.5, 0.5, 0.5], [-8, -8, -8, -8], [8, 12, 8, 8], 1500, 1e-13).At;
        }

        return Of(at);

        PurchaseModel Of(double[] p) => new(Exp(p[0]), Exp(p[1]), Exp(p[2]), Exp(p[3]), isModified);
    }

    /// <summary>ln of the likelihood of customers' histories.</summary>
    public double LogLikelihood(IReadOnlyList<PurchaseHistory> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        return LogLikelihood([.. histories.Select(history => (history, 1))]);
    }

    /// <summary>How many purchases are expected of a new customer.</summary>
    public double Expected(Weeks ahead) => (A + B + Later - 1) / (A - 1)
        * (1 - (Pow(Alpha / (Alpha + ahead.Count), R) * Hypergeometric(R, B + Later, A + B + Later - 1, ahead.Count / (Alpha + ahead.Count))));

    /// <summary>How many purchases are expected of a customer, 0 or more.</summary>
    /// <param name="history">What has been bought.</param>
    /// <param name="ahead">Until when.</param>
    public double Expected(PurchaseHistory history, Weeks ahead)
    {
        var (x, t, end) = (history.Repeats, ahead.Count, Alpha + history.Known.Count);
        var sum = A + B + Later + x - 1;
        return sum / (A - 1) * (1 - (Pow(end / (end + t), R + x) * Hypergeometric(R + x, B + Later + x, sum, t / (end + t)))) * Alive(history);
    }

    /// <summary>The probability that a customer has not stopped buying, in (0, 1]. Without repeats it is 1 in the plain form: it cannot tell.</summary>
    public double Alive(PurchaseHistory history)
    {
        var x = history.Repeats;
        return x == 0 && !IsModified ? 1
            : 1 / (1 + (A / (B + Later + x - 1) * Exp((R + x) * (Log(Alpha + history.Known.Count) - Log(Alpha + history.Last.Count)))));
    }

    /// <summary>The probability that a new customer buys so often again within a time; of the plain form.</summary>
    /// <param name="repeats">How often, 0 or more.</param>
    /// <param name="within">The time.</param>
    public double Probability(int repeats, Weeks within)
    {
        if (IsModified)
        {
            throw new InvalidOperationException("Counts have a formula in the plain form only.");
        }

        var (x, t) = (repeats, within.Count);
        var (none, some) = (R * Log(Alpha / (Alpha + t)), Log(t / (Alpha + t)));
        var first = Exp(LogBeta(A, B + x) - LogBeta(A, B) + LogGamma(R + x) - LogGamma(R) - LogGamma(x + 1) + none + (x > 0 ? x * some : 0));
        if (x == 0)
        {
            return first;
        }

        var fewer = 0.0;
        for (var j = 0; j < x; j++)
        {
            fewer += Exp(LogGamma(R + j) - LogGamma(R) - LogGamma(j + 1) + (j * some) + none);
        }

        return first + (Exp(LogBeta(A + 1, B + x - 1) - LogBeta(A, B)) * (1 - fewer));
    }

    private int Later => IsModified ? 1 : 0;

    private double LogLikelihood(IReadOnlyList<(PurchaseHistory History, int Count)> groups)
    {
        var sum = 0.0;
        foreach (var ((x, last, known), count) in groups)
        {
            var alive = -(R + x) * Log(Alpha + known.Count);
            var both = alive;
            if (x > 0 || IsModified)
            {
                var stopped = Log(A) - Log(B + Later + x - 1) - ((R + x) * Log(Alpha + last.Count));
                both = Max(alive, stopped) + Log(1 + Exp(-Abs(alive - stopped)));
            }

            sum += count * (LogGamma(R + x) - LogGamma(R) + (R * Log(Alpha)) + LogBeta(A, B + Later + x) - LogBeta(A, B) + both);
        }

        return sum;
    }
}
