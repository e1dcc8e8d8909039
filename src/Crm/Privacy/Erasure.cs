using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Privacy;

/// <summary>Where an erasure stands.</summary>
public enum ErasureState
{
    /// <summary>It begins as soon as no import is under way.</summary>
    Waiting,

    /// <summary>The rows are gone; what is left is searched for.</summary>
    Erased,

    /// <summary>It was searched for; the database lets go of the space.</summary>
    Searched,

    /// <summary>All is done.</summary>
    Done,
}

/// <summary>What was erased of a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Count">How many rows went, or were made to say nothing of anybody.</param>
/// <param name="Stays">How many rows stay under the id alone.</param>
public sealed record ErasedRows(string Table, long Count, long Stays);

/// <summary>What says that somebody was erased. It names nobody.</summary>
/// <param name="Number">Its number: <c>E-000123</c>.</param>
/// <param name="Customers">The ids that are gone.</param>
/// <param name="Because"><c>asked</c>, <c>retention</c> or <c>mistake</c>.</param>
/// <param name="AskedBy">Who asked for it, as <c>staff:…</c> or <c>api:…</c>.</param>
/// <param name="AskedAt">When.</param>
/// <param name="ErasedAt">When the rows went.</param>
/// <param name="Erased">What, by table.</param>
/// <param name="ColumnsSearched">In how many columns of the database was searched for what is left.</param>
/// <param name="FilesSearched">In how many files of the data folder; null: in none, as there are none here or the product was stopped meanwhile.</param>
/// <param name="Left">Where an identifier or a name of theirs was found. Of a name, somebody else may be called the same.</param>
/// <param name="EndedAt">When the search ended.</param>
public sealed record ErasureCertificate(
    string Number, IReadOnlyList<Guid> Customers, string Because, string AskedBy, DateTimeOffset AskedAt, DateTimeOffset ErasedAt, IReadOnlyList<ErasedRows> Erased,
    int ColumnsSearched, int? FilesSearched, IReadOnlyList<Residual> Left, DateTimeOffset EndedAt)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>As it is kept.</summary>
    internal string Written() => JsonSerializer.Serialize(this, Json);

    /// <summary>The hash of what is kept: SHA-256, in hexadecimal.</summary>
    internal static string HashOf(string written) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(written)));
}

/// <summary>That somebody is erased.</summary>
public sealed record Erasure
{
    /// <summary>Its number.</summary>
    public required long Number { get; init; }

    /// <summary>As people read it: <c>E-000123</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"E-{Number:D6}");

    /// <summary>The customer whose page it was.</summary>
    public required Guid Customer { get; init; }

    /// <summary><c>asked</c>, <c>retention</c> or <c>mistake</c>.</summary>
    public required string Because { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it stands.</summary>
    public required ErasureState State { get; init; }

    /// <summary>The hash of the certificate; null: it is not done.</summary>
    public string? Hash { get; init; }

    /// <summary>The certificate; null: nothing is erased yet.</summary>
    public ErasureCertificate? Certificate => Text is null ? null : JsonSerializer.Deserialize<ErasureCertificate>(Text, ErasureCertificate.Json);

    /// <summary>Whether the certificate is what was written.</summary>
    public bool IsSound => Text is not null && ErasureCertificate.HashOf(Text) == Hash;

    internal string? Text { get; init; }
}

/// <summary>What became of asking for an erasure.</summary>
public abstract record EraseOutcome
{
    private EraseOutcome()
    {
    }

    /// <summary>It will be done.</summary>
    public sealed record Asked(long Number) : EraseOutcome;

    /// <summary>There is no such customer.</summary>
    public sealed record NotFound : EraseOutcome;

    /// <summary>A legal hold wants their data.</summary>
    public sealed record Held(Protection Hold) : EraseOutcome;
}

/// <summary>Asks for somebody to be erased, and tells who was.</summary>
public sealed class AskForErasure(SignalLog signals, TimeProvider clock)
{
    internal const string Asked = "ErasureAsked";

    /// <summary>Why somebody may be erased.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["asked", "retention", "mistake"];

    internal const string Columns = "number, customer_id AS customer, because, asked_by, at, state, certificate AS text, hash";

    /// <summary>Asks; it is done in the background.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">Who, by any of their ids: all records that are the same go.</param>
    /// <param name="because">One of <see cref="Reasons"/>.</param>
    /// <param name="by">Who asks: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EraseOutcome> HandleAsync(UnitOfWork unit, Guid customer, string because, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        await IdentityStore.LockAsync(unit);
        var members = await IdentityStore.MembersAsync(unit, customer);
        if (members is not [var root, ..])
        {
            return new EraseOutcome.NotFound();
        }

        if ((await ProtectCustomer.OfAsync(unit, members)).FirstOrDefault(protection => protection.Kind == ProtectionKind.Hold) is { } hold)
        {
            return new EraseOutcome.Held(hold);
        }

        if (await unit.FindAsync<long?>("SELECT number FROM crm_erasure WHERE customer_id = @root AND state = 'waiting'", new { root }) is { } asked)
        {
            return new EraseOutcome.Asked(asked);
        }

        var now = clock.GetUtcNow();
        var number = await unit.GetAsync<long>(
            "INSERT INTO crm_erasure (customer_id, because, asked_by, at, state) VALUES (@root, @because, @by, @now, 'waiting') RETURNING number", new { root, because, by, now });
        await signals.AppendAsync(unit, new(Asked, now, Customer: root, Data: JsonSerializer.Serialize(new { erasure = number, by })));
        return new EraseOutcome.Asked(number);
    }

    /// <summary>One of them, or null.</summary>
    public static Task<Erasure?> FindAsync(Session session, long number)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.FindAsync<Erasure>($"SELECT {Columns} FROM crm_erasure WHERE number = @number", new { number });
    }

    /// <summary>Erasures, the newest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="before">The number to read on from; null: the newest.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<Erasure>> ListAsync(Session session, long? before, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<Erasure>($"SELECT {Columns} FROM crm_erasure WHERE number < @before ORDER BY number DESC LIMIT @take", new { before = before ?? long.MaxValue, take });
    }

    /// <summary>When a customer was erased; null: they were not.</summary>
    public static Task<DateTimeOffset?> ErasedAtAsync(Session session, Guid customer)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.FindAsync<DateTimeOffset?>("SELECT erased_at FROM crm_customer WHERE id = @customer AND erased_at IS NOT NULL", new { customer });
    }
}
