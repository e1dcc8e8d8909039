using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Connector;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.BotEndpoint;

/// <summary>The Bot Framework's way in: <c>POST /api/messages</c>.</summary>
internal sealed class MessagesEndpoint(CallAuthentication authentication, AcceptActivity accept, ServiceHosts hosts)
{
    private const int MaxActivityBytes = 512 * 1024;
    private static readonly TimeSpan SynchronousTurn = TimeSpan.FromSeconds(14);     // the calling channel gives up after 15

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/messages", (HttpContext http, MessagesEndpoint self) => self.ReceiveAsync(http))
            .ShortCircuit()     // it asks for the channel's token, not for a session or a key
            .WithName("ReceiveActivity")
            .WithTags("Bot Framework")
            .WithSummary("Take an activity from a Bot Framework channel.");

    private async Task<IResult> ReceiveAsync(HttpContext http)
    {
        if (await authentication.AuthenticateAsync(http) is not { } caller)
        {
            return Unauthorized(http);
        }

        if (await RequestBody.ReadAsync(http.Request, MaxActivityBytes) is not { } body)
        {
            return Problem(StatusCodes.Status413PayloadTooLarge, "The activity is too large.", "An activity may have 512 KiB at the most.");
        }

        Activity activity;
        try
        {
            activity = ActivityJson.Parse(body.Span);
        }
        catch (JsonException failure)
        {
            return Problem(StatusCodes.Status400BadRequest, "The body is not an activity.", failure.Message);
        }

        if (ActivityRules.ProblemOf(activity) is { } problem)
        {
            return NotAccepted(problem);
        }

        if (!authentication.Allows(caller, activity))
        {
            return Unauthorized(http);
        }

        if (hosts.ProblemOf(activity.ServiceUrl!) is { } hostProblem)
        {
            return NotAccepted(hostProblem);
        }

        activity.CallerId = caller.Id;
        return await AcceptAsync(activity, http.RequestAborted);
    }

    private async Task<IResult> AcceptAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (activity.Type == ActivityTypes.Typing)
        {
            return Results.Accepted();
        }

        var json = ActivityJson.Write(activity);
        var outcome = await accept.HandleAsync(activity, activity.Id, (_, _) => json, shown: true, cancellationToken);
        var waits = activity.ExpectsReplies || activity.Type == ActivityTypes.Invoke;
        return outcome switch
        {
            AcceptOutcome.Accepted stored => waits ? await AnswerAsync(activity, stored.Turn, cancellationToken) : Results.Accepted(),
            AcceptOutcome.Repeated repeated when waits => await AnswerAsync(
                activity, accept.ResultOfAsync(activity.ChannelId!, activity.Conversation!.Id!, repeated.ActivityId, cancellationToken), cancellationToken),
            _ => Results.Ok(),     // it was taken before, or nobody is listening any more: asking again would not help
        };
    }

    private static async Task<IResult> AnswerAsync(Activity activity, Task<TurnResult> turn, CancellationToken cancellationToken)
    {
        try
        {
            var result = await turn.WaitAsync(SynchronousTurn, cancellationToken);
            var invoke = result.Invoke ?? new(StatusCodes.Status501NotImplemented, null);
            return activity.ExpectsReplies
                ? Results.Text($$"""{"activities":[{{string.Join(',', result.Replies.Select(ActivityJson.Write))}}]}""", "application/json")
                : Results.Text(invoke.Body ?? "", "application/json", statusCode: invoke.Status);
        }
        catch (TimeoutException)
        {
            return Problem(StatusCodes.Status504GatewayTimeout, "The turn takes too long.", "It goes on, but its replies can't be given in this response.");
        }
    }

    private static IResult Unauthorized(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.StatusCode(StatusCodes.Status401Unauthorized);
    }

    private static IResult NotAccepted(string problem) => Problem(StatusCodes.Status400BadRequest, "The activity can't be accepted.", problem);

    private static IResult Problem(int status, string title, string detail) => Results.Problem(statusCode: status, title: title, detail: detail);
}
