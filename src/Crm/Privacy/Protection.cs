using System.Text.Json;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Privacy;

/// <summary>What a customer's data are protected from.</summary>
public enum ProtectionKind
{
    /// <summary>They are kept and used for nothing else: nobody is written to, compared, scored or segmented.</summary>
    Restriction,

    /// <summary>They must not be erased: a law or a court wants them.</summary>
    Hold,
}

/// <summary>A protection that somebody has put on a customer.</summary>
public sealed record Protection
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The customer.</summary>
    public required Guid Customer { get; init; }

    /// <summary>What from.</summary>
    public required ProtectionKind Kind { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who has put it, as <c>staff:…</c> or <c>api:…</c>.</summary>
    public required string SaidBy { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What became of a protection.</summary>
public enum ProtectOutcome
{
    /// <summary>It is as it was wanted, now or already.</summary>
    Done,

    /// <summary>There is no such customer.</summary>
    NotFound,

    /// <summary>No reason is given.</summary>
    NoReason,
}

/// <summary>Protects what is known of customers. Of several who are the same, a protection of one protects all.</summary>
public sealed class ProtectCustomer(SignalLog signals, TimeProvider clock)
{
    private const int LongestReason = 500;

    /// <summary>What protects some customers now.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="members">All who are the same.</param>
    public static Task<IReadOnlyList<Protection>> OfAsync(Session session, IReadOnlyCollection<Guid> members)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(members);
        return session.QueryAsync<Protection>(
            $"SELECT id, customer_id AS customer, kind, reason, said_by, at FROM crm_protection WHERE ended_at IS NULL AND {session.Dialect.IsIn("customer_id", "@members")} ORDER BY id", new { members = members.ToArray() });
    }

    /// <summary>What protects a customer now, by any of their ids; null: there is no such customer.</summary>
    public static async Task<IReadOnlyList<Protection>?> FindAsync(Session session, Guid customer) =>
        await IdentityStore.MembersAsync(session, customer) is { Count: > 0 } members ? await OfAsync(session, members) : null;

    /// <summary>Whether a customer is protected from something, by any of their ids.</summary>
    public static async Task<bool> IsAsync(Session session, Guid customer, ProtectionKind kind) =>
        (await OfAsync(session, await IdentityStore.MembersAsync(session, customer))).Any(protection => protection.Kind == kind);

    /// <summary>Which of some customers are protected from something.</summary>
    internal static async Task<IReadOnlySet<Guid>> AmongAsync(Session session, IReadOnlyCollection<Guid> customers, ProtectionKind kind) => (await session.QueryAsync<Guid>(
        $"""
        SELECT k.customer_id FROM crm_cluster k WHERE {session.Dialect.IsIn("k.customer_id", "@customers")}
            AND EXISTS (SELECT 1 FROM crm_protection p JOIN crm_cluster o ON o.customer_id = p.customer_id WHERE o.root = k.root AND p.kind = @kind AND p.ended_at IS NULL)
        UNION SELECT p.customer_id FROM crm_protection p WHERE {session.Dialect.IsIn("p.customer_id", "@customers")} AND p.kind = @kind AND p.ended_at IS NULL
        """,
        new { customers = customers.ToArray(), kind = WordOf(kind) })).ToHashSet();

    /// <summary>Puts a protection on a customer.</summary>
    public async Task<ProtectOutcome> HandleAsync(UnitOfWork unit, Guid customer, ProtectionKind kind, string? reason, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var why = StoredText.Clean(reason, LongestReason);
        if (why.Length == 0)
        {
            return ProtectOutcome.NoReason;
        }

        await IdentityStore.LockAsync(unit);
        var members = await IdentityStore.MembersAsync(unit, customer);
        if (members.Count == 0)
        {
            return ProtectOutcome.NotFound;
        }

        if (!(await OfAsync(unit, members)).Any(protection => protection.Kind == kind))
        {
            await unit.ExecuteAsync(
                "INSERT INTO crm_protection (customer_id, kind, reason, said_by, at) VALUES (@customer, @kind, @why, @by, @now)", new { customer, kind = WordOf(kind), why, by, now = clock.GetUtcNow() });
            await TellAsync(unit, members, kind, "CustomerProtected", by);
        }

        return ProtectOutcome.Done;
    }

    /// <summary>Takes it off again.</summary>
    public async Task<ProtectOutcome> EndAsync(UnitOfWork unit, Guid customer, ProtectionKind kind, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        await IdentityStore.LockAsync(unit);
        var members = await IdentityStore.MembersAsync(unit, customer);
        if (members.Count == 0)
        {
            return ProtectOutcome.NotFound;
        }

        if (await unit.ExecuteAsync(
            $"UPDATE crm_protection SET ended_at = @now, ended_by = @by WHERE ended_at IS NULL AND kind = @kind AND {unit.Dialect.IsIn("customer_id", "@members")}",
            new { now = clock.GetUtcNow(), by, kind = WordOf(kind), members = members.ToArray() }) > 0)
        {
            await TellAsync(unit, members, kind, "CustomerProtectionEnded", by);
        }

        return ProtectOutcome.Done;
    }

    /// <summary>What is computed of customers follows these signals: it goes, or comes again.</summary>
    private async Task TellAsync(UnitOfWork unit, IReadOnlyList<Guid> members, ProtectionKind kind, string signal, string by)
    {
        var data = JsonSerializer.Serialize(new { kind = WordOf(kind), by });
        await signals.AppendAsync(unit, new(signal, clock.GetUtcNow(), Customer: members[0], Data: data));
        if (kind == ProtectionKind.Restriction)
        {
            await signals.AppendAllAsync(unit, [.. members.Select(member => new Signal(CustomerSignals.Edited, clock.GetUtcNow(), Customer: member, Data: JsonSerializer.Serialize(new { fields = Array.Empty<string>(), by })))]);
        }
    }

    internal static string WordOf(ProtectionKind kind) => kind.ToString().ToLowerInvariant();
}
