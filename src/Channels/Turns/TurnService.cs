using Microsoft.Extensions.Hosting;
using ServiceBot.Channels.DirectLine;
using ServiceBot.Channels.Outbox;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Turns;

/// <summary>
/// Begins with what an earlier process left, its unfinished turns and its unsent letters; then looks now and then for turns of a node that
/// died. Ends without beginning a further turn.
/// </summary>
internal sealed class TurnService(TurnRunner turns, OutboxSender outbox, DirectLineTokens tokens, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await tokens.LoadAsync(cancellationToken);
        await turns.RecoverAsync(cancellationToken);
        await outbox.RecoverAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        turns.Stop();
        return base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(turns.AdoptAsync, Look, atOnce: false, clock, stoppingToken);
}
