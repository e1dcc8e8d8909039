using System.Net;
using System.Text;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Connector;

/// <summary>Puts messages in the place of others at a channel's Connector. Doing so twice is doing it once, so what may have worked is tried again.</summary>
internal sealed class UpdateTransport(ConnectorClient connector, TeamsPace pace, IDatabase database) : IOutboxTransport
{
    public string Kind => OutboxStore.UpdateKind;

    public async Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
    {
        if (ConnectorTransport.ProblemOf(conversation) is { } problem)
        {
            return new DeliveryOutcome.Refused(problem);
        }

        if (await database.ReadAsync(session => NamedMessageStore.IdOfAsync(session, item.Conversation!.Value, item.Seq!.Value), cancellationToken) is not { } activityId)
        {
            return new DeliveryOutcome.Refused("The channel has given the message no id, so it can't be replaced.");
        }

        try
        {
            await pace.WaitAsync(conversation!, cancellationToken);
            await connector.UpdateActivityAsync(conversation!.WayBack, activityId, Encoding.UTF8.GetBytes(item.Payload), cancellationToken);
            return new DeliveryOutcome.Delivered();
        }
        catch (ConnectorException failure)
        {
            return failure switch
            {
                { MayTryLater: true } or { IsUncertain: true } => new DeliveryOutcome.TryLater(failure.Message, failure.RetryAfter),
                { IsFinal: true, Status: HttpStatusCode.Forbidden } => new DeliveryOutcome.Unreachable(failure.Message),
                _ => new DeliveryOutcome.Refused(failure.Message),     // 404: the customer may have taken the message out
            };
        }
    }
}
