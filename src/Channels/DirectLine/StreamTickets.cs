using System.Collections.Concurrent;

namespace ServiceBot.Channels.DirectLine;

/// <summary>
/// Tickets that open a stream once, within a minute; a stream's address ends up in logs, so the token does not belong there. Each node knows the tickets spent
/// with itself.
/// </summary>
internal sealed class StreamTickets(DirectLineTokens tokens, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, long> _spent = new(StringComparer.Ordinal);
    private long _sweepAt;

    public string Make(DirectLineCaller caller) => tokens.Issue(caller, DirectLineTokens.StreamUse, Lifetime);

    /// <summary>Spends a ticket.</summary>
    /// <returns>Whom it was made for; null when it is forged, old, spent or for another conversation.</returns>
    public DirectLineCaller? Take(string? ticket, string conversation)
    {
        Sweep();
        return tokens.Read(ticket) is { Use: DirectLineTokens.StreamUse } claims
            && claims.Conversation == conversation
            && !tokens.IsExpired(claims)
            && _spent.TryAdd(claims.Id, claims.Expires)
            ? claims.ToCaller()
            : null;
    }

    private void Sweep()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var due = Interlocked.Read(ref _sweepAt);
        if (now >= due && Interlocked.CompareExchange(ref _sweepAt, now + 60, due) == due)
        {
            foreach (var (id, expires) in _spent)
            {
                if (expires < now)
                {
                    _spent.TryRemove(id, out _);
                }
            }
        }
    }
}
