using System.Text.Json;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Dispatch;

/// <summary>Offers of requests. An offer is accepted by taking the request, and is over with whatever makes the request wait no more.</summary>
public sealed class RequestOffers(SignalLog signals, TimeProvider clock)
{
    /// <summary>The longest reason for declining, in characters.</summary>
    internal const int MaxReason = 200;

    private const string End = "UPDATE desk_offer SET ended_at = @at, outcome = @outcome, reason = @reason WHERE id = @id AND ended_at IS NULL";

    private const string Settle = """
        UPDATE desk_offer SET ended_at = @at, outcome = CASE WHEN agent = @agent THEN 'accepted' ELSE 'withdrawn' END
        WHERE kind = 'request' AND item = @number AND ended_at IS NULL
        """;

    /// <summary>Somebody declines what is offered to them.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">The request.</param>
    /// <param name="agent">Who declines.</param>
    /// <param name="reason">Why; null: they do not say.</param>
    /// <returns>False: it is not offered to them.</returns>
    public async Task<bool> DeclineAsync(UnitOfWork unit, RequestNumber number, Guid agent, string? reason)
    {
        var request = await RequestStore.FindAsync(unit, number);
        return request is not null && await OfferStore.FindAsync(unit, WorkOf(number)) is { } offer && offer.Agent == agent
            && await EndAsync(unit, request, offer, OfferOutcome.Declined, reason);
    }

    /// <summary>Offers a request, if it still waits and is offered to nobody.</summary>
    internal async Task<bool> OfferAsync(UnitOfWork unit, PlannedOffer offer)
    {
        var number = new RequestNumber(offer.Item.Id.Number);
        await unit.ExecuteAsync($"SELECT 1 FROM desk_request WHERE number = @number {unit.Dialect.ForUpdate}", new { number = number.Value });
        if (await RequestStore.FindAsync(unit, number) is not { } request || !WorkOfRequests.IsWaiting(request) || request.Team != offer.Item.Team
            || await OfferStore.FindAsync(unit, offer.Item.Id) is not null)
        {
            return false;
        }

        await SayAsync(unit, request, "RequestOffered", new { request = request.Id, number = $"{number}", team = request.Team, offeredTo = offer.Agent, until = offer.Until });
        return true;
    }

    /// <summary>Takes an offer back whose time is over, or whose agent has gone.</summary>
    internal async Task TakeBackAsync(UnitOfWork unit, OpenOffer offer)
    {
        if (await RequestStore.FindAsync(unit, new(offer.Item)) is { } request)
        {
            await EndAsync(unit, request, offer, offer.Until <= clock.GetUtcNow() ? OfferOutcome.Lapsed : OfferOutcome.Withdrawn, reason: null);
        }
    }

    /// <summary>A request has been given to somebody, or has come to another team or status; the signal of that tells screens enough.</summary>
    internal static Task SettleAsync(UnitOfWork unit, ServiceRequest before, ServiceRequest after) =>
        before.Team == after.Team && WorkOfRequests.IsWaiting(after)
            ? Task.CompletedTask
            : unit.ExecuteAsync(Settle, new { at = after.ChangedAt, agent = after.Agent, number = after.Number.Value });

    /// <returns>False: it was over already.</returns>
    private async Task<bool> EndAsync(UnitOfWork unit, ServiceRequest request, OpenOffer offer, OfferOutcome outcome, string? reason)
    {
        if (await unit.ExecuteAsync(End, new { at = clock.GetUtcNow(), outcome = EnumWord.Of(outcome), reason, offer.Id }) == 0)
        {
            return false;
        }

        await SayAsync(unit, request, $"RequestOffer{outcome}", new { request = request.Id, number = $"{request.Number}", team = request.Team, agent = offer.Agent, reason });
        return true;
    }

    private Task SayAsync(UnitOfWork unit, ServiceRequest request, string type, object facts) =>
        signals.AppendAsync(unit, new(type, clock.GetUtcNow(), request.Conversation, request.Customer, JsonSerializer.Serialize(facts)));

    private static WorkId WorkOf(RequestNumber number) => new(WorkKind.Request, number.Value);
}
