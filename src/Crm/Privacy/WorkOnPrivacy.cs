using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Privacy;

/// <summary>Makes archives and erases, one after the other, on one node at a time: who works on something holds it for a while, and whoever finds it unheld goes on with it.</summary>
public sealed partial class WorkOnPrivacy : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(30);

    private readonly SemaphoreSlim _asked = new(0);
    private readonly IDatabase _database;
    private readonly MakeArchive _archive;
    private readonly ErasePerson _erase;
    private readonly TimeProvider _clock;
    private readonly ILogger<WorkOnPrivacy> _logger;

    /// <summary>Makes it; it begins when the product starts, or when somebody calls <see cref="WorkAsync"/>.</summary>
    public WorkOnPrivacy(IDatabase database, MakeArchive archive, ErasePerson erase, SignalLog signals, TimeProvider clock, ILogger<WorkOnPrivacy> logger)
    {
        (_database, _archive, _erase, _clock, _logger) = (database, archive, erase, clock, logger);
        signals.Listen(signal =>
        {
            if (signal.Type is AskForArchive.Asked or AskForErasure.Asked)
            {
                _asked.Release();
            }
        });
    }

    /// <summary>Works on what was asked for, each once.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (!await _database.ReadAsync(session => IsThereWorkAsync(session, _archive.GoneBefore), cancellationToken))
        {
            return;      // nothing is written for nothing
        }

        await _archive.ForgetAsync(cancellationToken);
        for (var after = 0L; await ClaimAsync("crm_access", "id", after, cancellationToken) is { } next; after = next)
        {
            await HoldingAsync("crm_access", "id", [next], () => _archive.HandleAsync(next, cancellationToken));
        }

        var erasures = new Dictionary<long, ErasedTexts?>();
        await HoldingAsync("crm_erasure", "number", erasures.Keys, async () =>
        {
            for (var after = 0L; await ClaimAsync("crm_erasure", "number", after, cancellationToken) is { } next; after = next)
            {
                erasures[next] = null;
                erasures[next] = await _erase.BeginAsync(next, cancellationToken);
            }

            await _erase.EndAsync(erasures, cancellationToken);
        });
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.PutOff(_logger, failure);      // the disk is full, the database out of reach: it goes on from where it is
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await ((Task)_asked.WaitAsync(LookAgain, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> IsThereWorkAsync(Session session, DateTimeOffset before) => await session.FindAsync<long?>(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM crm_access WHERE state = 'waiting' OR (state = 'ready' AND ended_at < @before)) OR EXISTS (SELECT 1 FROM crm_erasure WHERE state <> 'done')", new { before }) is not null;

    /// <summary>Whatever comes of it, what was not ended can be begun again.</summary>
    private async Task HoldingAsync(string table, string key, IEnumerable<long> held, Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            var keys = held.ToArray();
            await _database.WriteAsync(unit => unit.ExecuteAsync($"UPDATE {table} SET claimed_until = NULL WHERE {unit.Dialect.IsIn(key, "@keys")}", new { keys }), CancellationToken.None);
        }
    }

    private Task<long?> ClaimAsync(string table, string key, long after, CancellationToken cancellationToken) => _database.WriteAsync(
        unit => unit.FindAsync<long?>(
            $"""
            UPDATE {table} SET claimed_until = @until
            WHERE {key} = (SELECT min({key}) FROM {table} WHERE {key} > @after AND state IN ('waiting', 'erased', 'searched') AND (claimed_until IS NULL OR claimed_until < @now))
                AND (claimed_until IS NULL OR claimed_until < @now)
            RETURNING {key}
            """,
            new { after, now = _clock.GetUtcNow(), until = _clock.GetUtcNow() + Hold }),
        cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Archives and erasures are put off for a moment")]
        public static partial void PutOff(ILogger logger, Exception failure);
    }
}
