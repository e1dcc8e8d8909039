using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Import.Files;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Import;

/// <summary>
/// Does what was asked for of batches, one after the other, some rows at a time. How far it is stands in the same transaction as the rows, so that each row is imported once, whatever
/// happens between two of them; and of several nodes that work on the same batch one is ahead, and the other sees that.
/// </summary>
public sealed partial class WorkOnImports : BackgroundService
{
    private const int Together = 1_000;
    private const int SavedEvery = 10;      // units of a dry run, which a crash lets begin anew
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _asked = new(0);
    private readonly IDatabase _database;
    private readonly SignalLog _signals;
    private readonly RevertImport _revert;
    private readonly ImportsUnderWay _underWay;
    private readonly TimeProvider _clock;
    private readonly ILogger<WorkOnImports> _logger;

    /// <summary>Makes it; it begins when the product starts, or when somebody calls <see cref="WorkAsync"/>.</summary>
    public WorkOnImports(IDatabase database, SignalLog signals, RevertImport revert, ImportsUnderWay underWay, TimeProvider clock, ILogger<WorkOnImports> logger)
    {
        (_database, _signals, _revert, _underWay, _clock, _logger) = (database, signals, revert, underWay, clock, logger);
        signals.Listen(signal =>
        {
            if (signal.Type.StartsWith("Import", StringComparison.Ordinal))
            {
                _asked.Release();
            }
        });
    }

