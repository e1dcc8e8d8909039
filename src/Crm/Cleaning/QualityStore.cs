using System.Text.Json;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Cleaning;

/// <summary>Hints and sums of quality in the database.</summary>
internal static class QualityStore
{
    private const string Select = "SELECT id, customer_id AS customer, kind, about, value, suggestion, confidence, source FROM crm_hint";

    private const string Insert = """
        INSERT INTO crm_hint (customer_id, kind, about, value, suggestion, confidence, source) VALUES (@customer, @kind, @About, @Value, @Suggestion, @Confidence, @Source)
        """;

    private const string Save = """
        INSERT INTO crm_quality (customer_id, score, sums) VALUES (@customer, @score, @sums)
        ON CONFLICT (customer_id) DO UPDATE SET score = excluded.score, sums = excluded.sums
        """;

    private const string Add = """
        INSERT INTO crm_quality_sum (name, amount) VALUES (@name, @amount) ON CONFLICT (name) DO UPDATE SET amount = crm_quality_sum.amount + excluded.amount
        """;

    private const string InsertDismissal = """
        INSERT INTO crm_hint_dismissal (customer_id, kind, value, said_by, at) VALUES (@customer, @kind, @value, @by, @at) ON CONFLICT DO NOTHING
        """;

    /// <summary>What somebody said to be right, of some customers.</summary>
    public static async Task<ILookup<Guid, (string Kind, string Value)>> DismissedAsync(Session session, IReadOnlyCollection<Guid> customers) => (await session.QueryAsync<Dismissal>(
        $"SELECT customer_id AS customer, kind, value FROM crm_hint_dismissal WHERE {session.Dialect.IsIn("customer_id", "@customers")}", new { customers = customers.ToArray() }))
        .ToLookup(row => row.Customer, row => (row.Kind, row.Value));

    public static Task DismissAsync(UnitOfWork unit, Guid customer, CleaningHint hint, string by, DateTimeOffset at) =>
        unit.ExecuteAsync(InsertDismissal, new { customer, kind = CleaningHint.WordOf(hint.Kind), value = hint.Value ?? "", by, at });

    /// <summary>Takes a hint from the list, which the next review makes anew if it still holds.</summary>
    public static Task RemoveAsync(UnitOfWork unit, IReadOnlyCollection<Guid> customers, CleaningHint hint) => unit.ExecuteAsync(
        $"DELETE FROM crm_hint WHERE {unit.Dialect.IsIn("customer_id", "@customers")} AND kind = @kind AND COALESCE(value, '') = @value",
        new { customers = customers.ToArray(), kind = CleaningHint.WordOf(hint.Kind), value = hint.Value ?? "" });

    /// <summary>Keeps what a review of some customers found, in the place of what was found before.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customers">All of them, those included who are the same as others.</param>
    /// <param name="found">What was found of each who has a page, and what that adds to the sums.</param>
    public static async Task SaveAsync(UnitOfWork unit, IReadOnlyCollection<Guid> customers, IReadOnlyDictionary<Guid, (IReadOnlyList<CleaningHint> Hints, Dictionary<string, double> Sums)> found)
    {
        var all = new { customers = customers.ToArray() };
        var before = await unit.QueryAsync<string>($"SELECT sums FROM crm_quality WHERE {unit.Dialect.IsIn("customer_id", "@customers")}", all);
        await SaveHintsAsync(unit, all.customers, [.. found.SelectMany(pair => pair.Value.Hints, (pair, hint) => (pair.Key, hint))]);
        await unit.ExecuteAsync($"DELETE FROM crm_quality WHERE {unit.Dialect.IsIn("customer_id", "@customers")}", all);
        await unit.ExecuteAsync(Save, found.Select(pair => new { customer = pair.Key, score = CleaningRules.Score(pair.Value.Hints), sums = JsonSerializer.Serialize(pair.Value.Sums) }).ToList());
        var change = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, amount) in found.Values.SelectMany(one => one.Sums).Concat(before.SelectMany(json => JsonSerializer.Deserialize<Dictionary<string, double>>(json)!).Select(pair => KeyValuePair.Create(pair.Key, -pair.Value))))
        {
            change[name] = change.GetValueOrDefault(name) + amount;
        }

        await unit.ExecuteAsync(Add, change.Where(pair => pair.Value != 0).Select(pair => new { name = pair.Key, amount = pair.Value }).ToList());
    }

    /// <summary>Hints that still hold keep their numbers: somebody may be looking at them.</summary>
    private static async Task SaveHintsAsync(UnitOfWork unit, Guid[] customers, IReadOnlyList<(Guid Customer, CleaningHint Hint)> found)
    {
        var before = (await unit.QueryAsync<Row>($"{Select} WHERE {unit.Dialect.IsIn("customer_id", "@customers")}", new { customers })).Select(row => row.ToHint()).ToList();
        var gone = before.Where(old => !found.Contains((old.Customer, old.Hint))).Select(old => old.Id).ToArray();
        await unit.ExecuteAsync($"DELETE FROM crm_hint WHERE {unit.Dialect.IsIn("id", "@gone")}", new { gone });
        await unit.ExecuteAsync(Insert, found.Except(before.Select(old => (old.Customer, old.Hint)))
            .Select(one => new { customer = one.Customer, kind = CleaningHint.WordOf(one.Hint.Kind), one.Hint.About, one.Hint.Value, one.Hint.Suggestion, one.Hint.Confidence, one.Hint.Source }).ToList());
    }

    /// <summary>The sums by their names.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> SumsAsync(Session session) =>
        (await session.QueryAsync<Sum>("SELECT name, amount FROM crm_quality_sum")).ToDictionary(row => row.Name, row => row.Amount);

    /// <summary>Hints of a kind, or of all kinds, in the order in which they were found.</summary>
    public static async Task<IReadOnlyList<FoundHint>> ListAsync(Session session, HintKind? kind, long after, int take) => [.. (await session.QueryAsync<Row>(
        $"""
        {Select}
        WHERE id > @after {(kind is null ? "" : "AND kind = @kind")} ORDER BY id LIMIT @take
        """,
        new { kind = kind is { } one ? CleaningHint.WordOf(one) : null, after, take })).Select(row => row.ToHint())];

    private sealed record Dismissal
    {
        public required Guid Customer { get; init; }

        public required string Kind { get; init; }

        public required string Value { get; init; }
    }

    private sealed record Sum
    {
        public required string Name { get; init; }

        public required double Amount { get; init; }
    }

    private sealed record Row
    {
        public required long Id { get; init; }

        public required Guid Customer { get; init; }

        public required string Kind { get; init; }

        public required string About { get; init; }

        public string? Value { get; init; }

        public string? Suggestion { get; init; }

        public required double Confidence { get; init; }

        public string? Source { get; init; }

        public FoundHint ToHint() => new(Id, Customer, new()
        {
            Kind = Enum.Parse<HintKind>(Kind, ignoreCase: true),
            About = About,
            Value = Value,
            Suggestion = Suggestion,
            Confidence = Confidence,
            Source = Source,
        });
    }
}
