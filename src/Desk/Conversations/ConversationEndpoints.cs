using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.HandOff;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Transcripts;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.HandOver;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Conversations;

/// <summary>Conversations over HTTP: which there are, and saying something unasked.</summary>
internal static class ConversationEndpoints
{
    private const int MaxActivityBytes = 256 * 1024;
    private const string EndedOrGone =
        "The conversation has ended, or the channel takes nothing for it: the bot was blocked or taken out. It lives again when the customer writes.";

    public static void Map(IEndpointRouteBuilder api)
    {
        var conversations = api.MapGroup("/conversations").WithTags("Conversations");

        conversations.MapGet("/", ListAsync).WithName("ListConversations").WithSummary("Conversations by number, oldest first, page by page; of a channel, or with its id there.");
        conversations.MapPost("/", OpenAsync).WithName("OpenConversation").WithSummary("Open a personal chat or a channel's thread on Teams, where the bot's app is installed.")
            .Accepts<OpenConversationBody>("application/json");
        conversations.MapPost("/{key:long}/messages", SayAsync).WithName("SayInConversation").WithSummary("Say something in a conversation, at any time; it is sent in order, until it is delivered.")
            .Accepts<MessageBody>("application/json");
        conversations.MapPost("/{key:long}/activities", TakeAsync).WithName("TakeHubActivity").WithSummary("Take what a hub of agents says in a conversation that was handed over: handoff.status, or words.")
            .Accepts<Activity>("application/json");
        conversations.MapGet("/{key:long}/transcript", TranscriptAsync).WithName("ExportTranscript").WithSummary("A conversation as a Bot Framework transcript file.");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> TranscriptAsync(long key, IDatabase database, CancellationToken cancellationToken)
    {
        var transcript = await database.ReadAsync(
            async session => await ConversationStore.FindAsync(session, key) is { } conversation ? await TranscriptStore.ReadAsync(session, conversation) : null,
            cancellationToken);
        return transcript is null ? NoSuchConversation() : TypedResults.Bytes(TranscriptFile.Write(transcript), "application/json", $"conversation-{key}.transcript");
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> TakeAsync(
        long key, HttpContext http, IDatabase database, ChangeOwner changeOwner, ProactiveMessages messages, CancellationToken cancellationToken)
    {
        Activity activity;
        try
        {
            if (await RequestBody.ReadAsync(http.Request, MaxActivityBytes) is not { } body)
            {
                return TypedResults.Problem(statusCode: StatusCodes.Status413PayloadTooLarge, title: "The activity is too large.", detail: "An activity may have 256 KiB at the most.");
            }

            activity = ActivityJson.Parse(body.Span);
        }
        catch (JsonException failure)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The body is not an activity.", detail: failure.Message);
        }

        return await database.WriteAsync(unit => ApplyAsync(unit, key, activity, changeOwner, messages), cancellationToken);
    }

    /// <summary>A status moves the conversation on, words are passed to the customer, and everything else is taken and changes nothing.</summary>
    private static async Task<Results<Accepted, ProblemHttpResult>> ApplyAsync(UnitOfWork unit, long key, Activity activity, ChangeOwner changeOwner, ProactiveMessages messages)
    {
        if (await ConversationStore.HoldAsync(unit, key) is not { } conversation)
        {
            return NoSuchConversation();
        }

        if (HandOffEvents.IsStatus(activity))
        {
            if (HubStatus.Read(activity) is { } status)
            {
                await changeOwner.HandleAsync(unit, conversation, status);
            }
        }
        else if (activity is { Type: ActivityTypes.Message, Text: { Length: > 0 } text })
        {
            var words = AnswerRenderer.Render(new() { Text = text, Locale = activity.Locale ?? "en-US" }, Surfaces.Of(conversation));
            if (conversation.Owner != ConversationOwners.Agent || await messages.SayAsync(unit, conversation, words) is null)
            {
                return NothingToSay(conversation.Owner == ConversationOwners.Agent ? EndedOrGone : $"The hub has not accepted the conversation: its owner is the {conversation.Owner}.");
            }
        }

        return TypedResults.Accepted((string?)null);
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
            (false, _) => NoSuchConversation(),
            (_, null) => NothingToSay(EndedOrGone),
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
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static ProblemHttpResult NoSuchConversation() => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such conversation.");

    private static ProblemHttpResult NothingToSay(string detail) =>
        TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: "Nothing can be said there.", detail: detail);
}
