using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Outbox;

namespace ServiceBot.Channels.Turns;

/// <summary>What a turn came to, for a caller that waits for it.</summary>
/// <param name="Replies">What the bot said, as sent.</param>
/// <param name="Invoke">The result of an invoke, or null.</param>
internal sealed record TurnResult(IReadOnlyList<Activity> Replies, InvokeResult? Invoke)
{
    /// <summary>The result that what was recorded with the turn tells.</summary>
    public static TurnResult Of(IReadOnlyList<Activity> recorded) => new(
        [.. recorded.Where(activity => activity.Type != ActivityTypes.InvokeResponse)],
        recorded.FirstOrDefault(activity => activity.Type == ActivityTypes.InvokeResponse) is { } response ? InvokeResult.Of(response) : null);
}

/// <summary>What a unit of work that stores an activity has done about its turn.</summary>
/// <param name="Conversation">The conversation's number.</param>
/// <param name="Stored">The activity.</param>
/// <param name="Ran">The turn, or null when it is left to the queue.</param>
internal sealed record Begun(long Conversation, StoredActivity Stored, RanTurn? Ran);

/// <summary>A turn that has run.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="ToSend">What is to leave the process once it is committed.</param>
internal sealed record RanTurn(TurnContext Turn, IReadOnlyList<OutboxItem> ToSend)
{
    public TurnResult ToResult() => TurnResult.Of(Turn.Replies);
}

/// <summary>A stored activity, as far as this process has seen it.</summary>
/// <param name="Seq">Its number in the conversation.</param>
/// <param name="Activity">The activity; null when only the database has it.</param>
/// <param name="Reading">What the turn handler read in it.</param>
internal sealed record StoredActivity(long Seq, Activity? Activity, object? Reading);
