using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Channels.Uploads;
using ServiceBot.Storage;

namespace ServiceBot.Channels.DirectLine;

/// <summary>Direct Line 3.0.</summary>
internal sealed class DirectLineEndpoints(
    DirectLineAuthentication authentication, DirectLineTokens tokens, StreamTickets tickets, StartConversation start, ReceiveActivity receive,
    ReceiveUpload upload, DirectLineStream stream, DirectLineSites sites, DirectLinePace pace, IDatabase database, IOptions<DirectLineOptions> options, IHostApplicationLifetime lifetime)
{
    private const int MaxActivityBytes = 256 * 1024;
    private const int MaxUserIdLength = 200;
    private const int MaxTrustedOrigins = 10;
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v3/directline").WithTags("Direct Line").ExcludeFromDescription().RequireCors(ChannelsModule.DirectLineCors);

        group.MapPost("/tokens/generate", (HttpContext http, DirectLineEndpoints self) => self.GenerateAsync(http));
        group.MapPost("/tokens/refresh", (HttpContext http, DirectLineEndpoints self) => self.RefreshAsync(http));
        group.MapPost("/conversations", (HttpContext http, DirectLineEndpoints self) => self.StartAsync(http));
        group.MapGet("/conversations/{id}", (HttpContext http, string id, string? watermark, DirectLineEndpoints self) => self.ReconnectAsync(http, id, watermark));
        group.MapGet("/conversations/{id}/activities", (HttpContext http, string id, string? watermark, DirectLineEndpoints self) => self.ReadAsync(http, id, watermark));
        group.MapPost("/conversations/{id}/activities", (HttpContext http, string id, DirectLineEndpoints self) => self.PostAsync(http, id));
        group.MapPost("/conversations/{id}/upload", (HttpContext http, string id, string? userId, DirectLineEndpoints self) => self.UploadAsync(http, id, userId));
        group.MapGet("/conversations/{id}/stream", (HttpContext http, string id, string? t, string? watermark, DirectLineEndpoints self) => self.StreamAsync(http, id, t, watermark));
        group.MapGet("/session/getsessionid", () => Results.Json(new Dictionary<string, string> { ["sessionId"] = "" }));
    }

    private TimeSpan Lifetime => TimeSpan.FromMinutes(options.Value.TokenMinutes);

    private async Task<IResult> GenerateAsync(HttpContext http)
    {
        var (caller, refusal) = authentication.Check(http.Request);
        if (caller is null)
        {
            return refusal!;
        }

        if (!caller.HasSecret)
        {
            return DirectLineError.Of(StatusCodes.Status403Forbidden, "BadArgument", "A token is made with the site's secret.");
        }

        var (request, problem) = await ReadTokenRequestAsync(http);
        if (problem is not null)
        {
            return problem;
        }

        if (request?.User?.Id is { } user && !user.StartsWith(ReceiveActivity.BoundUser, StringComparison.Ordinal))
        {
            return Bad($"A user id in a token begins with {ReceiveActivity.BoundUser}.");
        }

        if (request?.TrustedOrigins is { } origins
            && (origins.Count > MaxTrustedOrigins || origins.Any(origin => origin is null || !sites.Allows(caller.Site, origin, http.Request))))
        {
            return Bad($"trustedOrigins are at most {MaxTrustedOrigins}, each an origin of the site as its settings list them.");
        }

        return Conversation(StatusCodes.Status200OK, caller with { Conversation = StartConversation.NewId(), User = request?.User?.Id, Origins = request?.TrustedOrigins }, streamUrl: null);
    }

    private async Task<IResult> RefreshAsync(HttpContext http)
    {
        var (caller, refusal) = await AdmitAsync(http);
        return caller switch
        {
            null => refusal!,
            { HasSecret: true } => Bad("A secret needs no refresh."),
            _ => Conversation(StatusCodes.Status200OK, caller, streamUrl: null),
        };
    }

    private async Task<IResult> StartAsync(HttpContext http)
    {
        var (caller, refusal) = await AdmitAsync(http);
        if (caller is null)
        {
            return refusal!;
        }

        var (request, problem) = await ReadTokenRequestAsync(http);
        if (problem is not null)
        {
            return problem;
        }

        var opened = caller.HasSecret ? caller with { Conversation = StartConversation.NewId(), User = request?.User?.Id } : caller;
        var created = await start.HandleAsync(opened.Conversation!, opened.User, request?.Locale, http.RequestAborted);
        return Conversation(created ? StatusCodes.Status201Created : StatusCodes.Status200OK, opened, StreamUrl(http.Request, opened, 0));
    }

    private async Task<IResult> ReconnectAsync(HttpContext http, string id, string? watermark)
    {
        var (caller, conversation, refusal) = await OpenAsync(http, id);
        if (refusal is not null)
        {
            return refusal;
        }

        var opened = caller! with { Conversation = id };
        return ActivitySet.TryReadWatermark(watermark, out var after)
            ? Conversation(StatusCodes.Status200OK, opened, StreamUrl(http.Request, opened, after ?? conversation!.LastSeq))
            : BadWatermark();
    }

    /// <summary>Never fails once the token is good: a client that polls stops for good at the first 5xx.</summary>
    private async Task<IResult> ReadAsync(HttpContext http, string id, string? watermark)
    {
        if (!ActivitySet.TryReadWatermark(watermark, out var after))
        {
            return BadWatermark();
        }

        var (caller, unknown) = authentication.Check(http.Request);
        if (caller is null)
        {
            return unknown!;
        }

        if (!await pace.WaitAsync(caller, http))
        {
            await Task.Delay(Breath, http.RequestAborted);
            return Set(ActivitySet.Empty(after ?? 0));
        }

        try
        {
            var (conversation, refusal) = await OpenAsync(caller, id, http.RequestAborted);
            return refusal ?? Set(await database.ReadAsync(session => ActivitySet.ReadAsync(session, conversation!.Key, after ?? 0), http.RequestAborted));
        }
        catch (StorageException)
        {
            return Set(ActivitySet.Empty(after ?? 0));     // whoever writes reports it; the client asks again in a second
        }

        static IResult Set(ActivitySet set) => Results.Text(set.Json, "application/json");
    }

    private async Task<IResult> PostAsync(HttpContext http, string id)
    {
        var (caller, conversation, refusal) = await OpenAsync(http, id);
        if (refusal is not null)
        {
            return refusal;
        }

        if (await RequestBody.ReadAsync(http.Request, MaxActivityBytes) is not { } body)
        {
            return DirectLineError.Of(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", "An activity may have 256 KiB at the most.");
        }

        try
        {
            return Answer(await receive.HandleAsync(conversation!, caller!, ActivityJson.Parse(body.Span), http.RequestAborted));
        }
        catch (JsonException failure)
        {
            return DirectLineError.Of(StatusCodes.Status400BadRequest, "BadSyntax", $"The body is not an activity: {failure.Message}");
        }
    }

    private async Task<IResult> UploadAsync(HttpContext http, string id, string? userId)
    {
        var (caller, conversation, refusal) = await OpenAsync(http, id);
        if (refusal is not null)
        {
            return refusal;
        }

        var outcome = await upload.HandleAsync(http.Request, conversation!.Key, caller!.User ?? userId);
        return outcome switch
        {
            ReceiveUpload.Outcome.Ready ready => Answer(await receive.HandleAsync(conversation, caller, ready.Activity, http.RequestAborted)),
            ReceiveUpload.Outcome.Refused refused => DirectLineError.Of(refused.Status, refused.Code, refused.Message),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<IResult> StreamAsync(HttpContext http, string id, string? ticket, string? watermark)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            return DirectLineError.Of(StatusCodes.Status400BadRequest, "BadArgument", "The stream is a WebSocket.");
        }

        if (tickets.Take(ticket, id) is not { } caller || !sites.Allows(caller, http.Request))
        {
            return DirectLineError.Of(StatusCodes.Status403Forbidden, "BadToken", "The stream's ticket is spent or old, or the page's origin is not allowed; ask for the conversation again.");
        }

        var conversation = await FindAsync(id, http.RequestAborted);
        if (conversation is null || !ActivitySet.TryReadWatermark(watermark, out var after))
        {
            return Missing();
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        await stream.RunAsync(socket, conversation.Key, after ?? conversation.LastSeq, lifetime.ApplicationStopping);
        return Results.Empty;
    }

    private async Task<(DirectLineCaller? Caller, IResult? Refusal)> AdmitAsync(HttpContext http)
    {
        var (caller, refusal) = authentication.Check(http.Request);
        if (caller is null || await pace.WaitAsync(caller, http))
        {
            return (caller, refusal);
        }

        http.Response.Headers.RetryAfter = "10";
        return (null, DirectLineError.Of(StatusCodes.Status429TooManyRequests, "TooManyRequests", "The calls come faster than they can be taken; wait a while."));
    }

    private async Task<(DirectLineCaller? Caller, Conversation? Conversation, IResult? Refusal)> OpenAsync(HttpContext http, string id)
    {
        var (caller, refusal) = await AdmitAsync(http);
        if (caller is null)
        {
            return (null, null, refusal);
        }

        (var conversation, refusal) = await OpenAsync(caller, id, http.RequestAborted);
        return (caller, conversation, refusal);
    }

    private async Task<(Conversation? Conversation, IResult? Refusal)> OpenAsync(DirectLineCaller caller, string id, CancellationToken cancellationToken)
    {
        if (!caller.MayOpen(id))
        {
            return (null, DirectLineError.Of(StatusCodes.Status403Forbidden, "BadToken", "The token is for another conversation."));
        }

        return await FindAsync(id, cancellationToken) is { } conversation ? (conversation, null) : (null, Missing());
    }

    private Task<Conversation?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ConversationStore.FindAsync(session, ChannelIds.DirectLine, id), cancellationToken);

    private static async Task<(TokenRequest? Request, IResult? Problem)> ReadTokenRequestAsync(HttpContext http)
    {
        if (await RequestBody.ReadAsync(http.Request, 16 * 1024) is not { } body)
        {
            return (null, DirectLineError.Of(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", "The body is too long."));
        }

        try
        {
            var request = body.IsEmpty ? null : JsonSerializer.Deserialize(body.Span, DirectLineJson.Default.TokenRequest);
            return request?.User?.Id is { } user && (user.Length > MaxUserIdLength || user.Any(char.IsControl))
                ? (null, Bad($"A user id has at most {MaxUserIdLength} characters, and no control characters."))
                : (request, null);
        }
        catch (JsonException failure)
        {
            return (null, DirectLineError.Of(StatusCodes.Status400BadRequest, "BadSyntax", $"The body can't be read: {failure.Message}"));
        }
    }

    private IResult Conversation(int status, DirectLineCaller caller, string? streamUrl) => Results.Json(
        new DirectLineConversation(caller.Conversation!, tokens.Issue(caller, DirectLineTokens.RequestUse, Lifetime), (int)Lifetime.TotalSeconds, streamUrl),
        DirectLineJson.Default.DirectLineConversation,
        statusCode: status);

    private string StreamUrl(HttpRequest request, DirectLineCaller caller, long after) =>
        $"{(request.IsHttps ? "wss" : "ws")}://{request.Host}{request.PathBase}/v3/directline/conversations/{Uri.EscapeDataString(caller.Conversation!)}/stream?watermark={after}&t={tickets.Make(caller)}";

    private static IResult Answer(ReceiveActivity.Outcome outcome) => outcome switch
    {
        ReceiveActivity.Outcome.Received received => Results.Json(new DirectLineResource(received.Id), DirectLineJson.Default.DirectLineResource),
        ReceiveActivity.Outcome.Refused refused => DirectLineError.Of(StatusCodes.Status400BadRequest, refused.Code, refused.Message),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IResult Missing() => DirectLineError.Of(StatusCodes.Status404NotFound, "ConversationNotFound", "There is no such conversation.");

    private static IResult BadWatermark() => Bad("The watermark is not one that this server gave.");

    private static IResult Bad(string message) => DirectLineError.Of(StatusCodes.Status400BadRequest, "BadArgument", message);
}
