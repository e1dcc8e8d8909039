using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Desk.HandOver;

/// <summary>
/// Does what time itself causes: ends offers, tells who waits, takes conversations back from agents who are silent. What is due stands in the
/// database, so a restart forgets nothing; of several nodes the one that holds the conversation first does it, and the others find it done.
/// </summary>
internal sealed partial class KeepPromises(IDatabase database, ChangeOwner changeOwner, TimeProvider clock, ILogger<KeepPromises> logger) : BackgroundService
{
    private const int Together = 500;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Keeps what is due now.</summary>
    /// <returns>How many conversations had something due.</returns>
    public async Task<int> KeepAsync(CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(session => OwnershipStore.DueAsync(session, clock.GetUtcNow(), Together), cancellationToken);
        foreach (var key in due)
        {
            try
            {
                await database.WriteAsync(
                    async unit => await changeOwner.HandleAsync(unit, (await ConversationStore.HoldAsync(unit, key))!, new OwnershipEvent.TimePassed()),
                    cancellationToken);
            }
            catch (Exception failure) when (failure is not StorageException && !cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, failure, key);     // the others have been promised something as well
            }
        }

        return due.Count;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(KeepAsync, Look, atOnce: true, clock, stoppingToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What was promised to the customer of conversation {Conversation} could not be kept; it is tried again")]
        public static partial void Failed(ILogger logger, Exception failure, long conversation);
    }
}
