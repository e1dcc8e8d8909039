using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Channels.Uploads;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.HandOver;

/// <summary>What became of an agent's answer.</summary>
public abstract record AnswerOutcome
{
    private AnswerOutcome()
    {
    }

    /// <summary>It is said, now or under the same key before.</summary>
    /// <param name="Seq">Its number in the conversation.</param>
    /// <param name="IsNew">Whether it is said now.</param>
    public sealed record Said(long Seq, bool IsNew) : AnswerOutcome;

    /// <summary>The agent does not hold the conversation, or not in the epoch that they saw.</summary>
    /// <param name="Decision">Why, and who holds it.</param>
    public sealed record Refused(Decision.Refused Decision) : AnswerOutcome;

    /// <summary>A colleague, or the agent in another window, has answered since the agent looked; it is not said.</summary>
    /// <param name="By">Who.</param>
    /// <param name="At">When.</param>
    public sealed record Overtaken(Guid? By, DateTimeOffset At) : AnswerOutcome;

    /// <summary>The channel takes nothing for the conversation.</summary>
    public sealed record Unreachable : AnswerOutcome;

    /// <summary>There is no such conversation, or none that the agent sees.</summary>
    public sealed record NotFound : AnswerOutcome;
}

/// <summary>Says what an agent answers: once, and only under the epoch that the agent saw.</summary>
public sealed class AnswerCustomer(IDatabase database, ActOnConversation act, ChangeOwner changeOwner, ProactiveMessages messages, TimeProvider clock)
{
    /// <summary>Says it.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="by">The agent.</param>
    /// <param name="message">What is said, in this conversation.</param>
    /// <param name="file">What goes with it; null: nothing.</param>
    /// <param name="seen">The epoch that the agent saw.</param>
    /// <param name="dedupeKey">Under the same key it is the same answer; null: every call is a new one.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    /// <param name="lastSeq">Number of the last message that the agent saw; what was answered after it holds this back. Null: nothing does.</param>
    public Task<AnswerOutcome> HandleAsync(
        long key, StaffMember by, Func<Conversation, Activity> message, NewFile? file, long seen, string? dedupeKey, CancellationToken cancellationToken, long? lastSeq = null) =>
        database.WriteAsync(unit => HandleAsync(unit, key, by, message, file, seen, dedupeKey, lastSeq), cancellationToken);

    /// <summary>The same as part of something larger.</summary>
    public async Task<AnswerOutcome> HandleAsync(
        UnitOfWork unit, long key, StaffMember by, Func<Conversation, Activity> message, NewFile? file, long seen, string? dedupeKey, long? lastSeq = null)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(message);
        if (await act.FindSeenAsync(unit, key, by) is not { } conversation)
        {
            return new AnswerOutcome.NotFound();
        }

        if (dedupeKey is not null && await SaidStore.FindAsync(unit, key, dedupeKey) is { } said)
        {
            return new AnswerOutcome.Said(said.Seq, IsNew: false);
        }

        if (conversation.UnreachableSince is not null)
        {
            return new AnswerOutcome.Unreachable();
        }

        if (lastSeq is { } last && conversation.Epoch == seen && await SaidStore.ReplyAfterAsync(unit, key, last) is { } earlier
            && (await OwnershipStore.FindAsync(unit, key))?.Agent == by.Id)
        {
            return new AnswerOutcome.Overtaken(earlier.Staff, earlier.At);
        }

        return await changeOwner.HandleAsync(unit, conversation, new OwnershipEvent.AgentSpoke(by.Id), seen) is Decision.Refused refused
            ? new AnswerOutcome.Refused(refused)
            : new AnswerOutcome.Said(await SayAsync(unit, conversation, by, message(conversation), file, dedupeKey), IsNew: true);
    }

    /// <summary>A file goes with the message in web chats, a picture everywhere; what a channel may not take is a link.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="file">The file.</param>
    /// <param name="product">The address of the product, without a slash at its end.</param>
    public static Activity MessageOf(Conversation conversation, NewFile file, string product) => conversation.ChannelId == ChannelIds.DirectLine || conversation.IsMail || file.IsPicture
        ? new() { Type = ActivityTypes.Message, Attachments = [file.AttachmentAt(product)] }
        : AnswerRenderer.Render(
            new() { Text = $"[{SafeMarkdown.Escape(file.Name)}]({file.AddressAt(product)})", Locale = Answer.LocaleOf("en") }, Surfaces.Of(conversation));

    /// <summary>An agent as the customer's client reads it: the bot's own account, since channels know no other, under the agent's name.</summary>
    internal static ChannelAccount AccountOf(Conversation conversation, StaffMember by) => new() { Id = conversation.BotId, Name = by.Name };

    private async Task<long> SayAsync(UnitOfWork unit, Conversation conversation, StaffMember by, Activity message, NewFile? file, string? dedupeKey)
    {
        var now = clock.GetUtcNow();
        message.From = AccountOf(conversation, by);
        message.ChannelData = conversation.IsMail ? new MailFacts { ByPerson = true }.ToChannelData() : message.ChannelData;
        var seq = (await messages.SayAsync(unit, conversation, message))!.Value;     // it is held, reachable and has not ended
        await SaidStore.AddAsync(unit, conversation.Key, seq, SaidKinds.Reply, by.Id, words: null, conversation.Epoch, now, dedupeKey);
        if (file is not null)
        {
            await file.StoreAsync(unit, conversation.Key, now, until: null);
        }

        return seq;
    }
}
