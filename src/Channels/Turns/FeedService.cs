using Microsoft.Extensions.Hosting;
using ServiceBot.Storage;
using ServiceBot.Storage.Nodes;

namespace ServiceBot.Channels.Turns;

/// <summary>
/// Looks every few seconds whether a stream was not told of something that another node recorded: it died before it could tell, or the
/// connection between them was cut.
/// </summary>
internal sealed class FeedService(INodes nodes, IDatabase database, ConversationFeed feed, TimeProvider clock) : BackgroundService
{
    private const int Together = 1_000;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (nodes.MayHaveOthers && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var keys in feed.Followed.Chunk(Together))
                {
                    foreach (var (conversation, seq) in await database.ReadAsync(session => ConversationStore.LastSeqsAsync(session, keys), stoppingToken))
                    {
                        feed.Catch(conversation, seq);
                    }
                }
            }
            catch (StorageException)
            {
                // Streams have nothing to read either; whoever writes reports it.
            }

            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
