using ServiceBot.Channels.Activities;

namespace ServiceBot.Channels.Turns;

/// <summary>Completes what the bot says with what the channel wants to see on it.</summary>
internal sealed class ReplyFactory
{
    /// <summary>Addresses a reply.</summary>
    /// <returns>The id it is recorded under, and whether clients of the conversation get it.</returns>
    public (string Id, bool Shown) Complete(Activity reply, TurnContext turn, long seq)
    {
        var reference = turn.Conversation.WayBack;
        reply.ChannelId = turn.Conversation.ChannelId;
        reply.Conversation = reference.Conversation;
        reply.From ??= reference.Bot;
        reply.Recipient = reference.User;
        reply.Timestamp = ActivityJson.Instant(turn.Now);
        if (turn.Activity.Type != ActivityTypes.ConversationUpdate)
        {
            reply.ReplyToId ??= turn.Activity.Id;
        }

        if (turn.Conversation.ChannelId == ChannelIds.DirectLine)
        {
            reply.Id = ActivityIds.Make(turn.Conversation.ConversationId, seq);
            return (reply.Id, reply.Type is not (ActivityTypes.Trace or ActivityTypes.Typing));
        }

        reply.ServiceUrl = reference.ServiceUrl;
        return ($"out:{seq}", true);
    }

    /// <summary>Whether replies of a turn go through the outbox: not when the caller waits for them, nor on the product's own channel.</summary>
    public bool LeavesTheProcess(TurnContext turn) =>
        turn.Conversation.ChannelId != ChannelIds.DirectLine && !turn.Activity.ExpectsReplies;
}

/// <summary>Ids of channels.</summary>
public static class ChannelIds
{
    /// <summary>The product's own Direct Line server.</summary>
    public const string DirectLine = "directline";
}

/// <summary>Ids of activities on the product's own channel.</summary>
internal static class ActivityIds
{
    /// <summary>Conversation id, a bar, and the activity's number with seven digits.</summary>
    public static string Make(string conversationId, long seq) => $"{conversationId}|{seq:D7}";
}
