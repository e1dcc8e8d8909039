using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Web.Pages.Chat;

namespace ServiceBot.Web.Pages.Ask;

/// <summary>Limits how many forms are taken of a network address: each is a request that somebody reads.</summary>
public sealed class AskLimit(IOptions<ChatOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new()
    {
        PermitLimit = options.Value.FormsPerHour,
        Window = TimeSpan.FromHours(1),
    }));

    /// <summary>Whether one more is taken now.</summary>
    public bool Takes(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(ClientAddress.PartitionOf(address));
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
