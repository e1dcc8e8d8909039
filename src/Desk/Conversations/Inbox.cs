using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Conversations;

/// <summary>What people of the desk see of conversations: by view, one by one, and word by word.</summary>
public static class Inbox
{
    private const int MostCounted = 1_000;
    private const int PageSize = 200;

    /// <summary>The views: what I hold; what waits for my team or whoever is free; all that waits; what I hold and have put aside; with the bot; ended.</summary>
    public static IReadOnlyList<string> Views { get; } = ["mine", "team", "waiting", "snoozed", "bot", "ended"];

    /// <summary>How many conversations stand in each view.</summary>
    public static async Task<InboxCounts> CountAsync(Session session, Sight sight)
    {
        var counts = await CountAsync(session, [.. Views.Select(view => InboxQuery.Of(view))], sight);
        return new(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    /// <summary>How many stand in each of several views with their filters; counted up to 1,000 where it is not the desk's.</summary>
    public static async Task<IReadOnlyList<long>> CountAsync(Session session, IReadOnlyList<InboxQuery> queries, Sight sight)
    {
        var filtered = queries.Where(query => query.TakesFilters).ToList();
        var counts = filtered.Zip(await OwnershipStore.CountAsync(session, filtered, sight)).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var query in queries.Where(query => !query.TakesFilters).Distinct())
        {
            counts[query] = await ConversationStore.CountOfOwnerAsync(session, query.View == "bot" ? ConversationOwners.Bot : null, MostCounted);
        }

        return [.. queries.Select(query => counts[query])];
    }

    /// <summary>The beginning of a view, at most so many.</summary>
    public static async Task<IReadOnlyList<InboxConversation>> ListAsync(Session session, InboxQuery query, Sight sight, int take) =>
        (await PageAsync(session, query, sight, new(query.View is "bot" or "ended" ? [0, long.MaxValue] : [0, 0], take))).Items;

    /// <summary>A conversation that somebody sees, or null.</summary>
    public static async Task<InboxConversation?> FindAsync(Session session, long key, Sight sight) =>
        await ConversationStore.FindAsync(session, key) is { } conversation
        && await OwnershipStore.FindAsync(session, key) is var row
        && sight.Sees(row)
            ? await InboxConversation.ReadAsync(session, conversation, row)
            : null;

    /// <summary>What was said in a conversation after a number, with notes, in order. See first whether it may be seen: nothing is checked here.</summary>
    public static async Task<IReadOnlyList<InboxMessage>> MessagesAsync(Session session, long key, long after)
    {
        var all = new List<InboxMessage>();
        var query = new PageQuery([after, 0], PageSize);
        while (true)
        {
            var page = await MessagesAsync(session, key, query);
            all.AddRange(page.Items);
            if (!page.HasMore || !Cursor.TryRead(page.Next, 2, out var next))
            {
                return all;
            }

            query = query with { After = next };
        }
    }

    /// <summary>What colleagues keep for somebody, with the word that goes with it.</summary>
    public static async Task<IReadOnlyList<PassedOn>> PassedOnAsync(Session session, Guid to)
    {
        var rows = await OwnershipStore.PassedOnAsync(session, to);
        if (rows.Count == 0)
        {
            return [];
        }

        var names = await InboxConversation.NamesAsync(session);
        var conversations = (await ConversationStore.ListAsync(session, [.. rows.Select(row => row.Conversation)])).ToDictionary(conversation => conversation.Key);
        var passed = new List<PassedOn>();
        foreach (var talk in await InboxConversation.ReadAsync(session, [.. rows.Select(row => (conversations[row.Conversation], (DeskConversation?)row))]))
        {
            var said = await SaidStore.TransferAsync(session, talk.Key, talk.Epoch);
            passed.Add(new(talk, InboxConversation.RefOf(said?.Staff, names), said?.Words));
        }

        return passed;
    }

    /// <summary>Those who may be given a conversation, by name.</summary>
    public static async Task<IReadOnlyList<StaffMember>> ColleaguesAsync(Session session) => [.. (await StaffStore.ListAsync(session)).Where(Sight.MayAnswer)];

    /// <summary>Whether somebody answers customers.</summary>
    public static bool MayAnswer(StaffMember member) => Sight.MayAnswer(member);

    /// <summary>Whether somebody may take conversations from colleagues.</summary>
    public static bool MayLead(StaffMember member) => Sight.MayLead(member);

    internal static async Task<bool> SeesAsync(Session session, long key, Sight sight) =>
        await ConversationStore.FindAsync(session, key) is not null && sight.Sees(await OwnershipStore.FindAsync(session, key));

    internal static async Task<Page<InboxConversation>> PageAsync(Session session, InboxQuery query, Sight sight, PageQuery page)
    {
        var view = query.View;
        var (at, key) = (new DateTimeOffset(page.After[0], TimeSpan.Zero), page.After[1]);
        if (view is "bot" or "ended")
        {
            var found = await ConversationStore.PageOfOwnerAsync(session, view == "bot" ? ConversationOwners.Bot : null, key, page.Take);
            var known = (await OwnershipStore.ListAsync(session, [.. found.Select(conversation => conversation.Key)])).ToDictionary(row => row.Conversation);
            return new(
                await InboxConversation.ReadAsync(
                    session,
                    [.. found.Select(conversation => (conversation, known.GetValueOrDefault(conversation.Key))).Where(item => sight.Sees(item.Item2))]),
                found.Count < page.Take ? null : Cursor.Write(0, found[^1].Key));
        }

        var isOwn = view is "mine" or "snoozed";
        var rows = isOwn
            ? await OwnershipStore.OfAgentAsync(session, sight.Me!.Value, at, key, page.Take, query)
            : await OwnershipStore.WaitingAsync(session, view == "team" ? sight.OfTeam : sight, at, key, page.Take, query);
        var conversations = (await ConversationStore.ListAsync(session, [.. rows.Select(row => row.Conversation)])).ToDictionary(conversation => conversation.Key);
        return new(
            await InboxConversation.ReadAsync(session, [.. rows.Select(row => (conversations[row.Conversation], (DeskConversation?)row))]),
            rows.Count < page.Take ? null : Cursor.Write((isOwn ? rows[^1].Since : rows[^1].WaitsSince!.Value).UtcTicks, rows[^1].Conversation));
    }

    /// <summary>Activities and notes in one order: by number in the conversation, a note behind what it comes after.</summary>
    internal static async Task<InboxMessages> MessagesAsync(Session session, long key, PageQuery page)
    {
        var (seq, note) = (page.After[0], page.After[1]);
        var recorded = await ConversationStore.ReadAsync(session, key, seq, page.Take);
        var upTo = recorded.Count < page.Take ? long.MaxValue : recorded[^1].Seq;
        var notes = await SaidStore.NotesAsync(session, key, seq, note, upTo, page.Take);
        var names = await InboxConversation.NamesAsync(session);
        var replies = recorded.Count == 0 ? [] : (await SaidStore.RepliesAsync(session, key, seq, recorded[^1].Seq)).ToDictionary(said => said.Seq);
        var dead = recorded.Count == 0 ? [] : (await OutboxSender.ListDeadAsync(session, key)).GroupBy(letter => letter.Seq!.Value).ToDictionary(of => of.Key, of => of.Last().Error);
        var all = recorded.Select(activity => (Place: (activity.Seq, 0L), Message: MessageOf(activity, replies, names) is { } message ? message with { Undelivered = dead.GetValueOrDefault(activity.Seq) } : null))
            .Concat(notes.Select(said => (Place: (said.Seq, said.Id), Message: (InboxMessage?)InboxMessage.Of(said, names))))
            .OrderBy(item => item.Place).Take(page.Take).ToList();
        var last = all.Count > 0 ? all[^1].Place : (seq, note);
        return new(
            [.. all.Select(item => item.Message).OfType<InboxMessage>()],
            Cursor.Write(last.Item1, last.Item2),
            all.Count == page.Take);
    }

    /// <returns>Null for what is no message.</returns>
    private static InboxMessage? MessageOf(RecordedActivity recorded, Dictionary<long, Said> replies, IReadOnlyDictionary<Guid, string> names)
    {
        var activity = ActivityJson.Parse(recorded.Json);
        return activity.Type == ActivityTypes.Message ? InboxMessage.Of(recorded, replies.GetValueOrDefault(recorded.Seq), activity, names) : null;
    }
}
