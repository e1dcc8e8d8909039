using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Conversations;

/// <summary>Conversations over HTTP: which there are, and saying something unasked.</summary>
internal static class ConversationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var conversations = api.MapGroup("/conversations").WithTags("Conversations");

        conversations.MapGet("/", ListAsync).WithName("ListConversations").WithSummary("Conversations by number, oldest first, page by page; of a channel, or with its id there.");
        conversations.MapPost("/", OpenAsync).WithName("OpenConversation").WithSummary("Open a personal chat or a channel's thread on Teams, where the bot's app is installed.")
            .Accepts<OpenConversationBody>("application/json");
        conversations.MapPost("/{key:long}/messages", SayAsync).WithName("SayInConversation").WithSummary("Say something in a conversation, at any time; it is sent in order, until it is delivered.")
            .Accepts<MessageBody>("application/json");
    }

    private static async Task<Results<Ok<Page<ConversationView>>, ValidationProblem>> ListAsync(
        IDatabase database, string? channel, string? id, string? after, string? take, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var rows = await database.ReadAsync(session => ConversationStore.PageAsync(session, channel, id, page.After[0], page.Take), cancellationToken);
        return TypedResults.Ok(Page<ConversationView>.Of(rows, page.Take, ConversationView.From, row => [row.Key]));
    }

    private static async Task<Results<Accepted<SaidView>, ValidationProblem, ProblemHttpResult>> SayAsync(
        long key, HttpContext http, IDatabase database, ProactiveMessages messages, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<MessageBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (body.Errors() is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var (found, seq) = await database.WriteAsync(
            async unit => await ConversationStore.FindAsync(unit, key) is { } conversation
                ? (true, await messages.SayAsync(unit, conversation, AnswerRenderer.Render(body.ToAnswer(), Surfaces.Of(conversation))))
                : (false, null),
            cancellationToken);
        return (found, seq) switch
        {
            (false, _) => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such conversation."),
            (_, null) => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict,
                title: "Nothing can be said there.",
                detail: "The conversation has ended, or the channel takes nothing for it: the bot was blocked or taken out. It lives again when the customer writes."),
            (_, { } said) => TypedResults.Accepted((string?)null, new SaidView(key, said)),
        };
    }

    private static async Task<Results<Created<ConversationView>, ValidationProblem, ProblemHttpResult>> OpenAsync(
        HttpContext http, IDatabase database, OpenConversation open, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<OpenConversationBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (body.Errors() is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var (beside, words) = (body.Beside!.Value, body.Message!.ToAnswer());
        var outcome = string.IsNullOrEmpty(body.Member)
            ? await open.InChannelAsync(beside, body.Channel!, words, cancellationToken)
            : await open.WithMemberAsync(beside, body.Member, words, cancellationToken);
        return outcome switch
        {
            OpenConversationOutcome.Opened opened => TypedResults.Created(
                (string?)null, ConversationView.From((await database.ReadAsync(session => ConversationStore.FindAsync(session, opened.Conversation), cancellationToken))!)),
            OpenConversationOutcome.NotOnTeams => TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["beside"] = ["There is no such conversation on Teams, where alone others can be opened."] }),
            OpenConversationOutcome.Refused refused => TypedResults.Problem(
                statusCode: StatusCodes.Status502BadGateway, title: "The channel did not open the conversation.", detail: refused.Reason),
            _ => throw new UnreachableException(),
        };
    }
}
