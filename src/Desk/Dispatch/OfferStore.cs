using System.Text.Json;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Dispatch;

/// <summary>What became of an offer.</summary>
internal enum OfferOutcome
{
    /// <summary>The agent took it.</summary>
    Accepted,

    /// <summary>The agent declined.</summary>
    Declined,

    /// <summary>The agent let it pass.</summary>
    Lapsed,

    /// <summary>Somebody else took it, the customer left, or the agent went away.</summary>
    Withdrawn,
}

/// <summary>An offer that is open.</summary>
internal sealed record OpenOffer
{
    public required long Id { get; init; }

    public required WorkKind Kind { get; init; }

    public required long Item { get; init; }

    public required Guid Agent { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required string Because { get; init; }

    public Explanation Explanation => JsonSerializer.Deserialize<Explanation>(Because, JsonSerializerOptions.Web)!;
}

/// <summary>Offers in the database: the open ones, and what became of the others.</summary>
internal static class OfferStore
{
    private const string Columns = "o.id, o.kind, o.item, o.agent, o.at, o.until, o.because";

    private const string Insert = """
        INSERT INTO desk_offer (kind, item, agent, at, until, because) VALUES (@kind, @Number, @agent, @at, @until, @because)
        """;

    private const string End = """
        UPDATE desk_offer SET ended_at = @at, outcome = @outcome, reason = @reason WHERE kind = @kind AND item = @Number AND ended_at IS NULL
        """;

    private const string Over = $"""
        SELECT {Columns} FROM desk_offer o LEFT JOIN desk_agent a ON a.staff = o.agent
        WHERE o.ended_at IS NULL AND (o.until <= @now OR a.availability IS NULL OR a.availability <> 'available')
        ORDER BY o.id
        """;

    private const string Refused = """
        SELECT item, agent, ended_at AS at FROM desk_offer
        WHERE kind = @kind AND outcome IN ('declined', 'lapsed') AND ended_at > @since AND
        """;

    public static Task AddAsync(UnitOfWork unit, PlannedOffer offer, DateTimeOffset at) => unit.ExecuteAsync(
        Insert,
        new
        {
            kind = EnumWord.Of(offer.Item.Id.Kind),
            offer.Item.Id.Number,
            agent = offer.Agent,
            at,
            until = offer.Until,
            because = JsonSerializer.Serialize(offer.Because, JsonSerializerOptions.Web),
        });

    /// <summary>Ends the open offer of a piece of work, if there is one.</summary>
    public static Task EndAsync(UnitOfWork unit, WorkId work, OfferOutcome outcome, string? reason, DateTimeOffset at) => unit.ExecuteAsync(
        End, new { kind = EnumWord.Of(work.Kind), work.Number, outcome = EnumWord.Of(outcome), reason, at });

    /// <summary>Open offers that nobody may take any more: their time is over, or the agent takes nothing now.</summary>
    public static Task<IReadOnlyList<OpenOffer>> OverAsync(Session session, DateTimeOffset now) => session.QueryAsync<OpenOffer>(Over, new { now });

    /// <summary>The open offers of somebody, or of everybody.</summary>
    public static Task<IReadOnlyList<OpenOffer>> OpenAsync(Session session, Guid? agent = null) => session.QueryAsync<OpenOffer>(
        $"SELECT {Columns} FROM desk_offer o WHERE o.ended_at IS NULL{(agent is null ? "" : " AND o.agent = @agent")} ORDER BY o.id", new { agent });

    /// <summary>The open offer of a piece of work, or null.</summary>
    public static Task<OpenOffer?> FindAsync(Session session, WorkId work) => session.FindAsync<OpenOffer>(
        $"SELECT {Columns} FROM desk_offer o WHERE o.kind = @kind AND o.item = @Number AND o.ended_at IS NULL", new { kind = EnumWord.Of(work.Kind), work.Number });

    /// <summary>Who turned down which work since an instant.</summary>
    public static async Task<ILookup<long, (Guid Agent, DateTimeOffset At)>> RefusedAsync(Session session, WorkKind kind, long[] items, DateTimeOffset since) =>
        (items.Length == 0 ? [] : await session.QueryAsync<RefusedRow>($"{Refused} {session.Dialect.IsIn("item", "@items")}", new { kind = EnumWord.Of(kind), since, items }))
            .ToLookup(row => row.Item, row => (row.Agent, row.At));

    private sealed record RefusedRow
    {
        public required long Item { get; init; }

        public required Guid Agent { get; init; }

        public required DateTimeOffset At { get; init; }
    }
}
