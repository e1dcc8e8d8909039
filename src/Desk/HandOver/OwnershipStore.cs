using System.Globalization;
using System.Text.Json;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Snooze;
using ServiceBot.Storage;

namespace ServiceBot.Desk.HandOver;

/// <summary>What the desk keeps of a conversation that a person was wanted in; who answers, and the epoch, stand with the conversation itself.</summary>
internal sealed record DeskConversation
{
    public required long Conversation { get; init; }

    /// <summary>The person who holds it, or null.</summary>
    public Guid? Agent { get; init; }

    public string? Team { get; init; }

    public Guid? OfferedTo { get; init; }

    public DateTimeOffset? OfferedUntil { get; init; }

    /// <summary>Whether the product chose <see cref="OfferedTo"/>.</summary>
    public bool OfferIsRouted { get; init; }

    /// <summary>The person who holds it, or held it last.</summary>
    public Guid? LastAgent { get; init; }

    public Guid? Customer { get; init; }

    /// <summary>What notices are written in: <c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Since when the present owner answers.</summary>
    public required DateTimeOffset Since { get; init; }

    public DateTimeOffset? WaitsSince { get; init; }

    /// <summary>The customer's last word since a person was wanted.</summary>
    public DateTimeOffset? CustomerAt { get; init; }

    /// <summary>An agent's last word.</summary>
    public DateTimeOffset? AgentAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>Who holds conversations, and what their customers were promised, in the database.</summary>
internal static class OwnershipStore
{
    private const string Columns =
        "conversation, agent, team, offered_to, offered_until, offer_is_routed, last_agent, customer, language, since, waits_since, customer_at, agent_at, due_at";

    private const string Save = """
        INSERT INTO desk_conversation
            (conversation, agent, team, offered_to, offered_until, offer_is_routed, last_agent, customer, language, since, waits_since, customer_at, agent_at, due_at)
        VALUES
            (@Conversation, @Agent, @Team, @OfferedTo, @OfferedUntil, @OfferIsRouted, @LastAgent, @Customer, @Language, @Since, @WaitsSince, @CustomerAt,
                @AgentAt, @DueAt)
        ON CONFLICT (conversation) DO UPDATE
        SET agent = excluded.agent, team = excluded.team, offered_to = excluded.offered_to, offered_until = excluded.offered_until,
            offer_is_routed = excluded.offer_is_routed, last_agent = excluded.last_agent, customer = excluded.customer, language = excluded.language, since = excluded.since, waits_since = excluded.waits_since,
            customer_at = excluded.customer_at, agent_at = excluded.agent_at, due_at = excluded.due_at
        """;

    // While a conversation waits, its place is that of the queue; it is in both tables, or in none.
    private static readonly string IsWaiting = $"""
        FROM desk_queue_entry e JOIN desk_conversation c ON c.conversation = e.conversation
        WHERE e.left_at IS NULL AND ({Sight.Sql("c.team")} OR c.offered_to = @Me)
        """;

    private const string WaitingColumns = """
        c.conversation, c.agent, c.team, c.offered_to, c.offered_until, c.offer_is_routed, c.last_agent, c.customer, c.language, c.since,
            e.asked_at AS waits_since, c.customer_at, c.agent_at, c.due_at
        """;

    private const string Unoffered = """
        SELECT c.conversation, c.team, c.customer, c.language, c.since, e.asked_at AS waits_since,
            COALESCE(c.last_agent, (SELECT p.last_agent FROM desk_conversation p WHERE p.customer = c.customer AND p.last_agent IS NOT NULL ORDER BY p.since DESC LIMIT 1)) AS last_agent
        FROM desk_queue_entry e JOIN desk_conversation c ON c.conversation = e.conversation
        WHERE e.left_at IS NULL AND c.offered_to IS NULL
        ORDER BY e.asked_at, c.conversation
        LIMIT @take
        """;

