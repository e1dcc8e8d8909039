using Microsoft.Extensions.Hosting;
using ServiceBot.Storage.PostgreSql;

namespace ServiceBot.Storage.Nodes;

/// <summary>Keeps the talk between the nodes going while the product runs.</summary>
internal sealed class NodesService(INodes nodes) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        nodes is PostgreSqlNodes shared ? shared.RunAsync(stoppingToken) : Task.CompletedTask;
}