    /// <summary>Works on everything that was asked for, until nothing is left.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (await _database.ReadAsync(ImportStore.NextBusyAsync, cancellationToken) is { } import
            && await _database.ReadAsync(session => ImportStore.FindAsync(session, import), cancellationToken) is { } batch)
        {
            try
            {
                await _underWay.DuringAsync(() => batch.State switch
                {
                    ImportState.Checking => CheckAsync(batch, cancellationToken),
                    ImportState.Running => RunAsync(batch, cancellationToken),
                    _ => _revert.WorkAsync(batch, cancellationToken),
                });
            }
            catch (InvalidDataException failure)
            {
                await EndAsync(batch, ImportState.Failed, failure.Message, cancellationToken);
                Log.Failed(_logger, import);
            }
        }
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

            // Another node's word does not come here; and what went wrong may be well again.
            await ((Task)_asked.WaitAsync(LookAgain, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CheckAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        using var file = await StoredFile.FetchAsync(_database, batch, cancellationToken);
        using var table = ImportTable.Open(file.Path, batch.FileName);
        var earlier = new Dictionary<ulong, int>();
        var differences = new List<ImportDifference>();
        var (rejects, units, rows, made, changed, unchanged, rejected) = (new List<ImportReject>(), 0, 0L, 0L, 0L, 0L, 0L);
        foreach (var unit in Units(batch, table, await _database.ReadAsync(FieldStore.SetAsync, cancellationToken), after: 0))
        {
            var known = await _database.ReadAsync(session => KnownAsync(session, batch, unit), cancellationToken);
            var plan = new ImportPlan(unit, known, _clock.GetUtcNow(), earlier);
            differences.AddRange(plan.Differences.Take(100 - differences.Count));
            rejects.AddRange(plan.Rejects);
            (rows, made, changed, unchanged) = (rows + unit.Count, made + plan.Made, changed + plan.Changed, unchanged + plan.Unchanged);
            if (++units % SavedEvery == 0 && !await SaveAsync())
            {
                return;
            }
        }

        if (await SaveAsync())
        {
            await EndAsync(batch, ImportState.Checked, fault: null, cancellationToken);
        }

        async Task<bool> SaveAsync()
        {
            // What is saved is all that is known, and not what is added: whoever begins anew, or does the same on another node, saves the same.
            (rejected, var saved) = (rejected + rejects.Count, rejects);
            rejects = [];
            return await _database.WriteAsync(
                async unit =>
                {
                    if (await ImportStore.HoldAsync(unit, batch.Id) is not { State: ImportState.Checking } present || present.MappingText != batch.MappingText)
                    {
                        return false;
                    }

                    await ImportStore.RejectAsync(unit, batch.Id, saved);
                    await ImportStore.SetDifferencesAsync(unit, batch.Id, differences);
                    await ImportStore.SetCountsAsync(unit, batch.Id, rows, made, changed, unchanged, rejected);
                    return true;
                },
                cancellationToken);
        }
    }

    private async Task RunAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        using var file = await StoredFile.FetchAsync(_database, batch, cancellationToken);
        using var table = ImportTable.Open(file.Path, batch.FileName);
        var (position, before) = (batch.Position, Task.FromResult(true));
        foreach (var rows in Units(batch, table, await _database.ReadAsync(FieldStore.SetAsync, cancellationToken), position))
        {
            // The next rows are read while these are written.
            if (!await before)
            {
                await StepAsideAsync(batch, cancellationToken);
                return;
            }

            var at = position;
            before = _database.WriteAsync(unit => WriteAsync(unit, batch, rows, at), cancellationToken);
            position += rows.Count;
        }

        if (await before)
        {
            await EndAsync(batch, ImportState.Done, fault: null, cancellationToken);
        }
        else
        {
            await StepAsideAsync(batch, cancellationToken);
        }
    }

    /// <summary>If another node is ahead, it is left alone for a while.</summary>
    private async Task StepAsideAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        if (await _database.ReadAsync(session => ImportStore.FindAsync(session, batch.Id), cancellationToken) is { State: ImportState.Running })
        {
            await Task.Delay(LookAgain, cancellationToken);
        }
    }

    /// <returns>False: somebody has stopped it, or another node is ahead.</returns>
    private async Task<bool> WriteAsync(UnitOfWork unit, ImportBatch batch, IReadOnlyList<ReadRow> rows, long position)
    {
        await IdentityStore.LockAsync(unit);
        if (await ImportStore.HoldAsync(unit, batch.Id) is not { State: ImportState.Running } present || present.Position != position)
        {
            return false;
        }

        var now = _clock.GetUtcNow();
        var plan = new ImportPlan(rows, await KnownAsync(unit, batch, rows), now);
        await ImportWriter.WriteAsync(unit, _signals, batch, plan, now);
        await ImportStore.RejectAsync(unit, batch.Id, plan.Rejects);
        await ImportStore.AdvanceAsync(unit, batch.Id, rows.Count, plan);
        await ImportStore.MarkEndAsync(unit, batch.Id);
        return true;
    }

    /// <summary>The customers that some rows are about, as far as they are known.</summary>
    private static Task<ILookup<string, KnownCustomer>> KnownAsync(Session session, ImportBatch batch, IReadOnlyList<ReadRow> rows) => batch.Mapping!.Key is { } kind
        ? KnownCustomer.FindAsync(session, kind, [.. rows.Where(row => row.Fault is null).Select(row => row.Key?.Normalised).OfType<string>().Distinct()])
        : Task.FromResult(Array.Empty<KnownCustomer>().ToLookup(_ => ""));

    private IEnumerable<IReadOnlyList<ReadRow>> Units(ImportBatch batch, ImportTable table, CustomerFieldSet fields, long after)
    {
        var reader = new RowReader(batch.Mapping!, table.Columns, fields, _clock.GetUtcNow());
        return table.Rows().Skip((int)after).Select(reader.Read).Chunk(Together);
    }

    private Task<bool> EndAsync(ImportBatch batch, ImportState state, string? fault, CancellationToken cancellationToken) => _database.WriteAsync(
        async unit =>
        {
            if (await ImportStore.HoldAsync(unit, batch.Id) is not { } present || present.State != batch.State)
            {
                return false;
            }

            await ImportStore.SetStateAsync(unit, batch.Id, state, _clock.GetUtcNow(), fault);
            if (fault is null)
            {
                await ImportStore.SetRowCountAsync(unit, batch.Id);
            }

            var what = state switch { ImportState.Checked => "ImportChecked", ImportState.Done => "ImportDone", _ => "ImportFailed" };
            await _signals.AppendAsync(unit, new(what, _clock.GetUtcNow(), Data: JsonSerializer.Serialize(new
            {
                import = batch.Id,
                rows = present.Position,
                made = present.Made,
                changed = present.Changed,
                unchanged = present.Unchanged,
                rejected = present.Rejected,
            })));
            return true;
        },
        cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Import {Import} can't go on: its file can't be read to its end")]
        public static partial void Failed(ILogger logger, long import);

        [LoggerMessage(LogLevel.Error, "Imports are put off for a moment")]
        public static partial void PutOff(ILogger logger, Exception failure);
    }
}
