using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Import.Files;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Import;

/// <summary>What became of something that was asked for of a batch.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>It is done, or has begun.</summary>
    /// <param name="Batch">The batch as it is now.</param>
    public sealed record Done(ImportBatch Batch) : ImportOutcome;

    /// <summary>There is no such batch.</summary>
    public sealed record NotFound : ImportOutcome;

    /// <summary>The file is longer than allowed.</summary>
    /// <param name="MaxMib">So long it may be.</param>
    public sealed record TooLarge(int MaxMib) : ImportOutcome;

    /// <summary>Something is wrong with what was sent.</summary>
    /// <param name="Errors">What, by field; of a file, where and how to mend it.</param>
    public sealed record Wrong(IReadOnlyDictionary<string, string[]> Errors) : ImportOutcome;

    /// <summary>The batch stands where that cannot be.</summary>
    /// <param name="Batch">The batch as it is.</param>
    public sealed record NotNow(ImportBatch Batch) : ImportOutcome;
}

/// <summary>Takes files in, and says what shall be done with them; <see cref="WorkOnImports"/> does it.</summary>
public sealed class ManageImports(IDatabase database, SignalLog signals, IOptions<ImportOptions> options, TimeProvider clock)
{
    private const int LongestName = 200;
    private static readonly TimeSpan ForgetUnfinished = TimeSpan.FromDays(1);

    /// <summary>The longest file, MiB.</summary>
    public int MaxFileMib => options.Value.MaxFileMib;

    /// <summary>Stores a file, and looks at it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="by">Who brings it: <c>staff:…</c> or <c>api:…</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImportOutcome> ReceiveAsync(Stream file, string? name, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var told = StoredText.CleanLine(Path.GetFileName(name ?? ""), LongestName) is { Length: > 0 } given ? given : "file.csv";
        using var received = await StoredFile.ReceiveAsync(file, (long)options.Value.MaxFileMib << 20, cancellationToken);
        if (received is null)
        {
            return new ImportOutcome.TooLarge(options.Value.MaxFileMib);
        }

        ImportLook look;
        try
        {
            using var table = ImportTable.Open(received.Path, told);
            look = ImportLook.Of(table);
        }
        catch (InvalidDataException failure)
        {
            return new ImportOutcome.Wrong(new Dictionary<string, string[]> { ["file"] = [failure.Message] });
        }

        var now = clock.GetUtcNow();
        await using var stored = File.OpenRead(received.Path);
        var id = await database.WriteAsync(
            async unit =>
            {
                await ImportStore.ForgetUnfinishedAsync(unit, now - ForgetUnfinished);
                return await ImportStore.AddAsync(unit, told, stored.Length, by, look, now);
            },
            cancellationToken);
        var buffer = new byte[StoredFile.PartBytes];
        for (var number = 0L; await stored.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is > 0 and var read; number++)
        {
            var (part, at) = (buffer[..read], number);
            await database.WriteAsync<int>(unit => ImportStore.AddPartAsync(unit, id, at, part), cancellationToken);
        }

