using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Crm.Privacy;

/// <summary>
/// When an older backup was put back, those are there again who were erased since. Their keys are destroyed all the same, by which they are known: at the start they are erased again. Whoever is the same as somebody who was
/// not erased is left to people.
/// </summary>
public sealed partial class EraseReturned(IDatabase database, AskForErasure ask, ILogger<EraseReturned> logger) : BackgroundService
{
    private const int Together = 10_000;

    /// <summary>Asks for their erasure.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        for (long? after = 0; after is { } position;)
        {
            (var returned, after) = await database.ReadAsync(session => SubjectKeys.ReturnedAsync(session, position, Together), cancellationToken);
            foreach (var customer in returned)
            {
                await database.WriteAsync(unit => EraseAsync(unit, customer), cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WorkAsync(stoppingToken);
        }
        catch (Exception failure) when (failure is StorageException or OperationCanceledException)
        {
            // The next start looks again.
        }
    }

    private async Task<bool> EraseAsync(UnitOfWork unit, Guid customer)
    {
        var members = await IdentityStore.MembersAsync(unit, customer);
        if (members.Count == 0)
        {
            return false;
        }

        if ((await SubjectKeys.LiveAsync(unit, members)).Count > 0)
        {
            Log.NotAlone(logger, customer);
            return false;
        }

        if (await ask.HandleAsync(unit, customer, "asked", "system") is EraseOutcome.Held)
        {
            Log.Held(logger, customer);
            return false;
        }

        Log.Again(logger, customer);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Customer {Customer} was erased after this database was backed up, and is erased again")]
        public static partial void Again(ILogger logger, Guid customer);

        [LoggerMessage(LogLevel.Warning, "Customer {Customer} was erased after this database was backed up, and is not erased again: a legal hold was in the backup")]
        public static partial void Held(ILogger logger, Guid customer);

        [LoggerMessage(LogLevel.Warning, "Customer {Customer} was erased after this database was backed up, and is the same there as somebody who was not erased: decide which records are theirs, and erase them")]
        public static partial void NotAlone(ILogger logger, Guid customer);
    }
}
