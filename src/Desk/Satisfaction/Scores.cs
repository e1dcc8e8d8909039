namespace ServiceBot.Desk.Satisfaction;

/// <summary>A figure of surveys with its 95 % interval.</summary>
/// <param name="N">How many answered.</param>
/// <param name="Value">The figure, in its own unit.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end of the interval.</param>
public readonly record struct Score(long N, double Value, double Low, double High);

/// <summary>CSAT, NPS and CES from counted answers. Nothing is computed of no answers; a page hides what has fewer than <see cref="FewestShown"/>.</summary>
public static class Scores
{
    /// <summary>Answers below which a figure is not shown.</summary>
    public const int FewestShown = 5;

    /// <summary>Answers from this one on are satisfied, of 1 to 5.</summary>
    public const int Satisfied = 4;

    /// <summary>Answers from this one on found it easy, of 1 to 7.</summary>
    public const int Easy = 5;

    private const double Z = 1.959963984540054;     // of the normal distribution at 0.975

    /// <summary>A share with Wilson's score interval.</summary>
    /// <param name="hits">How many of them, 0 to <paramref name="n"/>.</param>
    /// <param name="n">Of how many, 1 or more.</param>
    /// <returns>Shares, 0 to 1.</returns>
    /// <remarks>(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). Wilson (1927).</remarks>
    public static Score Share(long hits, long n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, n);
        var p = (double)hits / n;
        var (middle, stretch) = (p + (Z * Z / (2 * n)), 1 + (Z * Z / n));
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4.0 * n * n)));
        return new(n, p, Math.Max(0, (middle - half) / stretch), Math.Min(1, (middle + half) / stretch));
    }

    /// <summary>Customer satisfaction: the share of 4 and 5 among answers of 1 to 5, with Wilson's interval.</summary>
    /// <param name="counts">How often each score was given, by score; what is no score of 1 to 5 is not read.</param>
    /// <returns>Shares, 0 to 1; null: nobody answered.</returns>
    public static Score? Csat(IReadOnlyDictionary<int, long> counts) =>
        Sum(counts, 1, 5) is > 0 and var n ? Share(Sum(counts, Satisfied, 5), n) : null;

    /// <summary>Net promoter score: the percentage of 9 and 10 less that of 0 to 6, with a normal interval.</summary>
    /// <param name="counts">How often each score was given, by score; what is no score of 0 to 10 is not read.</param>
    /// <returns>Points, -100 to 100; null: nobody answered.</returns>
    /// <remarks>Variance of one answer P + D - (P - D)², P and D the shares of promoters and detractors.</remarks>
    public static Score? Nps(IReadOnlyDictionary<int, long> counts)
    {
        var n = Sum(counts, 0, 10);
        if (n == 0)
        {
            return null;
        }

        var (promoters, detractors) = ((double)Sum(counts, 9, 10) / n, (double)Sum(counts, 0, 6) / n);
        var value = promoters - detractors;
        var half = Z * Math.Sqrt((promoters + detractors - (value * value)) / n);
        return new(n, 100 * value, 100 * Math.Max(-1, value - half), 100 * Math.Min(1, value + half));
    }

    /// <summary>Customer effort score: the mean of answers of 1 (hard) to 7 (easy), with Student's interval.</summary>
    /// <param name="counts">How often each score was given, by score; what is no score of 1 to 7 is not read.</param>
    /// <returns>Points, 1 to 7; of one answer the interval is the whole scale. Null: nobody answered.</returns>
    /// <remarks>m ± t(0.975, n-1) s/√n, s² with n - 1.</remarks>
    public static Score? Ces(IReadOnlyDictionary<int, long> counts)
    {
        var n = Sum(counts, 1, 7);
        if (n == 0)
        {
            return null;
        }

        var scores = counts.Where(count => count.Key is >= 1 and <= 7).ToList();
        var mean = scores.Sum(count => (double)count.Key * count.Value) / n;
        if (n == 1)
        {
            return new(n, mean, 1, 7);
        }

        var variance = scores.Sum(count => count.Value * (count.Key - mean) * (count.Key - mean)) / (n - 1);
        var half = StudentT.Quantile(0.975, n - 1) * Math.Sqrt(variance / n);
        return new(n, mean, Math.Max(1, mean - half), Math.Min(7, mean + half));
    }

    /// <summary>The share of those who found it easy, 5 and more of 7, with Wilson's interval.</summary>
    /// <param name="counts">As for <see cref="Ces"/>.</param>
    /// <returns>Shares, 0 to 1; null: nobody answered.</returns>
    public static Score? EasyShare(IReadOnlyDictionary<int, long> counts) =>
        Sum(counts, 1, 7) is > 0 and var n ? Share(Sum(counts, Easy, 7), n) : null;

    private static long Sum(IReadOnlyDictionary<int, long> counts, int from, int to)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Where(count => count.Key >= from && count.Key <= to).Sum(count => count.Value);
    }
}
