using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Storage.Personal;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Privacy;

/// <summary>
/// Erases somebody: all rows in one transaction, or none; then looks for what is left in every column, lets the database let go of the space, and looks through the files. After a crash it goes on
/// with the step that was not done; what is searched for is kept until it was, and then forgotten. In the end the keys of what was encrypted are destroyed, so that backups have nothing of it either.
/// </summary>
public sealed class ErasePerson(IDatabase database, IEnumerable<IPersonalData> rooms, SignalLog signals, IOptions<StorageOptions> storage, TimeProvider clock)
{
    private const string Terms = "erasure terms";
    private static readonly string[] NotSearched = ["crm_erasure.terms"];

    /// <summary>Erases, and looks for what is left in the database.</summary>
    /// <returns>What was searched for, which the files are still to be searched for; null: that was forgotten, as the product was stopped meanwhile, or nothing is erased: an import is under way, or a hold came between.</returns>
    public async Task<ErasedTexts?> BeginAsync(long number, CancellationToken cancellationToken)
    {
        if (await StateAsync(number, cancellationToken) == ErasureState.Waiting && !await EraseAsync(number, cancellationToken))
        {
            return null;
        }

        var texts = await database.ReadAsync(session => TextsAsync(session, number), cancellationToken);
        if (await StateAsync(number, cancellationToken) == ErasureState.Erased)
        {
            await SearchAsync(number, texts ?? new([], []), cancellationToken);
        }

        return texts;
    }

    /// <summary>Lets the database let go of what was erased, once for all of them, looks through the files, and ends the certificates.</summary>
    /// <param name="erasures">The numbers, with what was searched for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task EndAsync(IReadOnlyDictionary<long, ErasedTexts?> erasures, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erasures);
        var searched = new List<long>();
        foreach (var number in erasures.Keys.Order())
        {
            if (await StateAsync(number, cancellationToken) == ErasureState.Searched)
            {
                searched.Add(number);
            }
        }

        if (searched.Count > 0)
        {
            await database.CompactAsync(cancellationToken);
        }

