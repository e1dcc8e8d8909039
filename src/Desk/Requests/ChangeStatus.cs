using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Snooze;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>What became of a change of status.</summary>
public abstract record ChangeStatusOutcome
{
    private ChangeStatusOutcome()
    {
    }

    /// <summary>It is so now, or was so already.</summary>
    public sealed record Changed(ServiceRequest Request) : ChangeStatusOutcome;

    /// <summary>There is no such request.</summary>
    public sealed record NotFound : ChangeStatusOutcome;

    /// <summary>That status can't follow the present one.</summary>
    /// <param name="Request">How it stands.</param>
    /// <param name="Allowed">What may follow.</param>
    public sealed record NotAllowed(ServiceRequest Request, IReadOnlyList<RequestStatus> Allowed) : ChangeStatusOutcome;

    /// <summary>Somebody changed the request in the meantime.</summary>
    /// <param name="Request">How it stands.</param>
    public sealed record Conflict(ServiceRequest Request) : ChangeStatusOutcome;
}

/// <summary>Moves a request on.</summary>
public sealed class ChangeStatus(SignalLog signals, IOptions<RequestOptions> options, TimeProvider clock)
{
    /// <summary>Gives a request another status.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">Which request.</param>
    /// <param name="to">The new status.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="version">The version it must still have; null: any.</param>
    /// <param name="comment">A word to the customer about it, or null.</param>
    public Task<ChangeStatusOutcome> HandleAsync(
        UnitOfWork unit, RequestNumber number, RequestStatus to, Actor by, long? version, string? comment) =>
        HandleAsync(unit, number, to, by, version, comment, clock.GetUtcNow());

    internal async Task<ChangeStatusOutcome> HandleAsync(
        UnitOfWork unit, RequestNumber number, RequestStatus to, Actor by, long? version, string? comment, DateTimeOffset now, RequestEcho? echo = null)
    {
        var before = await RequestStore.FindAsync(unit, number);
        var outcome = Decide(before, to, version, options.Value.ReopenWindow, now);
        if (outcome is not ChangeStatusOutcome.Changed { Request: var wanted } || wanted.Status == before!.Status)
        {
            return outcome;
        }

        if (await RequestStore.UpdateAsync(unit, wanted) is not { } changed)
        {
            return new ChangeStatusOutcome.Conflict((await RequestStore.FindAsync(unit, number))!);
        }

        await RequestOffers.SettleAsync(unit, before, changed);
        if (!RequestDesk.ToDo.Contains(changed.Status))
        {
            await SnoozeStore.EndAsync(unit, new(WorkKind.Request, number.Value));
        }

        await SayAsync(unit, before, changed, by, comment, echo);
        return new ChangeStatusOutcome.Changed(changed);
    }

    internal static ChangeStatusOutcome Decide(ServiceRequest? request, RequestStatus to, long? version, TimeSpan reopenWindow, DateTimeOffset now)
    {
        if (request is null)
        {
            return new ChangeStatusOutcome.NotFound();
        }

        if (version is not null && version != request.Version)
        {
            return new ChangeStatusOutcome.Conflict(request);
        }

        if (request.Status == to)
        {
            return new ChangeStatusOutcome.Changed(request);
        }

        var allowed = RequestTransitions.From(request, reopenWindow, now);
        return allowed.Contains(to)
            ? new ChangeStatusOutcome.Changed(RequestTransitions.To(request, to, now))
            : new ChangeStatusOutcome.NotAllowed(request, allowed);
    }

    private async Task SayAsync(UnitOfWork unit, ServiceRequest before, ServiceRequest after, Actor by, string? comment, RequestEcho? echo)
    {
        var (from, to) = (EnumWord.Of(before.Status), EnumWord.Of(after.Status));
        var said = StoredText.Clean(comment, RequestLimits.Comment);
        var change = await RequestStore.AddChangeAsync(
            unit,
            after.Id,
            new()
            {
                At = after.ChangedAt,
                Who = by.Name,
                What = "status",
                FromValue = from,
                ToValue = to,
                Comment = said.Length == 0 ? null : said,
                IsPublic = true,
            });
        var data = JsonSerializer.Serialize(new { request = after.Id, number = after.Number.ToString(), from, to, by = by.Name, change, quiet = echo?.Quiet ?? false, also = echo?.Also ?? [] });
        var type = after.Status == RequestStatus.Withdrawn ? "RequestWithdrawn" : "RequestStatusChanged";
        await signals.AppendAsync(unit, new(type, after.ChangedAt, after.Conversation, after.Customer, data));
    }
}
