using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.Insight.Metrics;
using ServiceBot.Insight.Reports;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Facts;

/// <summary>Keeps the rows of service requests: always computed anew from the request's history.</summary>
internal sealed class RequestFacts(ReadRequestFigures figures)
{
    private const int StillOpen = 99_999_999;     // after every day

    private const string Save = """
        INSERT INTO insight_request
            (id, opened_at, opened_day, team, channel, category, agent, is_open, answered_day, answer_seconds, answer_bucket, resolved_day, resolution_seconds,
            resolution_bucket, answer_sla, answer_cause, resolution_sla, resolution_cause, next_due_at, ended_day)
        VALUES
            (@Id, @OpenedAt, @OpenedDay, @Team, @Channel, @Category, @Agent, @IsOpen, @AnsweredDay, @AnswerSeconds, @AnswerBucket, @ResolvedDay, @ResolutionSeconds,
            @ResolutionBucket, @AnswerSla, @AnswerCause, @ResolutionSla, @ResolutionCause, @NextDueAt, @EndedDay)
        ON CONFLICT (id) DO UPDATE
        SET team = excluded.team, channel = excluded.channel, category = excluded.category, agent = excluded.agent, is_open = excluded.is_open,
            answered_day = excluded.answered_day, answer_seconds = excluded.answer_seconds, answer_bucket = excluded.answer_bucket,
            resolved_day = excluded.resolved_day, resolution_seconds = excluded.resolution_seconds, resolution_bucket = excluded.resolution_bucket,
            answer_sla = excluded.answer_sla, answer_cause = excluded.answer_cause, resolution_sla = excluded.resolution_sla,
            resolution_cause = excluded.resolution_cause, next_due_at = excluded.next_due_at, ended_day = excluded.ended_day
        """;

    /// <summary>Computes some requests anew.</summary>
    public Task RefreshAsync(UnitOfWork unit, IReadOnlyCollection<long> numbers) => FactStore.ChangeAsync(unit, FactTable.Requests, numbers, async () =>
    {
        foreach (var number in numbers)
        {
            if (await figures.ReadAsync(unit, new RequestNumber(number)) is { } known)
            {
                await unit.ExecuteAsync(Save, RowOf(known));
            }
        }

        return [];
    });

    /// <summary>Requests of which time itself has decided something.</summary>
    public static Task<IReadOnlyList<long>> DueAsync(Session session, DateTimeOffset now, int take) =>
        session.QueryAsync<long>("SELECT id FROM insight_request WHERE next_due_at < @now ORDER BY next_due_at LIMIT @take", new { now, take });

    /// <summary>A request's row, with properties named as its columns.</summary>
    internal object RowOf(RequestFigures known)
    {
        int? DayOf(DateTimeOffset? at) => at is { } instant ? ReportFilter.DayOf(instant, figures.Zone) : null;
        var (answer, resolution) = (known.AnswerSeconds ?? 0, known.ResolutionSeconds ?? 0);
        return new
        {
            Id = known.Request.Number.Value,
            known.Request.OpenedAt,
            OpenedDay = ReportFilter.DayOf(known.Request.OpenedAt, figures.Zone),
            known.Request.Team,
            known.Channel,
            known.Request.Category,
            Agent = $"{known.Agent}",
            known.IsOpen,
            AnsweredDay = DayOf(known.AnsweredAt),
            AnswerSeconds = answer,
            AnswerBucket = Measure.BucketOf(answer),
            ResolvedDay = DayOf(known.ResolvedAt),
            ResolutionSeconds = resolution,
            ResolutionBucket = Measure.BucketOf(resolution),
            AnswerSla = known.Answer.State,
            AnswerCause = known.Answer.Cause,
            ResolutionSla = known.Resolution.State,
            ResolutionCause = known.Resolution.Cause,
            known.NextDueAt,
            EndedDay = DayOf(known.EndedAt) ?? StillOpen,
        };
    }
}
