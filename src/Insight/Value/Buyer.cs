namespace ServiceBot.Insight.Value;

/// <summary>On which days somebody bought, and for how much: what models of value are fitted to. Several orders of a day are one purchase.</summary>
/// <param name="Days">The days, in order.</param>
/// <param name="Sums">What was spent on each.</param>
public sealed record Buyer(DateTime[] Days, double[] Sums)
{
    /// <summary>A buyer of purchases in any order.</summary>
    public static Buyer Of(IEnumerable<(DateTime At, double Value)> purchases)
    {
        var days = purchases.GroupBy(one => one.At.Date, one => one.Value).OrderBy(day => day.Key).ToArray();
        return new([.. days.Select(day => day.Key)], [.. days.Select(day => day.Sum())]);
    }

    /// <summary>What was known of them at the beginning of a day; null: they had bought nothing.</summary>
    /// <param name="day">The day.</param>
    /// <returns>The history, and what repeat purchases came to on average; 0 without any.</returns>
    public (PurchaseHistory History, double Mean)? Before(DateTime day)
    {
        var known = Days.Count(one => one < day);
        return known == 0 ? null
            : (new(known - 1, Weeks.OfDays((Days[known - 1] - Days[0]).TotalDays), Weeks.OfDays((day - Days[0]).TotalDays)), known == 1 ? 0 : Sums.Skip(1).Take(known - 1).Average());
    }
}
