using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Conversations;

/// <summary>What people of the desk see of conversations over HTTP: lists by view, one with all that was said, and how many there are.</summary>
internal static class InboxEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var inbox = api.MapGroup("/inbox").WithTags("Inbox");

        inbox.MapGet("/", CountAsync).WithName("CountInbox").WithSummary("How many conversations stand in each view.");
        inbox.MapGet("/{view}", ListAsync).WithName("ListInbox")
            .WithSummary("Conversations of a view: mine, team (waits for my team or whoever is free), waiting (all that wait), snoozed (the caller's, put aside), bot, ended; page by page. The first four take team, language and tag.");
        inbox.MapGet("/conversations/{key:long}", ReadAsync).WithName("ReadInboxConversation").WithSummary("How a conversation stands, and who holds it.");
        inbox.MapGet("/conversations/{key:long}/messages", MessagesAsync).WithName("ReadInboxMessages")
            .WithSummary("What was said, by whom, with the notes of colleagues; page by page, and on from the last page when more was said.");
    }

    private static async Task<Results<Ok<InboxCounts>, ProblemHttpResult>> CountAsync(HttpContext http, IDatabase database, CancellationToken cancellationToken)
    {
        var (sight, problem) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return problem!;
        }

        return TypedResults.Ok(await database.ReadAsync(session => Inbox.CountAsync(session, sight), cancellationToken));
    }

    private static async Task<Results<Ok<Page<InboxConversation>>, ValidationProblem, ProblemHttpResult>> ListAsync(
        string view, HttpContext http, IDatabase database, string? team, string? language, string? tag, string? after, string? take, CancellationToken cancellationToken)
    {
        var (sight, problem) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return problem!;
        }

        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, view is "bot" or "ended" ? [0, long.MaxValue] : [0, 0], errors);
        if (!Inbox.Views.Contains(view))
        {
            errors["view"] = [$"It must be one of {string.Join(", ", Inbox.Views)}."];
        }
        else if (view is "mine" or "snoozed" && sight.Me is null)
        {
            errors["view"] = [$"Whose? Send the id of the colleague as {ActingStaff.Header}."];
        }

        var query = InboxQuery.Of(view, team, language, tag);
        foreach (var (field, given, read) in new[] { ("team", team, query.Team), ("language", language, query.Language), ("tag", tag is null ? null : StoredText.Tag(tag) ?? "", query.Tag) })
        {
            if (given != read)
            {
                errors[field] = ["A language is en or zh, a tag has 1 to 40 characters and no comma; and all of them go with mine, team, waiting and snoozed alone."];
            }
        }

        if (page.After[0] > DateTime.MaxValue.Ticks)
        {
            errors["after"] = ["It is not a cursor of this list."];
        }

        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : TypedResults.Ok(await database.ReadAsync(session => Inbox.PageAsync(session, query, sight, page), cancellationToken));
    }

    private static async Task<Results<Ok<InboxConversation>, ProblemHttpResult>> ReadAsync(long key, HttpContext http, IDatabase database, CancellationToken cancellationToken)
    {
        var (sight, problem) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return problem!;
        }

        return await database.ReadAsync(session => Inbox.FindAsync(session, key, sight), cancellationToken) is { } found ? TypedResults.Ok(found) : NotFound();
    }

    private static async Task<Results<Ok<InboxMessages>, ValidationProblem, ProblemHttpResult>> MessagesAsync(
        long key, HttpContext http, IDatabase database, string? after, string? take, CancellationToken cancellationToken)
    {
        var (sight, problem) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return problem!;
        }

        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0, 0], errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        return await database.ReadAsync(
            async session => await Inbox.SeesAsync(session, key, sight) ? await Inbox.MessagesAsync(session, key, page) : null, cancellationToken) is { } said
            ? TypedResults.Ok(said)
            : NotFound();
    }

    private static ProblemHttpResult NotFound() => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such conversation.");
}