        return await database.WriteAsync<ImportOutcome>(
            async unit =>
            {
                await ImportStore.SetStateAsync(unit, id, ImportState.Ready);
                await SayAsync(unit, "ImportReceived", id, by);
                return new ImportOutcome.Done((await ImportStore.FindAsync(unit, id))!);
            },
            cancellationToken);
    }

    /// <summary>A batch, or null.</summary>
    public Task<ImportBatch?> FindAsync(long import, CancellationToken cancellationToken) => database.ReadAsync(session => ImportStore.FindAsync(session, import), cancellationToken);

    /// <summary>Batches, the newest first.</summary>
    /// <param name="before">The one to read on from; null: from the beginning.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<ImportBatch>> ListAsync(long? before, int take, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ImportStore.ListAsync(session, before, take), cancellationToken);

    /// <summary>What of a batch was rejected, in the order of the file.</summary>
    /// <param name="import">The batch.</param>
    /// <param name="after">The line to read on from.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<ImportReject>> RejectsAsync(long import, long after, int take, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ImportStore.RejectsAsync(session, import, after, take), cancellationToken);

    /// <summary>The fields that columns can be taken for.</summary>
    public Task<CustomerFieldSet> FieldsAsync(CancellationToken cancellationToken) => database.ReadAsync(FieldStore.SetAsync, cancellationToken);

    /// <summary>Finds out, in the background, what a file would change; nothing is changed.</summary>
    /// <param name="import">The batch.</param>
    /// <param name="mapping">How the file is read.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ImportOutcome> CheckAsync(long import, ImportMapping mapping, string by, CancellationToken cancellationToken) => ActAsync(
        import,
        async (unit, batch) =>
        {
            ArgumentNullException.ThrowIfNull(mapping);
            if (mapping.Check(batch.Look.Columns, await FieldStore.SetAsync(unit)) is { Count: > 0 } errors)
            {
                return new ImportOutcome.Wrong(errors);
            }

            await ImportStore.BeginAsync(unit, import, ImportState.Checking, mapping);
            await SayAsync(unit, "ImportCheckAsked", import, by);
            return null;
        },
        cancellationToken, ImportState.Ready, ImportState.Checked);

    /// <summary>Imports a file, in the background; one that was stopped goes on where it was.</summary>
    public Task<ImportOutcome> RunAsync(long import, string by, CancellationToken cancellationToken) => ActAsync(
        import,
        async (unit, batch) =>
        {
            if (batch.State == ImportState.Checked)
            {
                await ImportStore.BeginAsync(unit, import, ImportState.Running, mapping: null);
                await ImportStore.MarkBeginAsync(unit, import);
            }
            else
            {
                await ImportStore.SetStateAsync(unit, import, ImportState.Running);
            }

            await SayAsync(unit, "ImportStarted", import, by);
            return null;
        },
        cancellationToken, ImportState.Checked, ImportState.Cancelled);

    /// <summary>Stops a dry run, or an import on its way; what is imported already stays until it is taken back.</summary>
    public Task<ImportOutcome> CancelAsync(long import, string by, CancellationToken cancellationToken) => ActAsync(
        import,
        async (unit, batch) =>
        {
            await ImportStore.SetStateAsync(unit, import, batch.State == ImportState.Checking ? ImportState.Ready : ImportState.Cancelled, clock.GetUtcNow());
            await SayAsync(unit, "ImportCancelled", import, by);
            return null;
        },
        cancellationToken, ImportState.Checking, ImportState.Running);

    /// <summary>Takes back all that a batch said, in the background. What others said stays.</summary>
    public Task<ImportOutcome> RevertAsync(long import, string by, CancellationToken cancellationToken) => ActAsync(
        import,
        async (unit, _) =>
        {
            await ImportStore.SetRevertedAsync(unit, import, clock.GetUtcNow());
            await ImportStore.SetStateAsync(unit, import, ImportState.Reverting);
            await SayAsync(unit, "ImportRevertAsked", import, by);
            return null;
        },
        cancellationToken, ImportState.Done, ImportState.Cancelled, ImportState.Failed);

    /// <summary>Says again, in the background, what was taken back of a batch.</summary>
    public Task<ImportOutcome> RestoreAsync(long import, string by, CancellationToken cancellationToken) => ActAsync(
        import,
        async (unit, _) =>
        {
            await ImportStore.SetStateAsync(unit, import, ImportState.Restoring);
            await SayAsync(unit, "ImportRestoreAsked", import, by);
            return null;
        },
        cancellationToken, ImportState.Reverted);

    /// <summary>The mappings that were saved.</summary>
    public Task<IReadOnlyList<ImportProfile>> ProfilesAsync(CancellationToken cancellationToken) => database.ReadAsync(ImportStore.ProfilesAsync, cancellationToken);

    /// <summary>Saves a mapping for files of the same kind.</summary>
    /// <returns>False: the name is none.</returns>
    public async Task<bool> SaveProfileAsync(string name, ImportMapping mapping, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        if (StoredText.CleanLine(name, LongestName) is not { Length: > 0 } told)
        {
            return false;
        }

        await database.WriteAsync(
            async unit =>
            {
                await ImportStore.SaveProfileAsync(unit, told, mapping, by, clock.GetUtcNow());
                return true;
            },
            cancellationToken);
        return true;
    }

    /// <summary>Forgets a saved mapping.</summary>
    /// <returns>False: there is none of that name.</returns>
    public Task<bool> ForgetProfileAsync(string name, CancellationToken cancellationToken) =>
        database.WriteAsync(async unit => await ImportStore.ForgetProfileAsync(unit, name) == 1, cancellationToken);

    private Task<ImportOutcome> ActAsync(
        long import, Func<UnitOfWork, ImportBatch, Task<ImportOutcome?>> act, CancellationToken cancellationToken, params ImportState[] from) => database.WriteAsync<ImportOutcome>(
        async unit => await ImportStore.HoldAsync(unit, import) switch
        {
            null or { State: ImportState.Uploading } => new ImportOutcome.NotFound(),
            var batch when !from.Contains(batch.State) => new ImportOutcome.NotNow(batch),
            var batch => await act(unit, batch) ?? new ImportOutcome.Done((await ImportStore.FindAsync(unit, import))!),
        },
        cancellationToken);

    private Task SayAsync(UnitOfWork unit, string what, long import, string by) =>
        signals.AppendAsync(unit, new(what, clock.GetUtcNow(), Data: JsonSerializer.Serialize(new { import, by })));
}
