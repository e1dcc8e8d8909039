using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;

namespace ServiceBot.Channels.Turns;

/// <summary>Completes what the bot says with what the channel wants to see on it.</summary>
internal sealed class ReplyFactory
{
    /// <summary>Addresses a reply.</summary>
    /// <returns>The id it is recorded under, and whether clients of the conversation get it.</returns>
    public (string Id, bool Shown) Complete(Activity reply, TurnContext turn, long seq)
    {
        var reference = turn.Conversation.WayBack;
        DropEmpty(reply);
        reply.ChannelId = turn.Conversation.ChannelId;
        reply.Conversation = reference.Conversation;
        reply.From ??= reference.Bot;
        reply.Recipient = turn.Activity.From;
        reply.Timestamp = ActivityJson.Instant(turn.Now);
        if (turn.Activity.Type is not (ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate))
        {
            reply.ReplyToId ??= turn.Activity.Id;
        }

        if (turn.Conversation.ChannelId == ChannelIds.DirectLine)
        {
            reply.Id = ActivityIds.Make(turn.Conversation.ConversationId, seq);
            if (reply.CanBeRated)
            {
                Feedback.OfferThumbs(reply);
            }

            return (reply.Id, reply.Type is not (ActivityTypes.Trace or ActivityTypes.InvokeResponse));
        }

        reply.ServiceUrl = reference.ServiceUrl;
        return ($"out:{seq}", true);
    }

    /// <summary>What is empty is left out: a channel may refuse it.</summary>
    private static void DropEmpty(Activity reply)
    {
        reply.Text = reply.Text is "" ? null : reply.Text;
        reply.Attachments = reply.Attachments is { Count: 0 } ? null : reply.Attachments;
        reply.Entities = reply.Entities is { Count: 0 } ? null : reply.Entities;
        reply.SuggestedActions = reply.SuggestedActions is { Actions: null or { Count: 0 } } ? null : reply.SuggestedActions;
    }

    /// <summary>Whether a reply goes through the outbox: not when the caller waits for it, nor on the product's own channel.</summary>
    public bool LeavesTheProcess(Activity reply, TurnContext turn) =>
        reply.Type != ActivityTypes.InvokeResponse && turn.Conversation.ChannelId != ChannelIds.DirectLine && !turn.Activity.ExpectsReplies;
}

/// <summary>Ids of channels.</summary>
public static class ChannelIds
{
    /// <summary>The product's own Direct Line server.</summary>
    public const string DirectLine = "directline";

    /// <summary>Azure's own site for Web Chat; also what Web Chat calls itself towards the product's Direct Line server.</summary>
    public const string WebChat = "webchat";

    /// <summary>The Bot Framework Emulator.</summary>
    public const string Emulator = "emulator";

    /// <summary>Microsoft Teams.</summary>
    public const string Teams = "msteams";

    /// <summary>E-mail.</summary>
    public const string Email = "email";

    /// <summary>Text messages.</summary>
    public const string Sms = "sms";
}

/// <summary>Ids of activities on the product's own channel.</summary>
internal static class ActivityIds
{
    /// <summary>Conversation id, a bar, and the activity's number with seven digits.</summary>
    public static string Make(string conversationId, long seq) => $"{conversationId}|{seq:D7}";
}
