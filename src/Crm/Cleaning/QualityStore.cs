using System.Text.Json;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Crm.Cleaning;

/// <summary>Hints and sums of quality in the database.</summary>
internal static class QualityStore
{
    private const string AsSuggestion = " suggested";

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

    /// <summary>The columns of hints that are encrypted.</summary>
    public static IReadOnlyList<SealedColumn> Sealed { get; } = [new("value", "customer_id", "about"), new("suggestion", "customer_id", $"about || '{AsSuggestion}'")];

    /// <summary>What somebody said to be right, of some customers.</summary>
    public static async Task<ILookup<Guid, (string Kind, string Value)>> DismissedAsync(Session session, IReadOnlyCollection<Guid> customers) => (await session.QueryAsync<Dismissal>(
        $"SELECT customer_id AS customer, kind, value FROM crm_hint_dismissal WHERE {session.Dialect.IsIn("customer_id", "@customers")}", new { customers = customers.ToArray() }))
        .ToLookup(row => row.Customer, row => (row.Kind, row.Value));

    public static Task DismissAsync(UnitOfWork unit, Guid customer, CleaningHint hint, string by, DateTimeOffset at) =>
        unit.ExecuteAsync(InsertDismissal, new { customer, kind = CleaningHint.WordOf(hint.Kind), value = Form(unit.Cipher, hint), by, at });

    /// <summary>The form in which the value of a hint is kept that somebody said to be right: if it is a sensitive one, nobody reads it there.</summary>
    public static string Form(SubjectCipher cipher, CleaningHint hint) => hint.Value is { } value && Sensitive.IsKept(hint.About) ? cipher.LookUp(hint.About, value) : hint.Value ?? "";

    /// <summary>Takes a hint from the list, which the next review makes anew if it still holds.</summary>
    public static async Task RemoveAsync(UnitOfWork unit, IReadOnlyCollection<Guid> customers, CleaningHint hint)
    {
        var known = await unit.QueryAsync<Row>(
            $"{Select} WHERE {unit.Dialect.IsIn("customer_id", "@customers")} AND kind = @kind", new { customers = customers.ToArray(), kind = CleaningHint.WordOf(hint.Kind) });
        var ids = known.Select(row => row.ToHint(unit)).Where(one => (one.Hint.Value ?? "") == (hint.Value ?? "")).Select(one => one.Id).ToArray();
        await unit.ExecuteAsync($"DELETE FROM crm_hint WHERE {unit.Dialect.IsIn("id", "@ids")}", new { ids });
    }

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

    /// <summary>Encrypts hints from before there was a key, and at first what somebody said to be right.</summary>
    /// <returns>The last hint's number; null: there are no more.</returns>
    public static async Task<long?> SealAsync(UnitOfWork unit, long after, int take)
    {
        if (after == 0)
        {
            var dismissed = await unit.QueryAsync<Dismissal>("SELECT customer_id AS customer, kind, value FROM crm_hint_dismissal WHERE value <> ''");
            foreach (var one in dismissed.Where(one => !SubjectCipher.IsLookUp(one.Value)))
            {
                var about = CleaningHint.AboutOf(Enum.Parse<HintKind>(one.Kind, ignoreCase: true));
                var form = Sensitive.IsKept(about) ? unit.Cipher.LookUp(about, one.Value) : one.Value;
                await unit.ExecuteAsync("UPDATE crm_hint_dismissal SET value = @form WHERE customer_id = @Customer AND kind = @Kind AND value = @Value", new { one.Customer, one.Kind, one.Value, form });
            }
        }

        var rows = await unit.QueryAsync<Row>($"{Select} WHERE id > @after ORDER BY id LIMIT @take", new { after, take });
        var plain = rows.Where(row => Sensitive.IsKept(row.About) && row.Value is not null && !SubjectCipher.IsSealed(row.Value)).ToList();
        var sealer = await unit.SealerAsync(plain.Select(row => row.Customer));
        await unit.ExecuteAsync("UPDATE crm_hint SET value = @Value, suggestion = @Suggestion WHERE id = @Id", plain.Select(row => new
        {
            row.Id,
            Value = sealer.Seal(row.Customer, row.About, row.Value),
            Suggestion = sealer.Seal(row.Customer, Suggested(row.About), row.Suggestion),
        }).ToList());
        return rows.Count == 0 ? null : rows[^1].Id;
    }

    /// <summary>What a suggestion is encrypted as.</summary>
    private static string Suggested(string about) => about + AsSuggestion;

    /// <summary>Hints that still hold keep their numbers: somebody may be looking at them.</summary>
    private static async Task SaveHintsAsync(UnitOfWork unit, Guid[] customers, IReadOnlyList<(Guid Customer, CleaningHint Hint)> found)
    {
        var before = (await unit.QueryAsync<Row>($"{Select} WHERE {unit.Dialect.IsIn("customer_id", "@customers")}", new { customers })).Select(row => row.ToHint(unit)).ToList();
        var gone = before.Where(old => !found.Contains((old.Customer, old.Hint))).Select(old => old.Id).ToArray();
        await unit.ExecuteAsync($"DELETE FROM crm_hint WHERE {unit.Dialect.IsIn("id", "@gone")}", new { gone });
        var news = found.Except(before.Select(old => (old.Customer, old.Hint))).ToList();
        var sealer = await unit.SealerAsync(news.Where(one => Sensitive.IsKept(one.Hint.About)).Select(one => one.Customer));
        await unit.ExecuteAsync(Insert, news.Select(one => new
        {
            customer = one.Customer,
            kind = CleaningHint.WordOf(one.Hint.Kind),
            one.Hint.About,
            Value = Kept(one.Customer, one.Hint.About, one.Hint.About, one.Hint.Value),
            Suggestion = Kept(one.Customer, one.Hint.About, Suggested(one.Hint.About), one.Hint.Suggestion),
            one.Hint.Confidence,
            one.Hint.Source,
        }).ToList());

        string? Kept(Guid customer, string field, string about, string? text) => Sensitive.IsKept(field) ? sealer.Seal(customer, about, text) : text;
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
        new { kind = kind is { } one ? CleaningHint.WordOf(one) : null, after, take })).Select(row => row.ToHint(session))];

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

        public FoundHint ToHint(Session session) => new(Id, Customer, new()
        {
            Kind = Enum.Parse<HintKind>(Kind, ignoreCase: true),
            About = About,
            Value = session.Cipher.Open(Customer, About, Value),
            Suggestion = session.Cipher.Open(Customer, Suggested(About), Suggestion),
            Confidence = Confidence,
            Source = Source,
        });
    }
}
