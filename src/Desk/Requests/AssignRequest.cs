using System.Text.Json;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Snooze;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>What became of giving a request to somebody.</summary>
public abstract record AssignOutcome
{
    private AssignOutcome()
    {
    }

    /// <summary>It is theirs now, or was already.</summary>
    public sealed record Assigned(ServiceRequest Request) : AssignOutcome;

    /// <summary>There is no such request.</summary>
    public sealed record NotFound : AssignOutcome;

    /// <summary>There is no colleague of that id who answers customers.</summary>
    public sealed record NoSuchAgent : AssignOutcome;

    /// <summary>The request is closed or withdrawn.</summary>
    public sealed record Over(ServiceRequest Request) : AssignOutcome;

    /// <summary>Somebody changed the request in the meantime.</summary>
    public sealed record Conflict(ServiceRequest Request) : AssignOutcome;
}

/// <summary>Gives a request to a team, and to somebody who works on it.</summary>
public sealed class AssignRequest(SignalLog signals, TimeProvider clock)
{
    /// <summary>Gives it.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">Which request.</param>
    /// <param name="team">The team: a word as in the routing rules; null: as it is.</param>
    /// <param name="agent">Who works on it; null: nobody in particular. Somebody of another team may be given it, and sees it then.</param>
    /// <param name="by">Who gives it.</param>
    /// <param name="version">The version it must still have; null: any.</param>
    public async Task<AssignOutcome> HandleAsync(UnitOfWork unit, RequestNumber number, string? team, Guid? agent, Actor by, long? version)
    {
        var now = clock.GetUtcNow();
        var before = await RequestStore.FindAsync(unit, number);
        var mayAnswer = agent is not { } id || await StaffStore.FindAsync(unit, id) is { } member && Sight.MayAnswer(member);
        var outcome = Decide(before, team, agent, mayAnswer, version, now);
        if (outcome is not AssignOutcome.Assigned { Request: var wanted } || (wanted.Team == before!.Team && wanted.Agent == before.Agent))
        {
            return outcome;
        }

        if (await RequestStore.UpdateAsync(unit, wanted) is not { } changed)
        {
            return new AssignOutcome.Conflict((await RequestStore.FindAsync(unit, number))!);
        }

        await RequestOffers.SettleAsync(unit, before, changed);
        await SnoozeStore.EndAsync(unit, new(WorkKind.Request, number.Value));
        await SayAsync(unit, before, changed, by);
        return new AssignOutcome.Assigned(changed);
    }

    internal static AssignOutcome Decide(ServiceRequest? request, string? team, Guid? agent, bool mayAnswer, long? version, DateTimeOffset now) => request switch
    {
        null => new AssignOutcome.NotFound(),
        _ when version is not null && version != request.Version => new AssignOutcome.Conflict(request),
        _ when !mayAnswer => new AssignOutcome.NoSuchAgent(),
        _ when (team ?? request.Team) == request.Team && agent == request.Agent => new AssignOutcome.Assigned(request),
        _ when RequestTransitions.IsOver(request) => new AssignOutcome.Over(request),
        _ => new AssignOutcome.Assigned(request with { Team = team ?? request.Team, Agent = agent, ChangedAt = now }),
    };

    private async Task SayAsync(UnitOfWork unit, ServiceRequest before, ServiceRequest after, Actor by)
    {
        var at = after.ChangedAt;
        if (after.Team != before.Team)
        {
            await RequestStore.AddChangeAsync(unit, after.Id, new() { At = at, Who = by.Name, What = "team", FromValue = before.Team, ToValue = after.Team, IsPublic = false });
        }

        if (after.Agent != before.Agent)
        {
            await RequestStore.AddChangeAsync(unit, after.Id, new() { At = at, Who = by.Name, What = "agent", FromValue = $"{before.Agent}", ToValue = $"{after.Agent}", IsPublic = false });
        }

        var data = JsonSerializer.Serialize(new
        {
            request = after.Id,
            number = after.Number.ToString(),
            team = after.Team,
            agent = after.Agent,
            formerTeam = before.Team,
            formerAgent = before.Agent,
            by = by.Name,
        });
        await signals.AppendAsync(unit, new("RequestAssigned", at, after.Conversation, after.Customer, data));
    }
}
