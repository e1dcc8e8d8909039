using System.Text.Json;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Privacy;

/// <summary>Where an archive of what is held of somebody stands.</summary>
public enum ArchiveState
{
    /// <summary>It is being made.</summary>
    Waiting,

    /// <summary>It can be fetched.</summary>
    Ready,

    /// <summary>Its days are over.</summary>
    Gone,
}

/// <summary>An archive of what is held of somebody.</summary>
public sealed record DataArchive
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid Customer { get; init; }

    /// <summary>Who asked for it, as <c>staff:…</c> or <c>api:…</c>.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it stands.</summary>
    public required ArchiveState State { get; init; }

    /// <summary>How many rows are in it so far.</summary>
    public required long RowsDone { get; init; }

    /// <summary>How long it is.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was ready; null: it is being made.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>Archives of what is held of somebody.</summary>
public sealed class AskForArchive(SignalLog signals, TimeProvider clock)
{
    internal const string Asked = "AccessAsked";
    private const string Columns = "id, customer_id AS customer, asked_by, at, state, rows_done, bytes, ended_at";

    /// <summary>Asks for one; it is made in the background.</summary>
    /// <returns>Its number; null: there is no such customer.</returns>
    public async Task<long?> HandleAsync(UnitOfWork unit, Guid customer, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (await IdentityStore.MembersAsync(unit, customer) is not [var root, ..])
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var id = await unit.GetAsync<long>("INSERT INTO crm_access (customer_id, asked_by, at, state) VALUES (@root, @by, @now, 'waiting') RETURNING id", new { root, by, now });
        await signals.AppendAsync(unit, new(Asked, now, Customer: root, Data: JsonSerializer.Serialize(new { access = id, by })));
        return id;
    }

    /// <summary>One of them, or null.</summary>
    public static Task<DataArchive?> FindAsync(Session session, long id)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.FindAsync<DataArchive>($"SELECT {Columns} FROM crm_access WHERE id = @id", new { id });
    }

    /// <summary>Archives, the newest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="before">The number to read on from; null: the newest.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<DataArchive>> ListAsync(Session session, long? before, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<DataArchive>($"SELECT {Columns} FROM crm_access WHERE id < @before ORDER BY id DESC LIMIT @take", new { before = before ?? long.MaxValue, take });
    }

    /// <summary>Writes one that is ready, part by part.</summary>
    public static async Task CopyAsync(IDatabase database, DataArchive access, Stream to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(to);
        for (var number = 0L; await database.ReadAsync(
            session => session.FindAsync<byte[]>("SELECT bytes FROM crm_access_part WHERE access_id = @Id AND number = @number", new { access.Id, number }), cancellationToken) is { } part; number++)
        {
            await to.WriteAsync(part, cancellationToken);
        }
    }
}
