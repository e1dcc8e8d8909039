using ServiceBot.Storage;

namespace ServiceBot.Crm.Cleaning;

/// <summary>A hint in the list of what to clean.</summary>
/// <param name="Id">Its number, by which the list is read on.</param>
/// <param name="Customer">Whose it is.</param>
/// <param name="Hint">What could be written better.</param>
public sealed record FoundHint(long Id, Guid Customer, CleaningHint Hint);

/// <summary>What comes from one source.</summary>
/// <param name="Source">The source, of <see cref="Identity.FactSources"/>.</param>
/// <param name="Values">Values that count.</param>
/// <param name="Wrong">Those of them that could be written better.</param>
public sealed record SourceQuality(string Source, long Values, long Wrong)
{
    /// <summary>The share of values that nothing can be said against, 0 to 1.</summary>
    public double Score => Values == 0 ? 1 : 1 - ((double)Wrong / Values);
}

/// <summary>How well the customers of the books are known.</summary>
/// <param name="Customers">How many were reviewed; several who are the same are one.</param>
/// <param name="Score">The mean of their scores, 0 to 1; null: there is nobody.</param>
/// <param name="Sources">What comes from each source, the worst first.</param>
/// <param name="Kinds">Hints by kind, the most frequent first.</param>
public sealed record CustomerQuality(long Customers, double? Score, IReadOnlyList<SourceQuality> Sources, IReadOnlyList<KeyValuePair<HintKind, long>> Kinds)
{
    internal const string CustomersSum = "customers";
    internal const string ScoreSum = "score";
    internal const string ValuesSum = "values:";
    internal const string WrongSum = "wrong:";
    internal const string KindSum = "kind:";

    /// <summary>Reads it.</summary>
    public static async Task<CustomerQuality> ReadAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var sums = await QualityStore.SumsAsync(session);
        var customers = (long)sums.GetValueOrDefault(CustomersSum);
        return new(
            customers,
            customers == 0 ? null : sums.GetValueOrDefault(ScoreSum) / customers,
            [.. sums.Where(sum => sum.Key.StartsWith(ValuesSum, StringComparison.Ordinal) && sum.Value > 0)
                .Select(sum => sum.Key[ValuesSum.Length..])
                .Select(source => new SourceQuality(source, (long)sums[ValuesSum + source], (long)sums.GetValueOrDefault(WrongSum + source)))
                .OrderBy(source => source.Score).ThenBy(source => source.Source, StringComparer.Ordinal)],
            [.. Enum.GetValues<HintKind>().Select(kind => KeyValuePair.Create(kind, (long)sums.GetValueOrDefault(KindSum + CleaningHint.WordOf(kind)))).Where(pair => pair.Value > 0).OrderByDescending(pair => pair.Value)]);
    }

    /// <summary>What could be written better, in the order in which it was found.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="kind">Of this kind alone; null: of all.</param>
    /// <param name="after">The number of the last hint of the page before; 0: from the beginning.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<FoundHint>> ListAsync(Session session, HintKind? kind, long after, int take) => QualityStore.ListAsync(session, kind, after, take);
}
