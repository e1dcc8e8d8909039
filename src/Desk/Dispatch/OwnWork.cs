using Microsoft.Extensions.Options;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Dispatch;

/// <summary>How it stands with somebody who answers customers.</summary>
/// <param name="Availability">What they have chosen.</param>
/// <param name="Load">How much they hold, what is offered to them included.</param>
/// <param name="Capacity">How much they can hold.</param>
/// <param name="Offers">What is offered to them, the oldest first.</param>
public sealed record OwnWork(Availability Availability, double Load, double Capacity, IReadOnlyList<OwnOffer> Offers);

/// <summary>Something that is offered to somebody.</summary>
/// <param name="Conversation">The conversation; null: it is a request.</param>
/// <param name="Request">The request's number; null: it is a conversation.</param>
/// <param name="At">Since when.</param>
/// <param name="Until">Until when; then it is offered to the next.</param>
/// <param name="Because">Why to them.</param>
public sealed record OwnOffer(long? Conversation, string? Request, DateTimeOffset At, DateTimeOffset Until, Explanation Because);

/// <summary>Reads how it stands with somebody.</summary>
public sealed class OwnWorkReader(IDatabase database, IOptions<OfferOptions> options, IOptions<RoutingOptions> routing, TimeProvider clock)
{
    /// <summary>How it stands with somebody; who does not answer customers holds nothing and can hold nothing.</summary>
    public Task<OwnWork> ReadAsync(Guid staff, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var agent = (await AgentStore.ReadAsync(session, options.Value, routing.Value.DefaultTeam, clock.GetUtcNow())).FirstOrDefault(one => one.Id == staff);
            var offers = await OfferStore.OpenAsync(session, staff);
            return new OwnWork(
                agent?.Availability ?? Availability.Away,
                agent?.LoadIn(options.Value) ?? 0,
                agent?.Capacity ?? 0,
                [
                    .. offers.Select(offer => new OwnOffer(
                        offer.Kind == WorkKind.Conversation ? offer.Item : null,
                        offer.Kind == WorkKind.Request ? $"{new RequestNumber(offer.Item)}" : null,
                        offer.At,
                        offer.Until,
                        offer.Explanation)),
                ]);
        },
        cancellationToken);
}
