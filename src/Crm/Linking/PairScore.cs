namespace ServiceBot.Crm.Linking;

/// <summary>How well found persons agree with the true ones, counted in pairs of records.</summary>
/// <param name="Found">Pairs that were put together.</param>
/// <param name="True">Pairs that are one person.</param>
/// <param name="Both">Pairs of both kinds.</param>
public sealed record PairScore(long Found, long True, long Both)
{
    /// <summary>The share of found pairs that are true, 0 to 1; 1 when none was found.</summary>
    public double Precision => Found == 0 ? 1 : (double)Both / Found;

    /// <summary>The share of true pairs that were found, 0 to 1; 1 when there are none.</summary>
    public double Recall => True == 0 ? 1 : (double)Both / True;

    /// <summary>The harmonic mean of both, 2 · both/(found + true), 0 to 1.</summary>
    public double F1 => Found + True == 0 ? 1 : 2.0 * Both / (Found + True);

    /// <summary>Counts.</summary>
    /// <param name="persons">The records of each found person.</param>
    /// <param name="truePairs">The true pairs, each once, in either order.</param>
    public static PairScore Of<TKey>(IEnumerable<IReadOnlyList<TKey>> persons, IReadOnlyCollection<(TKey A, TKey B)> truePairs)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(persons);
        ArgumentNullException.ThrowIfNull(truePairs);
        var found = 0L;
        var person = new Dictionary<TKey, int>();
        foreach (var (number, records) in persons.Index())
        {
            found += (long)records.Count * (records.Count - 1) / 2;
            foreach (var record in records)
            {
                person.Add(record, number);
            }
        }

        return new(found, truePairs.Count, truePairs.Count(pair => person.TryGetValue(pair.A, out var a) && person.TryGetValue(pair.B, out var b) && a == b));
    }
}