    private const string PassedOn = """
        SELECT c.conversation, c.agent, c.team, c.offered_to, c.offered_until, c.offer_is_routed, c.last_agent, c.customer, c.language, c.since,
            e.asked_at AS waits_since, c.customer_at, c.agent_at, c.due_at
        FROM desk_queue_entry e JOIN desk_conversation c ON c.conversation = e.conversation
        WHERE e.left_at IS NULL AND c.offered_to = @to AND NOT c.offer_is_routed
        ORDER BY c.offered_until, c.conversation
        """;

    private static readonly string IsSnoozed = SnoozeStore.Is(WorkKind.Conversation, "c.conversation");

    private const string Due = "SELECT conversation FROM desk_conversation WHERE due_at <= @now ORDER BY due_at LIMIT @take";

    /// <summary>What the desk keeps, or null: nobody was ever wanted there.</summary>
    public static Task<DeskConversation?> FindAsync(Session session, long conversation) =>
        session.FindAsync<DeskConversation>($"SELECT {Columns} FROM desk_conversation WHERE conversation = @conversation", new { conversation });

    /// <summary>The conversations that somebody holds, those that they hold longest first.</summary>
    public static Task<IReadOnlyList<DeskConversation>> OfAgentAsync(Session session, Guid agent, DateTimeOffset since, long after, int take, InboxQuery? filter = null) =>
        session.QueryAsync<DeskConversation>(
            $"SELECT {Columns} FROM desk_conversation c WHERE agent = @agent AND (since, conversation) > (@since, @after){Only(filter)} ORDER BY since, conversation LIMIT @take",
            new { agent, since, after, take, filter?.Team, filter?.Language, filter?.Tag });

    /// <summary>Conversations that wait and that somebody may see, who asked first first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="sight">What may be seen.</param>
    /// <param name="askedAt">The instant to read on from.</param>
    /// <param name="after">The number to read on from.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="filter">Which of them; null: all.</param>
    public static Task<IReadOnlyList<DeskConversation>> WaitingAsync(Session session, Sight sight, DateTimeOffset askedAt, long after, int take, InboxQuery? filter = null) =>
        session.QueryAsync<DeskConversation>(
            $"SELECT {WaitingColumns} {IsWaiting} AND (e.asked_at, c.conversation) > (@askedAt, @after){Only(filter)} ORDER BY e.asked_at, c.conversation LIMIT @take",
            new { sight.SeesAll, sight.OwnTeam, sight.SharedTeam, sight.Me, askedAt, after, take, filter?.Team, filter?.Language, filter?.Tag });

    /// <summary>How many stand in each of several views that can be filtered, in one query.</summary>
    public static async Task<IReadOnlyList<long>> CountAsync(Session session, IReadOnlyList<InboxQuery> filters, Sight sight)
    {
        if (filters.Count == 0)
        {
            return [];
        }

        const string Fits = "(value ->> 2 IS NULL OR c.team = value ->> 2) AND (value ->> 3 IS NULL OR c.language = value ->> 3) AND (value ->> 4 IS NULL OR EXISTS (SELECT 1 FROM desk_conversation_tag t WHERE t.conversation = c.conversation AND t.tag = value ->> 4))";
        var rows = await session.QueryAsync<Counted>(
            $"""
            SELECT value ->> 0 AS place, CASE value ->> 1
                WHEN 'mine' THEN (SELECT count(*) FROM desk_conversation c WHERE c.agent = @Me AND NOT {IsSnoozed} AND {Fits})
                WHEN 'snoozed' THEN (SELECT count(*) FROM desk_conversation c WHERE c.agent = @Me AND {IsSnoozed} AND {Fits})
                WHEN 'team' THEN (SELECT count(*) {IsWaiting.Replace("@SeesAll", "@NotAll", StringComparison.Ordinal).Replace("@SharedTeam", "@OwnTeam", StringComparison.Ordinal)} AND {Fits})
                ELSE (SELECT count(*) {IsWaiting} AND {Fits}) END AS count
            FROM {session.Dialect.EachOf("@filters")}
            """,
            new
            {
                filters = JsonSerializer.Serialize(filters.Select((filter, at) => new[] { $"{at}", filter.View, filter.Team, filter.Language, filter.Tag })),
                sight.SeesAll,
                NotAll = false,
                sight.OwnTeam,
                sight.SharedTeam,
                sight.Me,
            });
        return [.. rows.OrderBy(row => int.Parse(row.Place, CultureInfo.InvariantCulture)).Select(row => row.Count)];
    }

