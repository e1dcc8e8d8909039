using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ServiceBot.Channels.DirectLine;

/// <summary>
/// Slows clients down: a call above the pace of its conversation or address waits for its turn. Clients survive an answer that is late, as long as they do not
/// wait for it (20 seconds); at the first refused poll they fall silent for good. So only what is posted is refused, with 429, and only when its wait would be longer than
/// <see cref="LongestWait"/>. A site with its secret keeps its own pace.
/// </summary>
internal sealed class DirectLinePace(IOptions<DirectLineOptions> options) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private readonly PartitionedRateLimiter<DirectLineCaller> _conversations = Limiter<DirectLineCaller>(
        caller => caller.Conversation, options.Value.CallsPerSecond, options.Value.CallsAtOnce);

    private readonly PartitionedRateLimiter<IPAddress?> _addresses = Limiter<IPAddress?>(
        // This machine is not limited: behind a reverse proxy that is not trusted, that is everybody.
        address => address is null || IPAddress.IsLoopback(address) ? null : ClientAddress.PartitionOf(address), options.Value.CallsPerSecondAndAddress, options.Value.CallsPerSecondAndAddress);

    /// <summary>Waits until a call's turn has come.</summary>
    /// <returns>False when that would take too long.</returns>
    public async ValueTask<bool> WaitAsync(DirectLineCaller caller, HttpContext http)
    {
        if (caller.HasSecret)
        {
            return true;
        }

        using var ofAddress = await _addresses.AcquireAsync(http.Connection.RemoteIpAddress, 1, http.RequestAborted);
        using var ofConversation = ofAddress.IsAcquired ? await _conversations.AcquireAsync(caller, 1, http.RequestAborted) : ofAddress;
        return ofConversation.IsAcquired;
    }

    public void Dispose()
    {
        _conversations.Dispose();
        _addresses.Dispose();
    }

    private static PartitionedRateLimiter<T> Limiter<T>(Func<T, string?> partitionOf, int perSecond, int atOnce) => PartitionedRateLimiter.Create<T, string>(
        resource => partitionOf(resource) is { } partition
            ? RateLimitPartition.GetTokenBucketLimiter(partition, _ => new()
            {
                TokenLimit = atOnce,
                TokensPerPeriod = Math.Max(1, perSecond / 10),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, perSecond / 10) / (double)perSecond),
                QueueLimit = perSecond * (int)LongestWait.TotalSeconds,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            })
            : RateLimitPartition.GetNoLimiter(""));
}
