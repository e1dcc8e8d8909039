using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Privacy;

/// <summary>Makes an archive of what is held of somebody, through a temporary file into the database, so that every node can give it.</summary>
public sealed class MakeArchive(IDatabase database, IEnumerable<IPersonalData> rooms, SignalLog signals, IOptions<PrivacyOptions> options, TimeProvider clock)
{
    private const int PartBytes = 1 << 20;

    /// <summary>Does what was asked for.</summary>
    public async Task HandleAsync(long id, CancellationToken cancellationToken)
    {
        var access = (await database.ReadAsync(session => AskForArchive.FindAsync(session, id), cancellationToken))!;
        var person = await database.ReadAsync(async session => await Person.FindAsync(session, rooms, await IdentityStore.MembersAsync(session, access.Customer)), cancellationToken);
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"servicebot-archive-{Guid.NewGuid():N}"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose });
        await new PersonalArchive(database, rooms).WriteAsync(
            file,
            person,
            clock.GetUtcNow(),
            rows => database.WriteAsync(unit => unit.ExecuteAsync("UPDATE crm_access SET rows_done = @rows WHERE id = @id", new { id, rows }), cancellationToken),
            cancellationToken);
        file.Position = 0;
        await database.WriteAsync(unit => unit.ExecuteAsync("DELETE FROM crm_access_part WHERE access_id = @id", new { id }), cancellationToken);
        var buffer = new byte[PartBytes];
        for (var number = 0L; await file.ReadAtLeastAsync(buffer, PartBytes, throwOnEndOfStream: false, cancellationToken) is > 0 and var read; number++)
        {
            var part = buffer[..read];
            await database.WriteAsync(unit => unit.ExecuteAsync("INSERT INTO crm_access_part (access_id, number, bytes) VALUES (@id, @number, @part)", new { id, number, part }), cancellationToken);
        }

        var (bytes, now) = (file.Length, clock.GetUtcNow());
        await database.WriteAsync(
            async unit =>
            {
                await unit.ExecuteAsync("UPDATE crm_access SET state = 'ready', bytes = @bytes, ended_at = @now WHERE id = @id AND state = 'waiting'", new { id, bytes, now });
                await signals.AppendAsync(unit, new("AccessReady", now, Customer: access.Customer, Data: JsonSerializer.Serialize(new { access = id, by = access.AskedBy })));
                return true;
            },
            cancellationToken);
    }

    /// <summary>Archives from before this instant are over.</summary>
    internal DateTimeOffset GoneBefore => clock.GetUtcNow().AddDays(-options.Value.ArchiveDays);

    /// <summary>Lets go of archives whose days are over.</summary>
    public Task<bool> ForgetAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            var before = GoneBefore;
            await unit.ExecuteAsync("DELETE FROM crm_access_part WHERE access_id IN (SELECT id FROM crm_access WHERE state = 'ready' AND ended_at < @before)", new { before });
            await unit.ExecuteAsync("UPDATE crm_access SET state = 'gone' WHERE state = 'ready' AND ended_at < @before", new { before });
            return true;
        },
        cancellationToken);
}
