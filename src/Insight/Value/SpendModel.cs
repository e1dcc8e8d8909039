using ServiceBot.Insight.Learning;
using static System.Math;
using static ServiceBot.Insight.Learning.SpecialFunctions;

namespace ServiceBot.Insight.Value;

/// <summary>How much customers spend a purchase: Gamma–Gamma (Fader and Hardie 2013).</summary>
/// <param name="P">Shape of a customer's purchases, above 0.</param>
/// <param name="Q">Shape of the customers' scales, above 1 for a mean to exist.</param>
/// <param name="V">Their scale, in money.</param>
public sealed record SpendModel(double P, double Q, double V)
{
    /// <summary>What a customer spends a purchase on average, over all customers.</summary>
    public double Mean => P * V / (Q - 1);

    /// <summary>Fits the parameters to customers who bought again: the highest likelihood.</summary>
    /// <param name="repeats">How many repeat purchases each made, 1 or more; others are not looked at.</param>
    /// <param name="means">What they came to on average, above 0.</param>
    public static SpendModel Fit(ReadOnlySpan<int> repeats, ReadOnlySpan<double> means)
    {
        var (x, m) = (repeats.ToArray(), means.ToArray());
        double[] at = [Log(2), Log(2), Log(Max(1e-9, m.DefaultIfEmpty(1).Average()))];
        for (var round = 0; round < 4; round++)
        {
            at = NelderMead.Minimise(p => Loss(Exp(p[0]), 1 + Exp(p[1]), Exp(p[2])), at, [0.5, 0.5, 0.5], [-6, -6, -12], [8, 6, 20], 1200, 1e-13).At;
        }

        return new(Exp(at[0]), 1 + Exp(at[1]), Exp(at[2]));

        double Loss(double p, double q, double v)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                if (x[i] > 0 && m[i] > 0)
                {
                    sum -= LogGamma((p * x[i]) + q) - LogGamma(p * x[i]) - LogGamma(q) + (q * Log(v)) + (((p * x[i]) - 1) * Log(m[i])) + (p * x[i] * Log(x[i]))
                        - (((p * x[i]) + q) * Log((x[i] * m[i]) + v));
                }
            }

            return sum;
        }
    }

    /// <summary>What a customer will spend a purchase: between their own mean and that of all, nearer to their own the more they bought.</summary>
    /// <param name="repeats">How many repeat purchases, 0 or more.</param>
    /// <param name="mean">What they came to on average; not looked at without repeats.</param>
    public double Expected(int repeats, double mean) => repeats <= 0 ? Mean : P * (V + (repeats * mean)) / ((P * repeats) + Q - 1);
}

/// <summary>What customers are worth.</summary>
public static class CustomerValue
{
    /// <summary>The value of a customer's purchases to come, discounted month by month.</summary>
    /// <param name="purchases">How often they buy.</param>
    /// <param name="spend">How much.</param>
    /// <param name="history">What they have bought.</param>
    /// <param name="mean">What their repeat purchases came to on average.</param>
    /// <param name="months">How many months ahead.</param>
    /// <param name="discount">What money loses a month: 0.01 is one percent.</param>
    /// <returns>Σ over months k of E[money a purchase] · (purchases in month k) / (1 + d)^k, in the unit of the money.</returns>
    public static double Of(PurchaseModel purchases, SpendModel spend, PurchaseHistory history, double mean, int months, double discount)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        ArgumentNullException.ThrowIfNull(spend);
        var (value, before) = (0.0, 0.0);
        for (var k = 1; k <= months; k++)
        {
            var until = purchases.Expected(history, Weeks.OfMonths(k));
            value += spend.Expected(history.Repeats, mean) * (until - before) / Pow(1 + discount, k);
            before = until;
        }

        return value;
    }
}
