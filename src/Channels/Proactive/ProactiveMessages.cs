using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Proactive;

/// <summary>Says something that answers nothing, in a conversation that is known, and puts something else in the place of what was said.</summary>
public sealed class ProactiveMessages
{
    private readonly OutboxSender _outbox;
    private readonly ConversationFeed _feed;
    private readonly TimeProvider _clock;

    internal ProactiveMessages(OutboxSender outbox, ConversationFeed feed, TimeProvider clock) => (_outbox, _feed, _clock) = (outbox, feed, clock);

    /// <summary>Says something; it is sent after the commit, behind what was said before.</summary>
    /// <param name="unit">The transaction that decides whether it is said at all.</param>
    /// <param name="conversation">Where.</param>
    /// <param name="message">What.</param>
    /// <param name="name">The name under which <see cref="ReplaceAsync"/> finds it; null: it stays.</param>
    /// <param name="ends">Whether the conversation ends with it.</param>
    /// <returns>Its number in the conversation, or null when the conversation has ended or can't be reached.</returns>
    public async Task<long?> SayAsync(UnitOfWork unit, Conversation conversation, Activity message, string? name = null, bool ends = false)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(message);
        var now = _clock.GetUtcNow();
        if (conversation.UnreachableSince is not null || await ConversationStore.AppendAsync(unit, conversation.Key, now, ends) is not { } seq)
        {
            return null;
        }

        message.KeptAs = name;
        var item = await ReplyFactory.RecordAsync(unit, conversation, message, seq, now, answered: null);
        Send(unit, conversation, item);
        return seq;
    }

    /// <summary>Answers what was filled in on a card: in the card's place where the press of its button waits for that, otherwise with a message, also while a person has the word.</summary>
    /// <param name="turn">The turn of the card's button.</param>
    /// <param name="words">The answer: Markdown.</param>
    /// <param name="locale">BCP 47 tag of the words.</param>
    public async Task AnswerFormAsync(TurnContext turn, string words, string locale)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var reply = AnswerRenderer.Render(new() { Text = words, Locale = locale }, Surfaces.Of(turn.Conversation));
        turn.InvokeResult = FilledForm.ResultOf(turn.Activity, words, locale);
        if (turn.InvokeResult is null && turn.Owner == ConversationOwners.Agent)
        {
            await SayAsync(turn.Unit, turn.Conversation, reply);     // a turn has no say then
        }
        else if (turn.InvokeResult is null)
        {
            turn.Reply(reply);
        }
    }

    /// <summary>Shows that somebody writes, to who looks at the conversation at this moment, on every node; on other channels than the product's own nothing.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="by">Who writes.</param>
    public void ShowTyping(Conversation conversation, ChannelAccount by)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        if (conversation is { ChannelId: ChannelIds.DirectLine, EndedAt: null })
        {
            var now = _clock.GetUtcNow();
            var typing = new Activity { Type = ActivityTypes.Typing, Id = $"{conversation.ConversationId}|{Guid.CreateVersion7(now):N}", From = by };
            ReplyFactory.Address(typing, conversation, now, answered: null);
            _feed.Pass(conversation.Key, new(conversation.LastSeq, ActivityJson.Write(typing)));
        }
    }

    /// <summary>Puts a message in the place of one that was said under a name. One that is still on its way is replaced when it has arrived.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="name">The name.</param>
    /// <param name="message">What stands there from now on.</param>
    public async Task ReplaceAsync(UnitOfWork unit, string name, Activity message)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(message);
        if (await NamedMessageStore.FindAsync(unit, name) is not { } named
            || await ConversationStore.FindAsync(unit, named.Conversation) is not { UnreachableSince: null } conversation)
        {
            return;
        }

        var said = (await ConversationStore.ReadAsync(unit, conversation.Key, named.Seq - 1, 1))[0];
        var before = ActivityJson.Parse(said.Json);
        if (message.Text == before.Text)
        {
            return;
        }

        ReplyFactory.Address(message, conversation, said.At, answered: null);
        (message.Id, message.ReplyToId) = (before.Id, before.ReplyToId);
        var json = ActivityJson.Write(message);
        await TurnStore.RewriteAsync(unit, conversation.Key, named.Seq, json);
        var now = _clock.GetUtcNow();
        if (conversation.ChannelId != ChannelIds.DirectLine)
        {
            Send(unit, conversation, await OutboxStore.AddUpdateAsync(unit, conversation.Key, named.Seq, json, now));
        }
        else if (await ConversationStore.AppendAsync(unit, conversation.Key, now, ends: false) is { } seq)
        {
            await ReplyFactory.RecordUpdateAsync(unit, conversation.Key, message, seq, now);
            Send(unit, conversation, null);
        }
    }

    private void Send(UnitOfWork unit, Conversation conversation, OutboxItem? item) => unit.OnCommitted(() =>
    {
        _feed.Publish(conversation.Key);
        _outbox.Send(conversation, item is null ? [] : [item]);
    });
}
