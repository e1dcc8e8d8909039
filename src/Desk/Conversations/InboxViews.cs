using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Mail;
using ServiceBot.Desk.Snooze;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Conversations;

/// <summary>A colleague by id and name.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
public sealed record StaffRef(Guid Id, string Name);

/// <summary>How a conversation stands at the desk.</summary>
/// <param name="Key">Its number.</param>
/// <param name="Channel">The channel.</param>
/// <param name="User">The customer's id on the channel.</param>
/// <param name="Owner">Who answers: <c>bot</c>, <c>queue</c> or <c>agent</c>.</param>
/// <param name="Epoch">How often that has changed; an agent's answer names it.</param>
/// <param name="Agent">The person who answers; null under <c>agent</c>: somebody at an outside hub.</param>
/// <param name="Team">The team it is meant for; null: whoever is free.</param>
/// <param name="OfferedTo">For whom it is kept while it waits.</param>
/// <param name="OfferedUntil">Until when.</param>
/// <param name="Customer">The customer, if known.</param>
/// <param name="Language">What the customer is told is in <c>en</c> or <c>zh</c>; null: no person was ever wanted.</param>
/// <param name="Since">Since when the present owner answers; null: from the beginning.</param>
/// <param name="WaitsSince">Since when the customer waits for a person's word; null: nothing is owed.</param>
/// <param name="DueAt">When the customer is told something, or the conversation goes back into the queue; null: never by itself.</param>
/// <param name="CustomerAt">The customer's last word since a person was wanted.</param>
/// <param name="AgentAt">An agent's last word.</param>
/// <param name="OpenedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="UnreachableSince">Since when the channel takes nothing for it.</param>
/// <param name="LastSeq">Number of the last activity.</param>
/// <param name="Name">The customer's name, as the books or the channel have it; null: neither has one.</param>
/// <param name="LastWords">The last words that were said, at most 160 characters on one line; null: none of late.</param>
/// <param name="Tags">Its tags, by name.</param>
/// <param name="Snoozed">That it is put aside, or was until its time came; null: neither.</param>
public sealed record InboxConversation(
    long Key, string Channel, string User, string Owner, long Epoch, StaffRef? Agent, string? Team, StaffRef? OfferedTo, DateTimeOffset? OfferedUntil,
    Guid? Customer, string? Language, DateTimeOffset? Since, DateTimeOffset? WaitsSince, DateTimeOffset? DueAt, DateTimeOffset? CustomerAt, DateTimeOffset? AgentAt,
    DateTimeOffset OpenedAt, DateTimeOffset? EndedAt, DateTimeOffset? UnreachableSince, long LastSeq, string? Name, string? LastWords, IReadOnlyList<string> Tags, Snoozed? Snoozed)
{
    private const int MostWords = 160;

    /// <summary>One conversation.</summary>
    internal static async Task<InboxConversation> ReadAsync(Session session, Conversation conversation, DeskConversation? row) =>
        (await ReadAsync(session, [(conversation, row)]))[0];

    /// <summary>Some conversations, in their order.</summary>
    internal static async Task<IReadOnlyList<InboxConversation>> ReadAsync(Session session, IReadOnlyList<(Conversation Conversation, DeskConversation? Row)> found)
    {
        var staff = await NamesAsync(session);
        var tags = await TagConversation.OfAsync(session, [.. found.Select(item => item.Conversation.Key)]);
        var snoozed = await SnoozeStore.OfAsync(session, WorkKind.Conversation, [.. found.Select(item => item.Conversation.Key)]);
        var customers = await RecogniseCustomer.NamesAsync(session, [.. found.Select(item => item.Conversation)]);
        var words = (await ConversationStore.EndsAsync(session, [.. found.Select(item => item.Conversation.Key)]))
            .OrderByDescending(end => end.Seq)
            .Select(end => (end.Conversation, Words: WordsOf(ActivityJson.Parse(end.Json))))
            .Where(end => end.Words is not null)
            .DistinctBy(end => end.Conversation)
            .ToDictionary(end => end.Conversation, end => end.Words);
        return
        [
            .. from item in found
               let conversation = item.Conversation
               let row = item.Row
               select new InboxConversation(
                   conversation.Key, conversation.ChannelId, conversation.UserId, conversation.Owner, conversation.Epoch, RefOf(row?.Agent, staff), row?.Team,
                   RefOf(row?.OfferedTo, staff), row?.OfferedUntil, row?.Customer, row?.Language, row?.Since, row?.WaitsSince, row?.DueAt, row?.CustomerAt,
                   row?.AgentAt, conversation.OpenedAt, conversation.EndedAt, conversation.UnreachableSince, conversation.LastSeq,
                   customers.GetValueOrDefault(conversation.Key) ?? conversation.UserName, words.GetValueOrDefault(conversation.Key), [.. tags[conversation.Key]], snoozed.GetValueOrDefault(conversation.Key)),
        ];
    }

    /// <summary>The names of everybody at the desk, by id.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(Session session) =>
        (await StaffStore.ListAsync(session)).ToDictionary(member => member.Id, member => member.Name);

    internal static StaffRef? RefOf(Guid? id, IReadOnlyDictionary<Guid, string> names) =>
        id is { } known ? new(known, names.GetValueOrDefault(known, "")) : null;

    private static string? WordsOf(Activity activity) => activity.Type != ActivityTypes.Message ? null
        : activity.Text is { Length: > 0 } text ? StoredText.CleanLine(SafeMarkdown.For(text, MarkdownDialect.None), MostWords)
        : activity.Attachments?.FirstOrDefault()?.Name;
}

