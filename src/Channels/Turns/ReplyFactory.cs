using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Proactive;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Turns;

/// <summary>Completes what the bot says with what the channel wants to see on it, and records it.</summary>
internal static class ReplyFactory
{
    /// <summary>Records something said.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="conversation">Where it is said.</param>
    /// <param name="reply">What is said.</param>
    /// <param name="seq">Its number in the conversation.</param>
    /// <param name="now">When it is said.</param>
    /// <param name="answered">What it answers; null: nothing.</param>
    /// <returns>What is to leave the process after the commit; null on the product's own channel, and when the caller waits for it.</returns>
    public static async Task<OutboxItem?> RecordAsync(UnitOfWork unit, Conversation conversation, Activity reply, long seq, DateTimeOffset now, Activity? answered)
    {
        Address(reply, conversation, now, answered);
        var isOurs = conversation.ChannelId == ChannelIds.DirectLine;
        if (isOurs)
        {
            reply.Id = ActivityIds.Make(conversation.ConversationId, seq);
            if (reply.CanBeRated)
            {
                Feedback.OfferThumbs(reply);
            }
        }

        var json = ActivityJson.Write(reply);
        var shown = reply.Type != ActivityTypes.InvokeResponse && (!isOurs || reply.Type is not (ActivityTypes.Trace or ActivityTypes.Typing));
        await ConversationStore.InsertAsync(unit, conversation.Key, seq, reply.Id ?? $"out:{seq}", inbound: false, shown, now, json);
        var leaves = !isOurs && (!conversation.IsMail || reply.Type == ActivityTypes.Message) && reply.Type != ActivityTypes.InvokeResponse && answered?.ExpectsReplies != true;
        if (reply.KeptAs is { } name && (isOurs || leaves))     // in a response nothing can be replaced
        {
            await NamedMessageStore.SaveAsync(unit, name, conversation.Key, seq, reply.Id);
        }

        var kind = conversation.IsMail ? OutboxStore.MailKind : OutboxStore.ConnectorKind;
        return leaves ? await OutboxStore.AddActivityAsync(unit, kind, conversation.Key, seq, json, now, isNamed: reply.KeptAs is not null) : null;
    }

    /// <summary>Records that a message on the product's own channel has become another: clients that read on get it again under its id.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="conversation">The conversation's number.</param>
    /// <param name="message">What stands there from now on.</param>
    /// <param name="seq">The number of the change in the conversation.</param>
    /// <param name="now">When it changes.</param>
    public static Task RecordUpdateAsync(UnitOfWork unit, long conversation, Activity message, long seq, DateTimeOffset now)
    {
        message.Type = ActivityTypes.MessageUpdate;
        return ConversationStore.InsertAsync(unit, conversation, seq, $"update:{seq}", inbound: false, shown: true, now, ActivityJson.Write(message));
    }

    /// <summary>Says on an activity where it goes, and what it answers.</summary>
    public static void Address(Activity reply, Conversation conversation, DateTimeOffset now, Activity? answered)
    {
        var reference = conversation.WayBack;
        DropEmpty(reply);
        reply.ChannelId = conversation.ChannelId;
        reply.ServiceUrl = conversation.ChannelId == ChannelIds.DirectLine ? null : reference.ServiceUrl;
        reply.Conversation = reference.Conversation;
        reply.From ??= reference.Bot;
        reply.Recipient = answered?.From ?? reference.User;
        reply.Timestamp = ActivityJson.Instant(now);
        if (answered is { Type: not (ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate) })
        {
            reply.ReplyToId ??= answered.Id;
        }
    }

    /// <summary>What is empty is left out: a channel may refuse it.</summary>
    private static void DropEmpty(Activity reply)
    {
        reply.Text = reply.Text is "" ? null : reply.Text;
        reply.Attachments = reply.Attachments is { Count: 0 } ? null : reply.Attachments;
        reply.Entities = reply.Entities is { Count: 0 } ? null : reply.Entities;
        reply.SuggestedActions = reply.SuggestedActions is { Actions: null or { Count: 0 } } ? null : reply.SuggestedActions;
    }
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
