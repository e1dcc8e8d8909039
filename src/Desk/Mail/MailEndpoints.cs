using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Mail;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Mail;

/// <summary>The door for the mail server.</summary>
internal static class MailEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/mail", TakeAsync).WithTags("Mail").WithName("DeliverMail")
        .WithSummary("Take a raw mail, as a mail server pipes it; the same Message-ID of the same sender is taken once.")
        .WithDescription("The body is the mail itself, message/rfc822; no other form is needed.")
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Accepted<TakenMailView>, ProblemHttpResult>> TakeAsync(
        HttpContext http, ReceiveMail receive, IDatabase database, IOptions<MailOptions> options, IOptions<BotOptions> bot, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxMib * 1024 * 1024;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;     // ours counts; what is longer is read past, so that the refusal arrives
        }

        if (await RequestBody.ReadAsync(http.Request, limit) is not { } raw)
        {
            return TypedResults.Problem(
                statusCode: StatusCodes.Status413PayloadTooLarge, title: "The mail is too large.", detail: $"It may have {options.Value.MaxMib} MiB at the most (Mail:MaxMib).");
        }

        var product = bot.Value.PublicAddress.Length > 0 ? bot.Value.PublicAddress.TrimEnd('/') : $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";
        switch (await receive.HandleAsync(raw, product, cancellationToken))
        {
            case ReceiveMailOutcome.Stored stored:
                var number = stored.Conversation is { } key ? await database.ReadAsync(session => MailThreadStore.FindAsync(session, key), cancellationToken) : null;
                return TypedResults.Accepted((string?)null, new TakenMailView(stored.Became, stored.Why, stored.Conversation, number?.ToString(), stored.IsRepeated));
            case ReceiveMailOutcome.Unreadable unreadable:
                return TypedResults.Problem(
                    statusCode: StatusCodes.Status422UnprocessableEntity,
                    title: "The mail can't be read.",
                    detail: $"Line {unreadable.Line}: {unreadable.Problem}",
                    extensions: new Dictionary<string, object?> { ["line"] = unreadable.Line });
            case ReceiveMailOutcome.TooMany later:
                http.Response.Headers.RetryAfter = ((int)later.After.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return TypedResults.Problem(
                    statusCode: StatusCodes.Status429TooManyRequests,
                    title: "The sender has sent too many mails.",
                    detail: $"{options.Value.PerPeerHour} of one sender are taken in an hour (Mail:PerPeerHour). Bring it again later; nothing of it is kept.");
            default:
                throw new UnreachableException();
        }
    }
}

/// <summary>What became of a mail.</summary>
/// <param name="Became"><c>taken</c>, <c>reported</c> or <c>ignored</c>.</param>
/// <param name="Why">What decided that; null: nothing special.</param>
/// <param name="Conversation">The conversation it stands in.</param>
/// <param name="Request">The request that the conversation is about.</param>
/// <param name="Repeated">Whether it had come before.</param>
internal sealed record TakenMailView(string Became, string? Why, long? Conversation, string? Request, bool Repeated);
