using Microsoft.Extensions.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Uploads;

/// <summary>Deletes customers' files whose time is over. Several nodes may do so side by side.</summary>
internal sealed class UploadService(IDatabase database, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    /// <summary>Deletes them now.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> DeleteAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(unit => UploadStore.DeleteUntilAsync(unit, clock.GetUtcNow()), cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DeleteAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is StorageException || stoppingToken.IsCancellationRequested)
            {
                // Files whose time is over are not served any more; they are deleted at a later look.
            }

            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
