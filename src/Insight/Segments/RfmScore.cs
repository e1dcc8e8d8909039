namespace ServiceBot.Insight.Segments;

/// <summary>A customer's recency, frequency and monetary scores, each 1 (worst) to 5.</summary>
/// <param name="Recency">How lately the last purchase was.</param>
/// <param name="Frequency">How many there were.</param>
/// <param name="Monetary">What they came to.</param>
public readonly record struct RfmScore(int Recency, int Frequency, int Monetary)
{
    /// <summary>The named cell that recency and frequency fall into.</summary>
    public RfmCell Cell => CellOf(Recency, Frequency);

    /// <summary>Scores customers among each other.</summary>
    /// <param name="daysSinceLast">Days from the last purchase to the day as of which they are scored; fewer are better.</param>
    /// <param name="purchases">How many purchases there were; more are better.</param>
    /// <param name="spent">What they came to, without refunds; more is better.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static RfmScore[] Of(ReadOnlySpan<double> daysSinceLast, ReadOnlySpan<double> purchases, ReadOnlySpan<double> spent)
    {
        if (daysSinceLast.Length != purchases.Length || purchases.Length != spent.Length)
        {
            throw new ArgumentException($"There are {daysSinceLast.Length} recencies, {purchases.Length} frequencies and {spent.Length} sums.", nameof(purchases));
        }

        var days = new double[daysSinceLast.Length];
        for (var i = 0; i < days.Length; i++)
        {
            days[i] = -daysSinceLast[i];
        }

        var (r, f, m) = (Fifths(days), Fifths(purchases), Fifths(spent));
        var scores = new RfmScore[days.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = new(r[i], f[i], m[i]);
        }

        return scores;
    }

    /// <summary>The fifth of all values that each is in: 1 + min(4, ⌊5 · (how many are below) / n⌋). Equal values have equal scores, so some scores may be nobody's.</summary>
    /// <param name="values">A value each; higher is better.</param>
    public static int[] Fifths(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var scores = new int[values.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) >> 1;
                (low, high) = sorted[middle] < values[i] ? (middle + 1, high) : (low, middle);
            }

            scores[i] = 1 + (int)Math.Min(4, 5L * low / sorted.Length);
        }

        return scores;
    }

    /// <summary>The cell of two scores: every pair is in exactly one.</summary>
    /// <param name="recency">1 to 5.</param>
    /// <param name="frequency">1 to 5.</param>
    public static RfmCell CellOf(int recency, int frequency) => (recency, frequency) switch
    {
        ( <= 2, 5) => RfmCell.CannotLose,
        ( <= 2, >= 3) => RfmCell.AtRisk,
        ( <= 2, _) => RfmCell.Hibernating,
        (3, <= 2) => RfmCell.AboutToSleep,
        (3, 3) => RfmCell.NeedAttention,
        (3, _) => RfmCell.Loyal,
        (4, 1) => RfmCell.Promising,
        (4, <= 3) => RfmCell.PotentialLoyalist,
        (4, _) => RfmCell.Loyal,
        (_, 1) => RfmCell.New,
        (_, <= 3) => RfmCell.PotentialLoyalist,
        _ => RfmCell.Champions,
    };
}

/// <summary>What the cells of the grid of recency and frequency are called.</summary>
public enum RfmCell
{
    /// <summary>Bought lately, and often.</summary>
    Champions,

    /// <summary>Buys often; the last time is not long ago.</summary>
    Loyal,

    /// <summary>Bought lately, more than once.</summary>
    PotentialLoyalist,

    /// <summary>Bought lately for the first time.</summary>
    New,

    /// <summary>Bought once, not long ago.</summary>
    Promising,

    /// <summary>Used to buy now and then; the last time is a while ago.</summary>
    NeedAttention,

    /// <summary>Bought seldom, and not for a while.</summary>
    AboutToSleep,

    /// <summary>Used to buy, and has not for long.</summary>
    AtRisk,

    /// <summary>Used to buy most, and has not for long.</summary>
    CannotLose,

    /// <summary>Bought seldom, long ago.</summary>
    Hibernating,
}
