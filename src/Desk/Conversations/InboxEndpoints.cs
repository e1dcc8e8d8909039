using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Conversations;

/// <summary>What people of the desk see of conversations over HTTP: lists by view, one with all that was said, and how many there are.</summary>
internal static class InboxEndpoints
{
    private const int MostCounted = 1_000;
    private static readonly string[] Views = ["mine", "team", "waiting", "bot", "ended"];

    public static void Map(IEndpointRouteBuilder api)
    {
        var inbox = api.MapGroup("/inbox").WithTags("Inbox");

        inbox.MapGet("/", CountAsync).WithName("CountInbox").WithSummary("How many conversations stand in each view.");
        inbox.MapGet("/{view}", ListAsync).WithName("ListInbox")
            .WithSummary("Conversations of a view: mine, team (waits for my team or whoever is free), waiting (all that wait), bot, ended; page by page.");
        inbox.MapGet("/conversations/{key:long}", ReadAsync).WithName("ReadInboxConversation").WithSummary("How a conversation stands, and who holds it.");
        inbox.MapGet("/conversations/{key:long}/messages", MessagesAsync).WithName("ReadInboxMessages")
            .WithSummary("What was said, by whom, with the notes of colleagues; page by page, and on from the last page when more was said.");
    }

    private static async Task<Results<Ok<InboxCounts>, ProblemHttpResult>> CountAsync(HttpContext http, IDatabase database, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var sight = ActingStaff.SightOf(http, member);
        return TypedResults.Ok(await database.ReadAsync(
            async session => new InboxCounts(
                member is null ? 0 : await OwnershipStore.CountAsync(session, member.Id),
                await OwnershipStore.CountWaitingAsync(session, sight.OfTeam),
                await OwnershipStore.CountWaitingAsync(session, sight),
                await ConversationStore.CountOfOwnerAsync(session, ConversationOwners.Bot, MostCounted),
                await ConversationStore.CountOfOwnerAsync(session, null, MostCounted)),
            cancellationToken));
    }

    private static async Task<Results<Ok<Page<InboxConversation>>, ValidationProblem, ProblemHttpResult>> ListAsync(
        string view, HttpContext http, IDatabase database, string? after, string? take, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, view is "bot" or "ended" ? [0, long.MaxValue] : [0, 0], errors);
        if (!Views.Contains(view))
        {
            errors["view"] = [$"It must be one of {string.Join(", ", Views)}."];
        }
        else if (view == "mine" && member is null)
        {
            errors["view"] = [$"Whose? Send the id of the colleague as {ActingStaff.Header}."];
        }

        if (page.After[0] > DateTime.MaxValue.Ticks)
        {
            errors["after"] = ["It is not a cursor of this list."];
        }

        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : TypedResults.Ok(await database.ReadAsync(session => PageAsync(session, view, member, ActingStaff.SightOf(http, member), page), cancellationToken));
    }

    private static async Task<Page<InboxConversation>> PageAsync(Session session, string view, StaffMember? member, Sight sight, PageQuery page)
    {
        var names = await InboxConversation.NamesAsync(session);
        var (at, key) = (new DateTimeOffset(page.After[0], TimeSpan.Zero), page.After[1]);
        if (view is "bot" or "ended")
        {
            var found = await ConversationStore.PageOfOwnerAsync(session, view == "bot" ? ConversationOwners.Bot : null, key, page.Take);
            var known = (await OwnershipStore.ListAsync(session, [.. found.Select(conversation => conversation.Key)])).ToDictionary(row => row.Conversation);
            return new(
                [.. found.Where(conversation => sight.Sees(known.GetValueOrDefault(conversation.Key)))
                    .Select(conversation => InboxConversation.From(conversation, known.GetValueOrDefault(conversation.Key), names))],
                found.Count < page.Take ? null : Cursor.Write(0, found[^1].Key));
        }

        var rows = view == "mine"
            ? await OwnershipStore.OfAgentAsync(session, member!.Id, at, key, page.Take)
            : await OwnershipStore.WaitingAsync(session, view == "team" ? sight.OfTeam : sight, at, key, page.Take);
        var conversations = (await ConversationStore.ListAsync(session, [.. rows.Select(row => row.Conversation)])).ToDictionary(conversation => conversation.Key);
        return Page<InboxConversation>.Of(
            rows,
            page.Take,
            row => InboxConversation.From(conversations[row.Conversation], row, names),
            row => [(view == "mine" ? row.Since : row.WaitsSince!.Value).UtcTicks, row.Conversation]);
    }

    private static async Task<Results<Ok<InboxConversation>, ProblemHttpResult>> ReadAsync(long key, HttpContext http, IDatabase database, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        return await database.ReadAsync(
            async session => await FindAsync(session, key, ActingStaff.SightOf(http, member)) is var (conversation, row) ? await InboxConversation.ReadAsync(session, conversation, row) : null,
            cancellationToken) is { } found ? TypedResults.Ok(found) : NotFound();
    }

    private static async Task<Results<Ok<InboxMessages>, ValidationProblem, ProblemHttpResult>> MessagesAsync(
        long key, HttpContext http, IDatabase database, string? after, string? take, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0, 0], errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        return await database.ReadAsync(
            async session => await FindAsync(session, key, ActingStaff.SightOf(http, member)) is null ? null : await PageOfMessagesAsync(session, key, page), cancellationToken) is { } said
            ? TypedResults.Ok(said)
            : NotFound();
    }

    /// <summary>Activities and notes in one order: by number in the conversation, a note behind what it comes after.</summary>
    private static async Task<InboxMessages> PageOfMessagesAsync(Session session, long key, PageQuery page)
    {
        var (seq, note) = (page.After[0], page.After[1]);
        var recorded = await ConversationStore.ReadAsync(session, key, seq, page.Take);
        var upTo = recorded.Count < page.Take ? long.MaxValue : recorded[^1].Seq;
        var notes = await SaidStore.NotesAsync(session, key, seq, note, upTo, page.Take);
        var names = await InboxConversation.NamesAsync(session);
        var replies = recorded.Count == 0 ? [] : (await SaidStore.RepliesAsync(session, key, seq, recorded[^1].Seq)).ToDictionary(said => said.Seq);
        var all = recorded.Select(activity => (Place: (activity.Seq, 0L), Message: MessageOf(activity, replies, names)))
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

    /// <summary>A conversation that somebody sees, or null.</summary>
    private static async Task<(Conversation Conversation, DeskConversation? Row)?> FindAsync(Session session, long key, Sight sight) =>
        await ConversationStore.FindAsync(session, key) is { } conversation
        && await OwnershipStore.FindAsync(session, key) is var row
        && sight.Sees(row)
            ? (conversation, row)
            : null;

    private static ProblemHttpResult NotFound() => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such conversation.");
}
