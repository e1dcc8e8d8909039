using System.Text.Json;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.Running;

/// <summary>Who takes part in which campaign, and what was done, in the database.</summary>
public static class ParticipantStore
{
    private const string Columns = """
        id, campaign_id, customer_id, round, version, entered_at, arm, why, step, due_at, left_at, left_because AS left_reason, contacts, answered_at, goal_at, goal_value
        """;

    private const string EventColumns = """
        id, participant_id, campaign_id, customer_id, step, at, what, reason, channel, template_id, template_version, conversation, seq, cost
        """;

    private const string InsertEvent = """
        INSERT INTO outreach_event (participant_id, campaign_id, customer_id, step, at, what, reason, channel, template_id, template_version, conversation, seq, cost)
        VALUES (@ParticipantId, @CampaignId, @CustomerId, @Step, @At, @What, @Reason, @Channel, @TemplateId, @TemplateVersion, @Conversation, @Seq, @Cost)
        """;

    /// <summary>Those of a campaign, the latest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="before">The number to read on from; null: from the beginning.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<Participant>> ListAsync(Session session, Guid campaign, long? before, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<Participant>(
            $"SELECT {Columns} FROM outreach_participant WHERE campaign_id = @campaign AND id < @before ORDER BY id DESC LIMIT @take", new { campaign, before = before ?? long.MaxValue, take });
    }

    /// <summary>In which campaigns somebody took part, the latest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="records">All records that are theirs.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<Participant>> OfAsync(Session session, Guid[] records, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<Participant>($"SELECT {Columns} FROM outreach_participant WHERE {session.Dialect.IsIn("customer_id", "@records")} ORDER BY id DESC LIMIT @take", new { records, take });
    }

    /// <summary>One, or null.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="id">Its number.</param>
    public static Task<Participant?> FindAsync(Session session, long id)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.FindAsync<Participant>($"SELECT {Columns} FROM outreach_participant WHERE id = @id", new { id });
    }

    /// <summary>What was done with some, in order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="participants">Their numbers.</param>
    public static Task<IReadOnlyList<OutreachEvent>> EventsAsync(Session session, long[] participants)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<OutreachEvent>($"SELECT {EventColumns} FROM outreach_event WHERE {session.Dialect.IsIn("participant_id", "@participants")} ORDER BY id", new { participants });
    }

    /// <summary>What was sent last in a conversation, or null.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="conversation">The conversation.</param>
    public static Task<OutreachEvent?> LastInAsync(Session session, long conversation)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.FindAsync<OutreachEvent>($"SELECT {EventColumns} FROM outreach_event WHERE conversation = @conversation AND what = 'sent' ORDER BY id DESC LIMIT 1", new { conversation });
    }

    /// <summary>What was sent in some conversations and not answered yet.</summary>
    internal static Task<IReadOnlyList<OutreachEvent>> UnansweredAsync(Session session, long[] conversations) => session.QueryAsync<OutreachEvent>(
        $"""
        SELECT e.id, e.participant_id, e.campaign_id, e.customer_id, e.step, e.at, e.what, e.reason, e.channel, e.template_id, e.template_version, e.conversation, e.seq, e.cost
        FROM outreach_event e JOIN outreach_participant p ON p.id = e.participant_id
        WHERE {session.Dialect.IsIn("e.conversation", "@conversations")} AND e.what = 'sent' AND p.answered_at IS NULL
        ORDER BY e.id
        """,
        new { conversations });

    /// <summary>Who waits for a step that is due, in campaigns that run.</summary>
    internal static Task<IReadOnlyList<long>> DueAsync(Session session, DateTimeOffset now, int take) => session.QueryAsync<long>(
        """
        SELECT p.id FROM outreach_participant p JOIN outreach_campaign c ON c.id = p.campaign_id AND c.state = 'live'
        WHERE p.step IS NOT NULL AND p.due_at <= @now ORDER BY p.due_at, p.id LIMIT @take
        """,
        new { now, take });

    /// <summary>One that nobody else deals with until the unit of work ends, or null.</summary>
    internal static Task<Participant?> HoldAsync(UnitOfWork unit, long id) => unit.FindAsync<Participant>($"SELECT {Columns} FROM outreach_participant WHERE id = @id {unit.Dialect.ForUpdate}", new { id });

    /// <summary>When some last entered a campaign, and which time that was.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, Participant>> LastAsync(Session session, Guid campaign, Guid[] customers) =>
        (await session.QueryAsync<Participant>($"SELECT {Columns} FROM outreach_participant WHERE campaign_id = @campaign AND {session.Dialect.IsIn("customer_id", "@customers")} ORDER BY round", new { campaign, customers }))
        .GroupBy(row => row.CustomerId).ToDictionary(group => group.Key, group => group.Last());

    internal static Task AddAsync(UnitOfWork unit, Guid campaign, int version, DateTimeOffset now, IEnumerable<Participant> entering) => unit.ExecuteAsync(
        $"""
        INSERT INTO outreach_participant (campaign_id, customer_id, round, version, entered_at, arm, why, step, due_at, left_at, left_because)
        SELECT @campaign, {unit.Dialect.Id("value ->> 0")}, CAST(value ->> 1 AS integer), @version, @now, CAST(value ->> 2 AS integer), value ->> 3, value ->> 4,
            CASE WHEN value ->> 4 IS NULL THEN NULL ELSE @now END, CASE WHEN value ->> 5 IS NULL THEN NULL ELSE @now END, value ->> 5
        FROM {unit.Dialect.EachOf("@rows")} WHERE TRUE
        ON CONFLICT (campaign_id, customer_id, round) DO NOTHING
        """,
        new { campaign, version, now, rows = JsonSerializer.Serialize(entering.Select(one => new object?[] { one.CustomerId, one.Round, one.Arm, one.Why, one.Step, one.LeftReason })) });

    internal static Task SaveAsync(UnitOfWork unit, Participant participant) => unit.ExecuteAsync(
        """
        UPDATE outreach_participant
        SET step = @Step, due_at = @DueAt, left_at = @LeftAt, left_because = @LeftReason, contacts = @Contacts, answered_at = @AnsweredAt, goal_at = @GoalAt, goal_value = @GoalValue
        WHERE id = @Id
        """,
        new { participant.Id, participant.Step, participant.DueAt, participant.LeftAt, participant.LeftReason, participant.Contacts, participant.AnsweredAt, participant.GoalAt, participant.GoalValue });

    internal static Task AddEventAsync(UnitOfWork unit, OutreachEvent done) => unit.ExecuteAsync(
        InsertEvent,
        new
        {
            done.ParticipantId,
            done.CampaignId,
            done.CustomerId,
            done.Step,
            done.At,
            done.What,
            done.Reason,
            done.Channel,
            done.TemplateId,
            done.TemplateVersion,
            done.Conversation,
            done.Seq,
            done.Cost,
        });

    /// <summary>When somebody was written to since an instant, in order.</summary>
    internal static Task<IReadOnlyList<DateTimeOffset>> SentAsync(Session session, Guid[] records, DateTimeOffset since) => session.QueryAsync<DateTimeOffset>(
        $"SELECT at FROM outreach_event WHERE {session.Dialect.IsIn("customer_id", "@records")} AND at > @since AND what = 'sent' ORDER BY at", new { records, since });

    /// <summary>Since when a step of somebody is put off for a reason; null: it is not.</summary>
    internal static Task<DateTimeOffset?> WaitingSinceAsync(Session session, long participant, string step, string reason) => session.FindAsync<DateTimeOffset?>(
        "SELECT at FROM outreach_event WHERE participant_id = @participant AND step = @step AND what = 'waited' AND reason = @reason ORDER BY id LIMIT 1", new { participant, step, reason });

    /// <summary>What a campaign's messages cost until now.</summary>
    internal static async Task<decimal> SpentAsync(Session session, Guid campaign) =>
        (decimal)await session.GetAsync<double>("SELECT COALESCE(SUM(CAST(cost AS double precision)), 0) FROM outreach_event WHERE campaign_id = @campaign AND cost IS NOT NULL", new { campaign });

    /// <summary>Those of whom chance decided and whose time for the goal is over, the latest first.</summary>
    internal static Task<IReadOnlyList<Participant>> DrawnAsync(Session session, Guid campaign, DateTimeOffset until, int take) => session.QueryAsync<Participant>(
        $"SELECT {Columns} FROM outreach_participant WHERE campaign_id = @campaign AND arm >= 0 AND entered_at <= @until ORDER BY entered_at DESC LIMIT @take", new { campaign, until, take });

    /// <summary>Who of some may still do what their campaign is for: those who entered since an instant and have not.</summary>
    internal static Task<IReadOnlyList<Participant>> HopingAsync(Session session, Guid[] records, DateTimeOffset since) => session.QueryAsync<Participant>(
        $"SELECT {Columns} FROM outreach_participant WHERE {session.Dialect.IsIn("customer_id", "@records")} AND entered_at >= @since AND goal_at IS NULL AND arm >= 0 ORDER BY id", new { records, since });

    internal static Task LeaveAllAsync(UnitOfWork unit, Guid campaign, string because, DateTimeOffset at) => unit.ExecuteAsync(
        "UPDATE outreach_participant SET step = NULL, due_at = NULL, left_at = @at, left_because = @because WHERE campaign_id = @campaign AND step IS NOT NULL", new { campaign, because, at });

    /// <summary>Has somebody hear no more of campaigns for a purpose.</summary>
    internal static Task LeaveAsync(UnitOfWork unit, long[] participants, string because, DateTimeOffset at) => unit.ExecuteAsync(
        $"UPDATE outreach_participant SET step = NULL, due_at = NULL, left_at = @at, left_because = @because WHERE {unit.Dialect.IsIn("id", "@participants")} AND step IS NOT NULL", new { participants, because, at });
}
