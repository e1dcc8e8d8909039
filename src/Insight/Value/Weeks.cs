namespace ServiceBot.Insight.Value;

/// <summary>A stretch of time in weeks. Models of purchases are fitted in weeks, and a type keeps days and months from being taken for them.</summary>
/// <param name="Count">How many, 0 or more.</param>
public readonly record struct Weeks(double Count)
{
    /// <summary>A month: a twelfth of 365.25 days.</summary>
    public static Weeks Month { get; } = new(365.25 / 12 / 7);

    /// <summary>So many days.</summary>
    public static Weeks OfDays(double days) => new(days / 7);

    /// <summary>So many months of a twelfth of a year.</summary>
    public static Weeks OfMonths(double months) => new(months * Month.Count);
}

/// <summary>What a customer has bought, as models of purchases see it.</summary>
/// <param name="Repeats">How many purchases came after the first, 0 or more.</param>
/// <param name="Last">From the first purchase to the last; 0 without repeats.</param>
/// <param name="Known">From the first purchase to now.</param>
public readonly record struct PurchaseHistory(int Repeats, Weeks Last, Weeks Known);
