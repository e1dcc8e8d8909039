using System.Text.Json;
using ServiceBot.Crm;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Queue;

/// <summary>Who wants a person, and why.</summary>
/// <param name="Conversation">Key of the conversation; its activities are the transcript that the person reads.</param>
/// <param name="Customer">The customer, if known.</param>
/// <param name="Reason">A short word or line: <c>asked</c>, <c>not_understood</c> …</param>
/// <param name="Language"><c>en</c> or <c>zh</c>.</param>
public sealed record HandOverFacts(long Conversation, Guid? Customer, string Reason, string Language);

/// <summary>What became of the wish for a person.</summary>
public abstract record HandOverOutcome
{
    private HandOverOutcome()
    {
    }

    /// <summary>The conversation waits.</summary>
    /// <param name="Position">1 for who comes next.</param>
    public sealed record Queued(int Position) : HandOverOutcome;

    /// <summary>It was waiting already, and kept its place.</summary>
    /// <param name="Position">1 for who comes next.</param>
    public sealed record Already(int Position) : HandOverOutcome;
}

/// <summary>Puts a conversation into the queue for a person. The turn sets its owner to <c>queue</c>, so that the bot falls silent.</summary>
public sealed class HandOver(SignalLog signals, TimeProvider clock)
{
    private const int MaxReason = 200;

    /// <summary>Queues a conversation, once.</summary>
    /// <param name="unit">The turn's transaction.</param>
    /// <param name="facts">Who and why.</param>
    public async Task<HandOverOutcome> HandleAsync(UnitOfWork unit, HandOverFacts facts)
    {
        var now = clock.GetUtcNow();
        var reason = StoredText.CleanLine(facts.Reason, MaxReason);
        var added = await QueueStore.AddAsync(unit, facts, reason, now);
        var position = (int)await QueueStore.PositionAsync(unit, facts.Conversation);
        if (!added)
        {
            return new HandOverOutcome.Already(position);
        }

        await signals.AppendAsync(
            unit, new("PersonAsked", now, facts.Conversation, facts.Customer, JsonSerializer.Serialize(new { reason, language = facts.Language })));
        return new HandOverOutcome.Queued(position);
    }
}
