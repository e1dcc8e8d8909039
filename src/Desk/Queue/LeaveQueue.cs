using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ServiceBot.Crm;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Queue;

/// <summary>What became of leaving the queue.</summary>
public abstract record LeaveQueueOutcome
{
    private LeaveQueueOutcome()
    {
    }

    /// <summary>The conversation waits no longer.</summary>
    public sealed record Left : LeaveQueueOutcome;

    /// <summary>It did not wait.</summary>
    public sealed record NotQueued : LeaveQueueOutcome;
}

/// <summary>Takes a conversation out of the queue: the customer goes back to the bot, or a person takes it.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "A verb, not a collection.")]
public sealed class LeaveQueue(SignalLog signals, TimeProvider clock)
{
    /// <summary>Takes a conversation out of the queue. The turn sets its owner.</summary>
    /// <param name="unit">The turn's transaction.</param>
    /// <param name="conversation">Key of the conversation.</param>
    /// <param name="because">A short word: <c>back_to_bot</c>, <c>taken</c>, <c>ended</c> …</param>
    public async Task<LeaveQueueOutcome> HandleAsync(UnitOfWork unit, long conversation, string because)
    {
        var now = clock.GetUtcNow();
        var reason = StoredText.CleanLine(because, 200);
        var (left, customer) = await QueueStore.LeaveAsync(unit, conversation, reason, now);
        if (!left)
        {
            return new LeaveQueueOutcome.NotQueued();
        }

        await signals.AppendAsync(unit, new("QueueLeft", now, conversation, customer, JsonSerializer.Serialize(new { because = reason })));
        return new LeaveQueueOutcome.Left();
    }

    /// <summary>The place of a conversation: 1 for who comes next, 0 for who does not wait.</summary>
    public static async Task<int> PositionAsync(Session session, long conversation) => (int)await QueueStore.PositionAsync(session, conversation);
}
