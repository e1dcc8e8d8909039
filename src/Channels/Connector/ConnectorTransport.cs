using System.Text;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Connector;

/// <summary>Sends activities to a channel's Connector, and remembers the ids of those that may be replaced.</summary>
internal sealed class ConnectorTransport(ConnectorClient connector, TeamsPace pace, IDatabase database) : IOutboxTransport
{
    public string Kind => OutboxStore.ConnectorKind;

    public async Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
    {
        if (ProblemOf(conversation) is { } problem)
        {
            return new DeliveryOutcome.Refused(problem);
        }

        var activity = Encoding.UTF8.GetBytes(item.Payload);
        try
        {
            await pace.WaitAsync(conversation!, cancellationToken);
            var recorded = await connector.SendAsync(conversation!.WayBack, activity, ActivityJson.ReplyToIdOf(activity), cancellationToken);
            if (item.IsNamed && recorded.Id is { Length: > 0 } id)
            {
                await RememberAsync(item, id);
            }

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

    /// <summary>Why nothing can be sent to a conversation, or null.</summary>
    internal static string? ProblemOf(Conversation? conversation) => conversation switch
    {
        null => "The conversation is gone.",
        { UnreachableSince: { } since } => $"The channel has taken nothing for this conversation since {since:u}; it lives again when the customer writes.",
        _ => null,
    };

    /// <summary>Before the next of the conversation goes out, which may be what replaces it. Without the id it can't be replaced, and stays as it is.</summary>
    private async Task RememberAsync(OutboxItem item, string id)
    {
        try
        {
            await database.WriteAsync(
                async unit =>
                {
                    await NamedMessageStore.DeliveredAsync(unit, item.Conversation!.Value, item.Seq!.Value, id);
                    return true;
                },
                CancellationToken.None);
        }
        catch (StorageException)
        {
            // Who writes reports it; the message itself has arrived.
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