    private static string Only(InboxQuery? filter) => (filter?.View switch { "mine" => $" AND NOT {IsSnoozed}", "snoozed" => $" AND {IsSnoozed}", _ => "" })
        + (filter?.Team is null ? "" : " AND c.team = @Team") + (filter?.Language is null ? "" : " AND c.language = @Language")
        + (filter?.Tag is null ? "" : " AND EXISTS (SELECT 1 FROM desk_conversation_tag t WHERE t.conversation = c.conversation AND t.tag = @Tag)");

    /// <summary>Conversations that a colleague keeps for somebody, the ones that pass to the next soonest first.</summary>
    public static Task<IReadOnlyList<DeskConversation>> PassedOnAsync(Session session, Guid to) => session.QueryAsync<DeskConversation>(PassedOn, new { to });

    /// <summary>Conversations that wait and are offered to nobody, who asked first first; with who served the customer last, here or elsewhere.</summary>
    public static Task<IReadOnlyList<DeskConversation>> UnofferedAsync(Session session, int take) => session.QueryAsync<DeskConversation>(Unoffered, new { take });

    /// <summary>How many conversations everybody holds who holds any; what is put aside takes no room.</summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> CountsAsync(Session session) =>
        (await session.QueryAsync<Holding>($"SELECT agent, count(*) AS count FROM desk_conversation c WHERE agent IS NOT NULL AND NOT {IsSnoozed} GROUP BY agent"))
            .ToDictionary(holding => holding.Agent, holding => (int)holding.Count);

    /// <summary>What the desk keeps of some conversations.</summary>
    public static Task<IReadOnlyList<DeskConversation>> ListAsync(Session session, long[] keys) => keys.Length == 0
        ? Task.FromResult<IReadOnlyList<DeskConversation>>([])
        : session.QueryAsync<DeskConversation>($"SELECT {Columns} FROM desk_conversation WHERE {session.Dialect.IsIn("conversation", "@keys")}", new { keys });

    /// <summary>A customer's conversations that people had, the newest first.</summary>
    public static Task<IReadOnlyList<DeskConversation>> OfCustomerAsync(Session session, Guid customer, int take) => session.QueryAsync<DeskConversation>(
        $"SELECT {Columns} FROM desk_conversation WHERE customer = @customer AND last_agent IS NOT NULL ORDER BY since DESC LIMIT @take", new { customer, take });

    /// <summary>Keeps a row as it is.</summary>
    public static Task SaveAsync(UnitOfWork unit, DeskConversation row) => unit.ExecuteAsync(Save, row);

    /// <summary>Conversations in which time itself has something to do, the latest first of all.</summary>
    public static Task<IReadOnlyList<long>> DueAsync(Session session, DateTimeOffset now, int take) => session.QueryAsync<long>(Due, new { now, take });

    /// <summary>How a conversation stands.</summary>
    public static Ownership Of(Conversation conversation, DeskConversation? row) => new()
    {
        Holder = Ownership.HolderOf(conversation.Owner),
        Epoch = conversation.Epoch,
        Agent = row?.Agent,
        Team = row?.Team,
        Offer = row is { OfferedTo: { } to, OfferedUntil: { } until } ? new(to, until, row.OfferIsRouted) : null,
        WaitsSince = row?.WaitsSince,
        DueAt = row?.DueAt,
        HasEnded = conversation.EndedAt is not null,
    };

    private sealed record Counted
    {
        public required string Place { get; init; }

        public required long Count { get; init; }
    }

    private sealed record Holding
    {
        public required Guid Agent { get; init; }

        public required long Count { get; init; }
    }
}
