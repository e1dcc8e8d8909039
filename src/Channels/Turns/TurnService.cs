using Microsoft.Extensions.Hosting;
using ServiceBot.Channels.DirectLine;
using ServiceBot.Channels.Outbox;

namespace ServiceBot.Channels.Turns;

/// <summary>Begins with what an earlier process left: its unfinished turns and its unsent letters. Ends without beginning a further turn.</summary>
internal sealed class TurnService(TurnRunner turns, OutboxSender outbox, DirectLineTokens tokens) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await tokens.LoadAsync(cancellationToken);
        await turns.RecoverAsync(cancellationToken);
        await outbox.RecoverAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        turns.Stop();
        return Task.CompletedTask;
    }
}
