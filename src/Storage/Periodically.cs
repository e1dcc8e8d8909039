namespace ServiceBot.Storage;

/// <summary>Work that background services do now and then.</summary>
public static class Periodically
{
    /// <summary>
    /// Does it again and again until the process stops. A database that is out of reach for a while only puts it off: who writes reports it, and the next time
    /// is soon.
    /// </summary>
    /// <param name="work">What to do.</param>
    /// <param name="every">The pause between two times.</param>
    /// <param name="atOnce">Whether the first time is now, or after a pause: a start has enough to do.</param>
    /// <param name="clock">Measures the pause.</param>
    /// <param name="stoppingToken">The stop of the process.</param>
    public static async Task DoAsync(Func<CancellationToken, Task> work, TimeSpan every, bool atOnce, TimeProvider clock, CancellationToken stoppingToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        for (var pause = !atOnce; !stoppingToken.IsCancellationRequested; pause = true)
        {
            if (pause)
            {
                await Task.Delay(every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            try
            {
                await work(stoppingToken);
            }
            catch (Exception failure) when (failure is StorageException || stoppingToken.IsCancellationRequested)
            {
                // It is told above why this is all.
            }
        }
    }

    /// <summary>Does it at once, and again only until it has come to an end without the database having been out of reach.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="pause">The pause before it is tried again.</param>
    /// <param name="clock">Measures the pause.</param>
    /// <param name="stoppingToken">The stop of the process.</param>
    public static async Task DoOnceAsync(Func<CancellationToken, Task> work, TimeSpan pause, TimeProvider clock, CancellationToken stoppingToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await DoAsync(
            async token =>
            {
                await work(token);
                await done.CancelAsync();
            },
            pause, atOnce: true, clock, done.Token);
    }
}
