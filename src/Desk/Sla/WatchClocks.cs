using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Sla;

/// <summary>
/// Does what time itself causes to requests: says that a deadline is predicted to be missed, and does the steps of escalation chains. When there is something to do stands with the request's clock, and what
/// was done in its history, so that a restart forgets nothing; of several nodes the one that holds the request first does it, and the others find it done.
/// </summary>
internal sealed partial class WatchClocks(
    IDatabase database, RequestClocks clocks, RequestSla sla, LikeRequests like, Escalate escalate, OpeningHours hours, SignalLog signals, IOptions<SlaOptions> options, TimeProvider clock, ILogger<WatchClocks> logger) : BackgroundService
{
    private const int Together = 20;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly EscalationStep WhenClosed = new() { When = "closed", Tell = { "on-call" } };

    /// <summary>Looks at the requests of which it is time.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        for (var looked = 0; ; looked += Together)
        {
            var due = await database.ReadAsync(session => ReadAsync(session), cancellationToken);
            if (due.Length > 0)
            {
                await database.WriteAsync(unit => DoAsync(unit, due), cancellationToken);
            }

            if (due.Length < Together)
            {
                return looked + due.Length;
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(
        async token =>
        {
            try
            {
                await LookAsync(token);
            }
            catch (Exception failure) when (failure is not StorageException && !token.IsCancellationRequested)
            {
                Log.Failed(logger, failure);
            }
        },
        Look, atOnce: false, clock, stoppingToken);

    /// <summary>The requests of which it is time. What like ones took is read here, where no writer waits for it.</summary>
    private async Task<long[]> ReadAsync(Session session)
    {
        var due = await RequestClocks.DueAsync(session, clock.GetUtcNow(), Together);
        foreach (var request in await RequestStore.ListAsync(session, [.. due]))
        {
            if (sla.PolicyOf(request, await RequestStore.HistoryAsync(session, request.Id)) is { } policy)
            {
                await like.ReadAsync(session, request, policy);
            }
        }

        return [.. due];
    }

    private async Task<bool> DoAsync(UnitOfWork unit, long[] numbers)
    {
        var next = new Dictionary<long, DateTimeOffset?>();
        foreach (var number in numbers.Order())     // in an order, so that two nodes never wait for each other
        {
            await unit.ExecuteAsync($"SELECT 1 FROM desk_request WHERE number = @number {unit.Dialect.ForUpdate}", new { number });
            if (await RequestStore.FindAsync(unit, new(number)) is { } request)
            {
                next[number] = await DoAsync(unit, request);
            }
        }

        await clocks.RefreshAsync(unit, numbers, number => next.GetValueOrDefault(number));
        return true;
    }

    /// <returns>When to look again; null: time alone does nothing more.</returns>
    private async Task<DateTimeOffset?> DoAsync(UnitOfWork unit, ServiceRequest request)
    {
        var (now, history) = (clock.GetUtcNow(), await RequestStore.HistoryAsync(unit, request.Id));
        if (RequestTransitions.IsOver(request))
        {
            return null;
        }

        var urgent = await CallAsync(unit, request, history, now);
        if (sla.PolicyOf(request, history) is not { } policy)
        {
            return urgent;
        }

        if (like.Known(request, policy) is not { } times)
        {
            return now;     // it has changed since they were read
        }

        var moments = sla.TargetsOf(policy, request, history, now).SelectMany(target => ClockMoment.Of(target, history, times, policy, options.Value, now)).ToList();
        foreach (var moment in ClockMoment.Due(moments, now))
        {
            await (moment.Step is { } step ? escalate.DoAsync(unit, request, moment.Target.Clock, moment.Target.Deadline.Due, step) : SayAsync(unit, request, moment, now));
            if (moment.Step is { Priority: not null } or { Team: not null })
            {
                return now;     // its policy and its people may be others now
            }
        }

        return moments.Where(moment => moment.At > now).Select(moment => (DateTimeOffset?)moment.At).Append(urgent).Min();
    }

    /// <summary>Tells who is on call of an urgent request that nobody has begun with when nobody answers; once.</summary>
    /// <returns>When to look at it again for that: when the desk closes.</returns>
    private async Task<DateTimeOffset?> CallAsync(UnitOfWork unit, ServiceRequest request, IReadOnlyList<RequestChange> history, DateTimeOffset now)
    {
        var clockName = $"{EscalationNote.Urgent} {request.OpenedAt.UtcDateTime:O}";
        if (request is not { Priority: RequestPriority.Urgent, Status: RequestStatus.New } || EscalationNote.IsDone(history, clockName, WhenClosed))
        {
            return null;
        }

        if (hours.IsOpen(now))
        {
            return hours.Calendar.OpenFrom(now).First().To;
        }

        if ((await Escalate.OnCallAsync(unit, request, now)).Count > 0)     // a desk without rotas has nobody to call
        {
            await escalate.DoAsync(unit, request, clockName, due: null, WhenClosed);
        }

        return null;
    }

    private async Task SayAsync(UnitOfWork unit, ServiceRequest request, ClockMoment moment, DateTimeOffset now)
    {
        if (moment.Risk is { } risk)
        {
            await RequestStore.AddChangeAsync(unit, request.Id, RiskNote.Write(moment.Target, risk, now));
            var data = JsonSerializer.Serialize(
                new
                {
                    request = request.Id,
                    number = $"{request.Number}",
                    team = request.Team,
                    clock = moment.Target.Kind,
                    level = risk.Level,
                    due = moment.Target.Deadline.Due,
                    basis = risk.Basis,
                    like = risk.Like,
                    requests = risk.Requests,
                    open = risk.Open,
                    late = risk.Late,
                    ageSeconds = (long)risk.Age.TotalSeconds,
                    targetSeconds = (long)risk.Target.TotalSeconds,
                });
            await signals.AppendAsync(unit, new("RequestAtRisk", now, request.Conversation, request.Customer, data));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What time does to requests could not be done; it is tried again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
