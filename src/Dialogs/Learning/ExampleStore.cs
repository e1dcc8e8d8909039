using ServiceBot.Storage;

namespace ServiceBot.Dialogs.Learning;

/// <summary>An example that somebody made of what a customer wrote.</summary>
public sealed record AddedExample
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>What it is an example of.</summary>
    public required string Intent { get; init; }

    /// <summary>The words.</summary>
    public required string Text { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>By whom: <c>staff:…</c>, <c>api:…</c>.</summary>
    public required string AddedBy { get; init; }

    /// <summary><c>waiting</c> for the check, <c>live</c>, <c>refused</c> by the check, or <c>withdrawn</c>.</summary>
    public required string State { get; init; }

    /// <summary>When the check was made, or it was withdrawn.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>What the check found: JSON of <see cref="ExampleVerdict"/>.</summary>
    public string? Because { get; init; }
}

/// <summary>Added examples in the database.</summary>
public static class ExampleStore
{
    internal const string Waiting = "waiting";
    internal const string Live = "live";
    internal const string Refused = "refused";
    internal const string Withdrawn = "withdrawn";
    private const string Columns = "id, intent, text, added_at, added_by, state, decided_at, because";

    /// <summary>Adds an example, unless it is there already.</summary>
    internal static Task AddAsync(UnitOfWork unit, string intent, string text, string by, DateTimeOffset now) => unit.ExecuteAsync(
        "INSERT INTO dialogs_example (intent, text, added_at, added_by, state) VALUES (@intent, @text, @now, @by, 'waiting') ON CONFLICT DO NOTHING", new { intent, text, by, now });

    internal static Task<IReadOnlyList<AddedExample>> InAsync(Session session, string state) =>
        session.QueryAsync<AddedExample>($"SELECT {Columns} FROM dialogs_example WHERE state = @state ORDER BY id", new { state });

    /// <summary>All, the newest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="most">How many at most.</param>
    public static Task<IReadOnlyList<AddedExample>> ListAsync(Session session, int most) =>
        session.QueryAsync<AddedExample>($"SELECT {Columns} FROM dialogs_example ORDER BY id DESC LIMIT @most", new { most });

    /// <returns>How many of them were in that state.</returns>
    internal static Task<int> DecideAsync(UnitOfWork unit, long[] ids, string from, string to, string? because, DateTimeOffset now) => unit.ExecuteAsync(
        $"UPDATE dialogs_example SET state = @to, decided_at = @now, because = COALESCE(@because, because) WHERE state = @from AND {unit.Dialect.IsIn("id", "@ids")}", new { ids, from, to, because, now });
}
