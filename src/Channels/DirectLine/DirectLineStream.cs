using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.DirectLine;

/// <summary>Sends a conversation's activities over one WebSocket: what is recorded after the watermark, then what comes.</summary>
internal sealed class DirectLineStream(IDatabase database, ConversationFeed feed, IOptions<DirectLineOptions> options)
{
    public async Task RunAsync(WebSocket socket, long conversation, long after, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var subscription = feed.Subscribe(conversation);
        var receiving = IgnoreFramesAsync(socket, ended);
        try
        {
            await SendAsync(socket, subscription, after, ended.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException or StorageException)
        {
            // The client left, the process stops, or the database is away: whoever wants more comes again with the watermark.
        }

        await CloseAsync(socket, stopping.IsCancellationRequested);
        await ended.CancelAsync();
        await receiving;
    }

    private async Task SendAsync(WebSocket socket, ConversationFeed.Subscription subscription, long after, CancellationToken cancellationToken)
    {
        var keepAlive = TimeSpan.FromSeconds(options.Value.KeepAliveSeconds);
        while (true)
        {
            var recorded = await database.ReadAsync(
                session => ConversationStore.ReadAsync(session, subscription.Conversation, after, ActivitySet.Largest), cancellationToken);
            var (json, watermark, count) = ActivitySet.Of(recorded, after);
            subscription.Seen = after = watermark;
            if (count > 0)
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }

            if (recorded.Count < ActivitySet.Largest && !await subscription.WaitAsync(keepAlive, cancellationToken))
            {
                await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }
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
