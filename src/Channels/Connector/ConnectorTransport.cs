using System.Text;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.Connector;

/// <summary>Sends activities to a channel's Connector.</summary>
internal sealed class ConnectorTransport(ConnectorClient connector) : IOutboxTransport
{
    public string Kind => OutboxStore.ConnectorKind;

    public async Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
    {
        if (conversation is null)
        {
            return new DeliveryOutcome.Refused("The conversation is gone.");
        }

        if (conversation.WayBack.DeadSince is { } since)
        {
            return new DeliveryOutcome.Refused($"The channel has taken nothing for this conversation since {since:u}; it lives again when the customer writes.");
        }

        var activity = Encoding.UTF8.GetBytes(item.Payload);
        try
        {
            await connector.SendAsync(conversation.WayBack, activity, ActivityJson.ReplyToIdOf(activity), cancellationToken);
            return new DeliveryOutcome.Delivered();
        }
        catch (ConnectorException failure)
        {
            return OutcomeOf(failure);
        }
        catch (HttpRequestException failure) when (WasNotSent(failure))
        {
            return new DeliveryOutcome.TryLater($"The Connector can't be reached: {failure.Message}");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new DeliveryOutcome.Uncertain("The Connector took the message and did not answer.");
        }
    }

    private static DeliveryOutcome OutcomeOf(ConnectorException failure) => failure switch
    {
        { MayTryLater: true } => new DeliveryOutcome.TryLater(failure.Message, failure.RetryAfter),
        { IsFinal: true } => new DeliveryOutcome.Unreachable(failure.Message),
        { IsUncertain: true } => new DeliveryOutcome.Uncertain(failure.Message),
        _ => new DeliveryOutcome.Refused(failure.Message),
    };

    /// <summary>Whether a request never left: there was no connection to send it on.</summary>
    private static bool WasNotSent(HttpRequestException failure) =>
        failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
}
