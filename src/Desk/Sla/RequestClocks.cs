using ServiceBot.Desk.Access;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Sla;

/// <summary>What time does to a request that is not done. It follows from the request's events and the settings, and is computed anew, never changed.</summary>
internal sealed record RequestClock
{
    public required long Number { get; init; }

    public required string Team { get; init; }

    public required string Language { get; init; }

    /// <summary>When the next of its open targets is due; null: none is open, or its clock stands still.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Since when it waits for somebody to work on it; null: it does not.</summary>
    public DateTimeOffset? WaitsSince { get; init; }

    /// <summary>The gravest prediction that one of its open targets will be missed, of <see cref="BreachRisk.Levels"/>; null: there is none.</summary>
    public string? Risk { get; init; }

    /// <summary>When time itself does something to it next: <see cref="WatchClocks"/> looks then; null: it does not.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>What its place among waiting work goes by: the deadline, or without one a day after it began to wait, less the customer's head start.</summary>
    public required DateTimeOffset PressingAt { get; init; }

    /// <summary>The clock of a request; null: the request is done, or worked on at another.</summary>
    public static RequestClock? Of(ServiceRequest request, IReadOnlyList<RequestChange> history, RequestSla sla, TimeSpan headStart, DateTimeOffset now)
    {
        if (request.MergedInto is not null || !RequestDesk.ToDo.Contains(request.Status))
        {
            return null;
        }

        var (due, _, risk) = sla.NextOf(request, history, now);
        var waits = WorkOfRequests.WaitsSince(request, history);
        return new()
        {
            Number = request.Number.Value,
            Team = request.Team,
            Language = request.Language,
            DueAt = due,
            Risk = risk?.Risk.Level,
            WaitsSince = waits,
            PressingAt = (due ?? (waits ?? request.OpenedAt).AddDays(1)) - headStart,
        };
    }
}

/// <summary>The clocks in the database, and the reader that keeps them.</summary>
internal sealed class RequestClocks(RequestSla sla, UseContracts contracts, WorkBell bell, TimeProvider clock) : ISignalReader
{
    private const string Save = """
        INSERT INTO desk_request_clock (number, team, language, due_at, waits_since, pressing_at, risk, look_at)
        VALUES (@Number, @Team, @Language, @DueAt, @WaitsSince, @PressingAt, @Risk, @LookAt)
        ON CONFLICT (number) DO UPDATE
        SET team = excluded.team, language = excluded.language, due_at = excluded.due_at, waits_since = excluded.waits_since, pressing_at = excluded.pressing_at,
            risk = excluded.risk, look_at = excluded.look_at
        """;

    private const string ToDoOf = "SELECT number FROM desk_request WHERE status IN ('new', 'open', 'waiting', 'held') AND";

    public string Name => "desk.clock";

    public IReadOnlyList<string> Types { get; } =
    [
        "RequestOpened", "RequestStatusChanged", "RequestWithdrawn", "RequestCommented", "RequestAssigned", "RequestEdited", "ContractCreated", "ContractChanged", "ContractEnded",
        "RequestMerged", "RequestUnmerged",
    ];

    public TimeSpan Pace => TimeSpan.FromMilliseconds(500);

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        await contracts.OpenedAsync(unit, Of("RequestOpened"));
        await contracts.WithdrawnAsync(unit, Of("RequestWithdrawn"));
        var customers = signals.Select(logged => logged.Signal).Where(signal => signal.Type.StartsWith("Contract", StringComparison.Ordinal)).Select(signal => signal.Customer!.Value).Distinct().ToArray();
        var theirs = customers.Length == 0 ? [] : await unit.QueryAsync<long>($"{ToDoOf} {unit.Dialect.IsIn("customer", "@customers")}", new { customers });
        await RefreshAsync(unit, [.. signals.Select(logged => RequestNumber.Of(logged.Signal)?.Value).OfType<long>().Concat(theirs).Distinct()]);

        List<RequestNumber> Of(string type) => [.. signals.Where(logged => logged.Signal.Type == type).Select(logged => RequestNumber.Of(logged.Signal)).OfType<RequestNumber>()];
    }

    /// <summary>Computes the clocks of some requests anew.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="numbers">The requests.</param>
    /// <param name="lookAt">When time itself does something to one of them next; without it they are looked at soon.</param>
    public async Task RefreshAsync(UnitOfWork unit, long[] numbers, Func<long, DateTimeOffset?>? lookAt = null)
    {
        var requests = await RequestStore.ListAsync(unit, numbers);
        var histories = await RequestStore.HistoriesAsync(unit, [.. requests.Select(request => request.Id)]);
        var now = clock.GetUtcNow();
        var running = await contracts.RunningAsync(unit, [.. requests.Select(request => request.Customer).OfType<Guid>().Distinct()], now);
        foreach (var request in requests)
        {
            var (headStart, changesAt) = request.Customer is { } customer ? running.GetValueOrDefault(customer) : default;
            await (RequestClock.Of(request, [.. histories[request.Id]], sla, headStart, now) is { } row
                ? unit.ExecuteAsync(Save, row with { LookAt = lookAt is null ? now : new[] { lookAt(request.Number.Value), changesAt }.Min() })
                : unit.ExecuteAsync("DELETE FROM desk_request_clock WHERE number = @number", new { number = request.Number.Value }));
        }

        unit.OnCommitted(bell.Ring);
    }

    /// <summary>Requests to which time itself does something by an instant, the longest overdue first.</summary>
    public static Task<IReadOnlyList<long>> DueAsync(Session session, DateTimeOffset now, int take) =>
        session.QueryAsync<long>("SELECT number FROM desk_request_clock WHERE look_at <= @now ORDER BY look_at, number LIMIT @take", new { now, take });

    /// <summary>Requests that are predicted to be late and that somebody sees, which are due first first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="sight">What may be seen.</param>
    /// <param name="levels">The levels of the prediction.</param>
    /// <param name="now">The present.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<long>> AtRiskAsync(Session session, Sight sight, IReadOnlyList<string> levels, DateTimeOffset now, int take) => session.QueryAsync<long>(
        $"SELECT number FROM desk_request_clock WHERE risk IS NOT NULL AND {session.Dialect.IsIn("risk", "@levels")} AND due_at > @now AND {Sight.Sql("team")} ORDER BY due_at, number LIMIT @take",
        new { levels = levels.ToArray(), now, take, sight.SeesAll, OwnTeam = sight.OwnTeam ?? "", SharedTeam = sight.SharedTeam ?? "" });
}
