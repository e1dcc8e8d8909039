using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;

namespace ServiceBot.Web.Pages.Chat;

/// <summary>Limits how often one address opens the chat: each time may open a conversation, which is a row.</summary>
internal static class ChatTokenLimit
{
    public const string Policy = "chat-token";

    public static IServiceCollection AddChatTokenLimit(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = RefuseAsync;
        limiter.AddPolicy(Policy, http => RateLimitPartition.GetFixedWindowLimiter(ClientAddress.PartitionOf(http.Connection.RemoteIpAddress), _ => new()
        {
            PermitLimit = http.RequestServices.GetRequiredService<IOptions<ChatOptions>>().Value.TokensPerMinute,
            Window = TimeSpan.FromMinutes(1),
        }));
    });

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var until) ? until : TimeSpan.FromMinutes(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await TypedResults.Problem(
            statusCode: StatusCodes.Status429TooManyRequests, title: "Too many requests.", detail: $"Try again in {seconds} seconds.").ExecuteAsync(context.HttpContext);
    }
}
