using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.DirectLine;

/// <summary>
/// Sends a conversation's activities over one WebSocket: what is recorded after the watermark, then what comes. The next activities are read
/// when the last ones are sent, so a client that does not read costs one frame of memory, and soon its socket.
/// </summary>
internal sealed class DirectLineStream(IDatabase database, ConversationFeed feed, IOptions<DirectLineOptions> options)
{
    public async Task RunAsync(WebSocket socket, long conversation, long after, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var subscription = feed.Subscribe(conversation);
        var receiving = IgnoreFramesAsync(socket, ended);
        try
        {
            await SendAllAsync(socket, subscription, after, ended.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException or StorageException)
        {
            // The client left, the process stops, or the database is away: whoever wants more comes again with the watermark.
        }
        catch (TimeoutException)
        {
            socket.Abort();     // it does not read; it may come again, too
        }

        await CloseAsync(socket, stopping.IsCancellationRequested);
        await ended.CancelAsync();
        await receiving;
    }

    private async Task SendAllAsync(WebSocket socket, ConversationFeed.Subscription subscription, long after, CancellationToken cancellationToken)
    {
        var keepAlive = TimeSpan.FromSeconds(options.Value.KeepAliveSeconds);
        while (true)
        {
            var passing = subscription.TakePassing();     // before the read, which then holds all that was recorded before them
            var set = await database.ReadAsync(session => ActivitySet.ReadAsync(session, subscription.Conversation, after, passing), cancellationToken);
            subscription.Seen = after = set.Watermark;
            if (set.Count > 0)
            {
                await SendAsync(socket, Encoding.UTF8.GetBytes(set.Json), cancellationToken);
            }

            if (!set.HasMore && !await subscription.WaitAsync(keepAlive, cancellationToken))
            {
                await SendAsync(socket, ReadOnlyMemory<byte>.Empty, cancellationToken);
            }
        }
    }

    /// <exception cref="TimeoutException">The client left it unread too long.</exception>
    private async ValueTask SendAsync(WebSocket socket, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var sending = socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        if (!sending.IsCompletedSuccessfully)
        {
            await sending.AsTask().WaitAsync(TimeSpan.FromSeconds(options.Value.StalledSeconds), cancellationToken);
        }
    }

    /// <summary>Clients send empty keep-alive frames; whatever else they send is not for us.</summary>
    private static async Task IgnoreFramesAsync(WebSocket socket, CancellationTokenSource ended)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), ended.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException)
        {
            // Gone without a word.
        }

        await ended.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket, bool stopping)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(
                    stopping ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.NormalClosure, null, patience.Token);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException)
        {
            socket.Abort();
        }
    }
}
