using ServiceBot.Storage;

namespace ServiceBot.Desk.Satisfaction;

/// <summary>Surveys in the database.</summary>
public static class SurveyStore
{
    private const string Columns = """
        id, about, kind, request, conversation, customer, agent, team, language, due_at, asked_at, asked_by, extra, dropped_because,
        answered_at, csat, nps, ces, reason, comment, follow_up
        """;

    // A request that was opened again and resolved again is asked about after the last time.
    private const string Insert = """
        INSERT INTO desk_survey (id, about, kind, request, conversation, customer, agent, team, language, due_at)
        VALUES (@Id, @About, @Kind, @Request, @Conversation, @Customer, @Agent, @Team, @Language, @DueAt)
        ON CONFLICT (about) DO UPDATE SET due_at = excluded.due_at, agent = excluded.agent, team = excluded.team
        WHERE desk_survey.asked_at IS NULL AND desk_survey.dropped_because IS NULL
        """;

    private const string Due = """
        SELECT id FROM desk_survey WHERE asked_at IS NULL AND dropped_because IS NULL AND due_at <= @now ORDER BY due_at LIMIT @take
        """;

    private const string Save = """
        UPDATE desk_survey
        SET due_at = @DueAt, asked_at = @AskedAt, asked_by = @AskedBy, extra = @Extra, dropped_because = @DroppedBecause, answered_at = @AnsweredAt,
            csat = @Csat, nps = @Nps, ces = @Ces, reason = @Reason, comment = @Comment, follow_up = @FollowUp
        WHERE id = @Id
        """;

    private const string LowRated = $"""
        SELECT {Columns} FROM desk_survey WHERE csat <= @low AND answered_at >= @since ORDER BY answered_at DESC LIMIT @take
        """;

    private const string Rated = $"""
        SELECT {Columns} FROM desk_survey
        WHERE customer = @customer AND asked_at IS NOT NULL AND csat IS NOT NULL AND answered_at >= @since
        ORDER BY asked_at DESC LIMIT @take
        """;

    /// <summary>What a customer's account was satisfied or not with since an instant, what was asked last first.</summary>
    internal static Task<IReadOnlyList<Survey>> RatedAsync(Session session, Guid customer, DateTimeOffset since, int take) =>
        session.QueryAsync<Survey>(Rated, new { customer, since, take });

    /// <summary>All surveys that some customers' accounts answered with how satisfied they are, in no order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customers">Ids of records.</param>
    public static Task<IReadOnlyList<Rating>> RatingsAsync(Session session, Guid[] customers)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<Rating>(
            $"SELECT customer, answered_at AS at, csat FROM desk_survey WHERE csat IS NOT NULL AND answered_at IS NOT NULL AND {session.Dialect.IsIn("customer", "@customers")}", new { customers });
    }

    /// <summary>A survey, or null.</summary>
    public static Task<Survey?> FindAsync(Session session, Guid id) =>
        session.FindAsync<Survey>($"SELECT {Columns} FROM desk_survey WHERE id = @id", new { id });

    /// <summary>A survey that is about to be changed, or null.</summary>
    internal static Task<Survey?> HoldAsync(UnitOfWork unit, Guid id) =>
        unit.FindAsync<Survey>($"SELECT {Columns} FROM desk_survey WHERE id = @id {unit.Dialect.ForUpdate}", new { id });

    internal static Task AddAsync(UnitOfWork unit, Survey survey) => unit.ExecuteAsync(Insert, survey);

    /// <summary>Takes back a survey that was not asked yet.</summary>
    internal static Task TakeBackAsync(UnitOfWork unit, string about) =>
        unit.ExecuteAsync("DELETE FROM desk_survey WHERE about = @about AND asked_at IS NULL", new { about });

    /// <summary>Writes many surveys as they are.</summary>
    internal static Task InsertAllAsync(UnitOfWork unit, IReadOnlyList<Survey> surveys) => unit.AddRowsAsync("desk_survey", surveys);

    internal static Task SaveAsync(UnitOfWork unit, Survey survey) => unit.ExecuteAsync(Save, survey);

    internal static Task<IReadOnlyList<Guid>> DueAsync(Session session, DateTimeOffset now, int take) => session.QueryAsync<Guid>(Due, new { now, take });

    /// <summary>When any of a customer's accounts was asked last; null: never.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customers">The customer's accounts.</param>
    /// <param name="extra">See <see cref="SurveyExtras"/>; null: asked anything at all.</param>
    public static async Task<DateTimeOffset?> LastAskedAsync(Session session, IEnumerable<Guid> customers, string? extra)
    {
        DateTimeOffset? last = null;
        foreach (var customer in customers)
        {
            var asked = await session.FindAsync<DateTimeOffset?>(
                $"SELECT asked_at FROM desk_survey WHERE customer = @customer AND asked_at IS NOT NULL {(extra is null ? "" : "AND extra = @extra")} ORDER BY asked_at DESC LIMIT 1",
                new { customer, extra });
            last = last > asked ? last : asked ?? last;
        }

        return last;
    }

    internal static Task<DateTimeOffset?> LastAskedInAsync(Session session, long conversation) => session.FindAsync<DateTimeOffset?>(
        "SELECT asked_at FROM desk_survey WHERE conversation = @conversation AND asked_at IS NOT NULL ORDER BY asked_at DESC LIMIT 1", new { conversation });

    /// <summary>Surveys that were rated low since an instant, the newest first.</summary>
    internal static Task<IReadOnlyList<Survey>> LowRatedAsync(Session session, int low, DateTimeOffset since, int take) =>
        session.QueryAsync<Survey>(LowRated, new { low, since, take });
}