        foreach (var number in searched)
        {
            var files = erasures[number] is { } texts && storage.Value.Provider == StorageProvider.Sqlite
                ? await ResidualScan.FilesAsync(Path.GetDirectoryName(Path.GetFullPath(storage.Value.Path))!, texts.Identifiers, texts.Names, cancellationToken) : null;
            var erased = await database.ReadAsync(async session => (await AskForErasure.FindAsync(session, number))!.Certificate!.Customers, cancellationToken);
            await SubjectKeys.DestroyAsync(database, erased, cancellationToken);       // from here on, what backups have encrypted of them is nothing
            await SaveAsync(
                number,
                ErasureState.Done,
                certificate => certificate with
                {
                    FilesSearched = files?.Files,
                    Erased = [.. certificate.Erased.Select(rows => rows.Table == SubjectKeys.Table ? rows with { Stays = 0 } : rows)],      // the keys are destroyed
                    Left = [.. certificate.Left, .. files?.Found ?? []],
                    EndedAt = clock.GetUtcNow(),
                },
                cancellationToken);
        }
    }

    private static async Task<ErasedTexts?> TextsAsync(Session session, long number) =>
        await session.FindAsync<string>("SELECT terms FROM crm_erasure WHERE number = @number AND terms IS NOT NULL", new { number }) is { } terms
            && session.Cipher.Open((await AskForErasure.FindAsync(session, number))!.Customer, Terms, terms) is { } json ? JsonSerializer.Deserialize<ErasedTexts>(json) : null;

    private Task<ErasureState?> StateAsync(long number, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => (await AskForErasure.FindAsync(session, number))?.State, cancellationToken);

    private async Task<bool> EraseAsync(long number, CancellationToken cancellationToken)
    {
        // Files are read before the transaction, which others wait for.
        var erasure = (await database.ReadAsync(session => AskForErasure.FindAsync(session, number), cancellationToken))!;
        var before = await database.ReadAsync(async session => await Person.FindAsync(session, rooms, await IdentityStore.MembersAsync(session, erasure.Customer)), cancellationToken);
        await ImportTraces.FindAsync(database, before, cancellationToken);
        return await database.WriteAsync(
            async unit =>
            {
                await IdentityStore.LockAsync(unit);
                if (await ImportTraces.IsUnderWayAsync(unit) || await ProtectCustomer.IsAsync(unit, erasure.Customer, ProtectionKind.Hold))
                {
                    return false;
                }

                var (members, now) = (await IdentityStore.MembersAsync(unit, erasure.Customer), clock.GetUtcNow());
                var person = await Person.FindAsync(unit, rooms, members);
                person.Add(ImportTraces.Import, before.Keys<long>(ImportTraces.Import));
                var sealer = await unit.SealerAsync([erasure.Customer, .. members]);      // before the keys are given up; each has one, by which it is known in an older backup that it was erased
                var erased = await EraseAsync(unit, person);
                await unit.ExecuteAsync($"UPDATE crm_customer SET erased_at = @now, withdrawn_at = COALESCE(withdrawn_at, @now) WHERE {unit.Dialect.IsIn("id", "@ids")}", new { now, ids = members.ToArray() });
                var certificate = new ErasureCertificate(erasure.Name, members, erasure.Because, erasure.AskedBy, erasure.At, now, erased, 0, null, [], now).Written();
                await unit.ExecuteAsync(
                    "UPDATE crm_erasure SET state = 'erased', terms = @terms, certificate = @certificate WHERE number = @number",
                    new { number, certificate, terms = sealer.Seal(erasure.Customer, Terms, JsonSerializer.Serialize(new ErasedTexts([.. person.Identifiers], [.. person.Names]))) });
                await signals.AppendAllAsync(unit, [.. members.Select(member => new Signal("CustomerErased", now, Customer: member, Data: JsonSerializer.Serialize(new { erasure = number, by = erasure.AskedBy })))]);
                return true;
            },
            cancellationToken);
    }

    /// <summary>What rows alone do not hold goes first, since it is found by them.</summary>
    private async Task<IReadOnlyList<ErasedRows>> EraseAsync(UnitOfWork unit, Person person)
    {
        var counts = new SortedDictionary<string, (long Count, long Stays)>(StringComparer.Ordinal);
        foreach (var room in rooms)
        {
            foreach (var (what, count) in await room.EraseAsync(unit, person))
            {
                counts[what] = (counts.GetValueOrDefault(what).Count + count, 0);
            }
        }

        foreach (var table in rooms.SelectMany(room => room.Tables))
        {
            var changed = table.Becomes == "" ? 0 : await table.EraseAsync(unit, person);
            var stays = table.Becomes is null ? 0 : await table.CountAsync(unit, person);
            counts[table.Table] = (counts.GetValueOrDefault(table.Table).Count + changed, stays);
        }

        return [.. counts.Where(pair => pair.Value != (0, 0)).Select(pair => new ErasedRows(pair.Key, pair.Value.Count, pair.Value.Stays))];
    }

    private async Task SearchAsync(long number, ErasedTexts terms, CancellationToken cancellationToken)
    {
        var report = await ResidualScan.DatabaseAsync(database, terms.Identifiers, terms.Names, NotSearched, cancellationToken);
        await SaveAsync(
            number, ErasureState.Searched, certificate => certificate with { ColumnsSearched = report.Columns, Left = report.Found, EndedAt = clock.GetUtcNow() }, cancellationToken);
    }

    /// <summary>From the search on, nothing that tells who it was is left in it.</summary>
    private Task<bool> SaveAsync(long number, ErasureState state, Func<ErasureCertificate, ErasureCertificate> change, CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            var certificate = change((await AskForErasure.FindAsync(unit, number))!.Certificate!).Written();
            var isDone = state == ErasureState.Done;
            await unit.ExecuteAsync(
                "UPDATE crm_erasure SET state = @state, terms = NULL, certificate = @certificate, hash = @hash, ended_at = @endedAt WHERE number = @number",
                new
                {
                    number,
                    certificate,
                    state = state.ToString().ToLowerInvariant(),
                    hash = isDone ? ErasureCertificate.HashOf(certificate) : null,
                    endedAt = isDone ? clock.GetUtcNow() : (DateTimeOffset?)null,
                });
            return true;
        },
        cancellationToken);
}

/// <summary>By which somebody who was erased would be recognised; kept until it was searched for.</summary>
/// <param name="Identifiers">Addresses, numbers and accounts.</param>
/// <param name="Names">What they were called.</param>
public sealed record ErasedTexts(IReadOnlyList<string> Identifiers, IReadOnlyList<string> Names);
