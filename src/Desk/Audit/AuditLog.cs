using System.Runtime.CompilerServices;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Audit;

/// <summary>How a check of the audit log ended.</summary>
/// <param name="Entries">How many entries were read.</param>
/// <param name="Head">The hash of the last sound entry: whoever writes it down elsewhere can tell later that nothing up to it was changed.</param>
/// <param name="BrokenAt">The number of the first entry that is not what was written; null: the chain is whole.</param>
/// <param name="HasHead">Whether an entry has the hash that was asked for; null: none was asked for.</param>
public sealed record AuditCheck(long Entries, string Head, long? BrokenAt, bool? HasHead);

/// <summary>Who has read and changed personal data: a chain of entries, appended to and never changed.</summary>
public static class AuditLog
{
    private const int PageSize = 5_000;
    private const string Columns = "number, at, actor, action, subject, previous, hash";

    private const string Insert = """
        INSERT INTO desk_audit (number, at, actor, action, subject, previous, hash) VALUES (@Number, @At, @Actor, @Action, @Subject, @Previous, @Hash)
        """;

    /// <summary>Appends what happened, in order.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="happened">When, who, what, and of whom.</param>
    internal static async Task AppendAsync(UnitOfWork unit, IReadOnlyList<(DateTimeOffset At, string Actor, string Action, string Subject)> happened)
    {
        await unit.Dialect.LockAsync(unit, LockKeys.Of("desk", "audit"));
        var last = await unit.FindAsync<AuditEntry>($"SELECT {Columns} FROM desk_audit ORDER BY number DESC LIMIT 1");
        var (number, previous) = (last?.Number ?? 0, last?.Hash ?? AuditEntry.Beginning);
        var entries = new List<AuditEntry>();
        foreach (var (at, actor, action, subject) in happened)
        {
            var entry = new AuditEntry
            {
                Number = ++number,
                At = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()),
                Actor = actor,
                Action = action,
                Subject = subject,
                Previous = previous,
                Hash = "",
            };
            previous = entry.Hashed();
            entries.Add(entry with { Hash = previous });
        }

        await unit.ExecuteAsync(Insert, entries);
    }

    /// <summary>Entries, the newest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="actor">Of this actor alone; null: of all.</param>
    /// <param name="subjects">Of these subjects alone; null: of all.</param>
    /// <param name="before">The number to read on from; null: the newest.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<AuditEntry>> ListAsync(Session session, string? actor, IReadOnlyCollection<string>? subjects, long? before, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<AuditEntry>(
            $"""
            SELECT {Columns} FROM desk_audit
            WHERE number < @before {(actor is null ? "" : "AND actor = @actor")} {(subjects is null ? "" : $"AND {session.Dialect.IsIn("subject", "@subjects")}")}
            ORDER BY number DESC LIMIT @take
            """,
            new { before = before ?? long.MaxValue, actor, subjects = subjects?.ToArray(), take });
    }

    /// <summary>Reads the whole chain and computes every hash anew.</summary>
    /// <param name="database">Where to read.</param>
    /// <param name="head">A hash that was written down earlier and must be in the chain; null: none was.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<AuditCheck> CheckAsync(IDatabase database, string? head, CancellationToken cancellationToken)
    {
        var (count, last, hasHead) = (0L, AuditEntry.Beginning, head == AuditEntry.Beginning);
        await foreach (var entry in ReadAsync(database, cancellationToken))
        {
            if (entry.Number != count + 1 || entry.Previous != last || entry.Hash != entry.Hashed())
            {
                return new(count, last, entry.Number, head is null ? null : hasHead);
            }

            (count, last) = (entry.Number, entry.Hash);
            hasHead |= entry.Hash == head;
        }

        return new(count, last, BrokenAt: null, head is null ? null : hasHead);
    }

    private static async IAsyncEnumerable<AuditEntry> ReadAsync(IDatabase database, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = long.MinValue; ;)
        {
            var page = await database.ReadAsync(
                session => session.QueryAsync<AuditEntry>($"SELECT {Columns} FROM desk_audit WHERE number > @after ORDER BY number LIMIT {PageSize}", new { after }), cancellationToken);
            foreach (var entry in page)
            {
                yield return entry;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Number;
        }
    }
}