/// <summary>A conversation that a colleague keeps for somebody.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="By">Who passed it on; null: they left no word.</param>
/// <param name="Note">What they wrote with it; null: nothing.</param>
public sealed record PassedOn(InboxConversation Conversation, StaffRef? By, string? Note);

/// <summary>How many conversations stand in each view.</summary>
/// <param name="Mine">Those that the caller holds.</param>
/// <param name="Team">Those that wait for the caller's team, or for whoever is free.</param>
/// <param name="Waiting">All that wait, as far as the caller sees them.</param>
/// <param name="Snoozed">Those that the caller holds and has put aside; not among <paramref name="Mine"/>.</param>
/// <param name="Bot">Those with the bot, counted up to 1,000.</param>
/// <param name="Ended">Those that have ended, counted up to 1,000.</param>
public sealed record InboxCounts(long Mine, long Team, long Waiting, long Snoozed, long Bot, long Ended);

/// <summary>Something said in a conversation, or about it among colleagues.</summary>
/// <param name="Seq">Its number in the conversation; a note's is that of what it comes after.</param>
/// <param name="Note">A note's own number; null: the customer sees it.</param>
/// <param name="At">When.</param>
/// <param name="By"><c>customer</c>, <c>bot</c>, <c>agent</c>, <c>notice</c> (the product, about who answers), or <c>note</c>, <c>whisper</c>, <c>transfer</c>, <c>tagged</c>, <c>untagged</c>, <c>snoozed</c>, <c>awoke</c> (staff alone).</param>
/// <param name="Staff">Which colleague; null: none.</param>
/// <param name="Text">The words.</param>
/// <param name="Files">Files and cards.</param>
/// <param name="Quoted">What a mail quotes, and its signature; null: nothing.</param>
/// <param name="Undelivered">Why it could not be delivered, until somebody has it tried again; null: nothing is known of that.</param>
/// <param name="Sender">Who sent a mail, as it says: an address; null: it is none.</param>
public sealed record InboxMessage(
    long Seq, long? Note, DateTimeOffset At, string By, StaffRef? Staff, string? Text, IReadOnlyList<InboxFile> Files, string? Quoted = null, string? Sender = null,
    string? Undelivered = null)
{
    internal static InboxMessage Of(RecordedActivity recorded, Said? said, Activity activity, IReadOnlyDictionary<Guid, string> names) => new(
        recorded.Seq, null, recorded.At, recorded.Inbound ? "customer" : said?.Kind switch { SaidKinds.Reply => "agent", SaidKinds.Notice => "notice", _ => "bot" },
        InboxConversation.RefOf(said?.Staff, names), activity.Text,
        [.. activity.Attachments?.Select(file => new InboxFile(file.Name, file.ContentType, file.ContentUrl)) ?? []],
        recorded.Inbound && HearMail.IsMail(activity) ? MailFacts.Of(activity).Quoted : null,
        recorded.Inbound && HearMail.IsMail(activity) ? activity.From?.Id : null);

    internal static InboxMessage Of(Said note, IReadOnlyDictionary<Guid, string> names) =>
        new(note.Seq, note.Id, note.At, note.Kind, InboxConversation.RefOf(note.Staff, names), note.Words, []);
}

/// <summary>A file or card of a message.</summary>
/// <param name="Name">Its name, if it has one.</param>
/// <param name="ContentType">Its kind.</param>
/// <param name="Url">Where a file is read; null: it is a card.</param>
public sealed record InboxFile(string? Name, string? ContentType, string? Url);

/// <summary>A page of what was said.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">Send it as <c>after</c> to read on, now or later.</param>
/// <param name="HasMore">Whether there is more now.</param>
internal sealed record InboxMessages(IReadOnlyList<InboxMessage> Items, string Next, bool HasMore);
