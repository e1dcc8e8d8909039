using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Sealing;

/// <summary>
/// Encrypts in the background what lies unencrypted from before there was a key, or before a field was declared sensitive. Rows and how far it is are written together, so that it goes on where it was stopped; in the end the database
/// lets go of what was there before.
/// </summary>
public sealed partial class SealRows(IDatabase database, IEnumerable<ISealing> parts, TimeProvider clock, ILogger<SealRows> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>Encrypts all that is left.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var part in parts)
        {
            while (await database.ReadAsync(session => IsLeftAsync(session, part), cancellationToken) && await database.WriteAsync(unit => StepAsync(unit, part), cancellationToken))
            {
                count++;
            }
        }

        if (count > 0)
        {
            await database.CompactAsync(cancellationToken);
            Log.Sealed(logger);
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(WorkAsync, Look, atOnce: true, clock, stoppingToken);

    private static async Task<bool> IsLeftAsync(Session session, ISealing part) => !await SealingStore.IsDoneAsync(session, part.Name);

    /// <returns>Whether there was something.</returns>
    private async Task<bool> StepAsync(UnitOfWork unit, ISealing part)
    {
        await unit.Dialect.LockAsync(unit, LockKeys.Of("sealing", part.Name));
        var stand = await SealingStore.FindAsync(unit, part.Name);
        if (stand?.EndedAt is not null)
        {
            return false;
        }

        var after = stand?.Position ?? 0;
        var last = await part.StepAsync(unit, after);
        await SealingStore.SaveAsync(unit, part.Name, last ?? after, last is null ? clock.GetUtcNow() : null);
        return last is not null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Sensitive fields from before there was a key are encrypted")]
        public static partial void Sealed(ILogger logger);
    }
}
