using System.Text.Json;

namespace ServiceBot.Storage.Keys;

/// <summary>Encrypts texts of some subjects within a unit of work.</summary>
public sealed class Sealer
{
    private readonly SubjectCipher _cipher;
    private readonly IReadOnlyDictionary<Guid, uint> _numbers;

    internal Sealer(SubjectCipher cipher, IReadOnlyDictionary<Guid, uint> numbers) => (_cipher, _numbers) = (cipher, numbers);

    /// <summary>Encrypts a text.</summary>
    /// <param name="subject">Whom it is about.</param>
    /// <param name="about">What: a field.</param>
    /// <param name="text">The text; null stays null.</param>
    public string? Seal(Guid subject, string about, string? text) => text is null ? null : _cipher.Seal(_numbers[subject], subject, about, text);
}

/// <summary>Which key is whose: subjects have numbers, which the database gives them, and keys follow from numbers in the key store.</summary>
public static class SubjectKeys
{
    /// <summary>The table of subjects' numbers.</summary>
    public const string Table = "storage_subject";

    /// <summary>Finds the keys of some subjects; who has none gets one.</summary>
    public static async Task<Sealer> SealerAsync(this UnitOfWork unit, IEnumerable<Guid> subjects)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var all = subjects.Distinct().ToArray();
        var numbers = await NumbersAsync(unit, all);
        var returned = numbers.Where(pair => unit.Cipher.IsDestroyed(pair.Value)).Select(pair => pair.Key).ToHashSet();
        for (var missing = Missing(); missing.Length > 0; missing = Missing())
        {
            // After an older backup was put back, the next numbers may be those of keys that are destroyed.
            if (missing.Any(numbers.ContainsKey))
            {
                await unit.ExecuteAsync($"DELETE FROM storage_subject WHERE {unit.Dialect.IsIn("subject", "@missing")}", new { missing });
            }

            var made = await unit.QueryAsync<Row>(
                $"""
                INSERT INTO storage_subject (subject, is_returned) SELECT {unit.Dialect.Id("value ->> 0")}, CAST(value ->> 1 AS boolean) FROM {unit.Dialect.EachOf("@rows")} WHERE TRUE
                ON CONFLICT (subject) DO NOTHING RETURNING number, subject, is_returned
                """,
                new { rows = JsonSerializer.Serialize(missing.Select(subject => new object[] { subject, returned.Contains(subject) })) });
            foreach (var row in made.Count == missing.Length ? made : await RowsAsync(unit, missing))       // another transaction has made some
            {
                numbers[row.Subject] = checked((uint)row.Number);
            }
        }

        return new(unit.Cipher, numbers);

        Guid[] Missing() => [.. all.Where(subject => !numbers.TryGetValue(subject, out var number) || unit.Cipher.IsDestroyed(number))];
    }

    /// <summary>Destroys the keys of some subjects who were erased.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> DestroyAsync(IDatabase database, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        var rows = new { all = subjects.ToArray() };
        var (numbers, cipher) = await database.ReadAsync(
            async session => (await session.QueryAsync<long>($"SELECT number FROM storage_subject WHERE is_given_up AND {session.Dialect.IsIn("subject", "@all")}", rows), session.Cipher), cancellationToken);
        if (numbers.Count > 0)
        {
            cipher.Destroy([.. numbers.Select(number => checked((uint)number))]);
            await database.WriteAsync(unit => unit.ExecuteAsync($"DELETE FROM storage_subject WHERE is_given_up AND {unit.Dialect.IsIn("subject", "@all")}", rows), cancellationToken);
        }

        return numbers.Count;
    }

    /// <summary>Subjects who are there though their keys were destroyed: they were erased, and an older backup was put back.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="after">The number to read on from; 0: from the beginning.</param>
    /// <param name="take">How many numbers to look at.</param>
    /// <returns>They, and the number to read on from; null: there are no more.</returns>
    public static async Task<(IReadOnlyList<Guid> Subjects, long? Next)> ReturnedAsync(Session session, long after, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (!session.Cipher.IsAnyDestroyed)
        {
            return ([], null);
        }

        var rows = await session.QueryAsync<Row>("SELECT number, subject, is_returned FROM storage_subject WHERE number > @after AND NOT is_given_up ORDER BY number LIMIT @take", new { after, take });
        return ([.. rows.Where(row => row.IsReturned || session.Cipher.IsDestroyed(checked((uint)row.Number))).Select(row => row.Subject)], rows.Count == take ? rows[^1].Number : null);
    }

    /// <summary>Those of some subjects who have keys, and were not erased.</summary>
    public static async Task<IReadOnlyList<Guid>> LiveAsync(Session session, IReadOnlyCollection<Guid> subjects)
    {
        ArgumentNullException.ThrowIfNull(session);
        return [.. (await RowsAsync(session, [.. subjects])).Where(row => !row.IsReturned && !session.Cipher.IsDestroyed(checked((uint)row.Number))).Select(row => row.Subject)];
    }

    private static async Task<Dictionary<Guid, uint>> NumbersAsync(Session session, Guid[] subjects) =>
        (await RowsAsync(session, subjects)).ToDictionary(row => row.Subject, row => checked((uint)row.Number));

    private static async Task<IReadOnlyList<Row>> RowsAsync(Session session, Guid[] subjects) =>
        subjects.Length == 0 ? [] : await session.QueryAsync<Row>($"SELECT number, subject, is_returned FROM storage_subject WHERE {session.Dialect.IsIn("subject", "@subjects")}", new { subjects });

    private sealed record Row
    {
        public required long Number { get; init; }

        public required Guid Subject { get; init; }

        public required bool IsReturned { get; init; }
    }
}
