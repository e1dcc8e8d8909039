using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ServiceBot.Crm.Identity;

namespace ServiceBot.Crm.Import;

/// <summary>A row that is not imported.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Reason">Why.</param>
/// <param name="Cells">The row as it is.</param>
public sealed record ImportReject(long Line, string Reason, IReadOnlyList<string> Cells);

/// <summary>What a row changes of a customer.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Customer">The customer.</param>
/// <param name="Name">What they are called now.</param>
/// <param name="Field">The field, or the kind of what tells them apart.</param>
/// <param name="Before">What counts; null: nothing, or it is added.</param>
/// <param name="After">What the row says.</param>
/// <param name="Counts">Whether that would count; false: somebody at the desk, or something that is trusted more, says otherwise.</param>
public sealed record ImportDifference(long Line, Guid Customer, string? Name, string Field, string? Before, string After, bool Counts);

/// <summary>What some rows of a file come to, beside what is known. It reads and writes nothing.</summary>
internal sealed class ImportPlan
{
    private const int MostDifferences = 100;

    private readonly DateTimeOffset _now;
    private readonly Queue<Guid> _ids;
    private readonly Dictionary<string, KnownCustomer> _made = new(StringComparer.Ordinal);
    private readonly List<(KnownCustomer Customer, string Field, string Value)> _facts = [];
    private readonly List<(KnownCustomer Customer, RowIdentifier Identifier)> _identifiers = [];
    private readonly List<ImportReject> _rejects = [];
    private readonly List<ImportDifference> _differences = [];
    private readonly HashSet<KnownCustomer> _customers = [];
    private readonly Dictionary<ulong, int>? _earlier;

    /// <summary>Plans some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="known">The customers that have their keys.</param>
    /// <param name="now">The present.</param>
    /// <param name="earlier">In a dry run: what earlier units of the same file would have made, by a hash of its key, and what was said of it last.</param>
    public ImportPlan(IReadOnlyList<ReadRow> rows, ILookup<string, KnownCustomer> known, DateTimeOffset now, Dictionary<ulong, int>? earlier = null)
    {
        (_now, _earlier) = (now, earlier);
        _ids = new(Enumerable.Range(0, rows.Count).Select(_ => Guid.CreateVersion7(now)).Order());      // in order, they are put beside each other
        foreach (var row in rows)
        {
            Add(row, known);
        }
    }

    public int Made { get; private set; }

    public int Changed { get; private set; }

    public int Unchanged { get; private set; }

    public IReadOnlyList<ImportReject> Rejects => _rejects;

    /// <summary>What changes of customers that are known, field by field: the first of it.</summary>
    public IReadOnlyList<ImportDifference> Differences => _differences;

    public IReadOnlyList<(KnownCustomer Customer, string Field, string Value)> Facts => _facts;

    public IReadOnlyList<(KnownCustomer Customer, RowIdentifier Identifier)> Identifiers => _identifiers;

    /// <summary>The customers that are made or changed.</summary>
    public IReadOnlyCollection<KnownCustomer> Customers => _customers;

    private void Add(ReadRow row, ILookup<string, KnownCustomer> known)
    {
        if (row.Fault is { } fault)
        {
            Reject(row, fault);
            return;
        }

        var holders = row.Key is { } key ? known[key.Normalised].ToList() : [];
        if (holders.Count > 1)
        {
            Reject(row, $"Several customers have {row.Key!.Value.Value}. Merge them, or find the customer by something else.");
            return;
        }

        var wasMade = row.Key is { } made && _earlier is not null && _earlier.ContainsKey(HashOf(made.Normalised));
        var customer = holders is [var only] ? only : row.Key is { } again && _made.TryGetValue(again.Normalised, out var just) ? just : null;
        if (customer is null && wasMade)
        {
            CountAgain(row);
            return;
        }

        if (customer is null)
        {
            var id = _ids.Dequeue();
            customer = new(id, isNew: true, []);
            Say(row, customer);
            Made++;
            if (row.Key is { } ours)
            {
                _made[ours.Normalised] = customer;
                _earlier?.TryAdd(HashOf(ours.Normalised), HashOf(row));
            }
        }
        else if (Say(row, customer))
        {
            Changed++;
        }
        else
        {
            Unchanged++;
        }
    }

    /// <summary>A dry run keeps of earlier units only what it has to: whether the row before said the same.</summary>
    private void CountAgain(ReadRow row)
    {
        var (key, hash) = (HashOf(row.Key!.Value.Normalised), HashOf(row));
        if (_earlier![key] == hash)
        {
            Unchanged++;
        }
        else
        {
            Changed++;
            _earlier[key] = hash;
        }
    }

    private bool Say(ReadRow row, KnownCustomer customer)
    {
        var (name, said) = (customer[CustomerFields.Name], false);
        foreach (var (field, value) in row.Fields)
        {
            var before = customer[field];
            if (customer.Say(field, value, _now))
            {
                said = true;
                _facts.Add((customer, field, value));
                Differ(row, customer, name, field, before, value, customer[field] == value);
            }
        }

        foreach (var identifier in row.Identifiers.Where(customer.Identify))
        {
            said = true;
            _identifiers.Add((customer, identifier));
            Differ(row, customer, name, identifier.Kind, null, identifier.Value, counts: true);
        }

        if (said)
        {
            _customers.Add(customer);
        }

        return said;
    }

    private void Differ(ReadRow row, KnownCustomer customer, string? name, string field, string? before, string after, bool counts)
    {
        if (!customer.IsNew && _differences.Count < MostDifferences)
        {
            _differences.Add(new(row.Row.Line, customer.Id, name, field, before, after, counts));
        }
    }

    private void Reject(ReadRow row, string reason) => _rejects.Add(new(row.Row.Line, reason, row.Row.Cells));

    private static ulong HashOf(string key) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(MemoryMarshal.AsBytes(key.AsSpan())));

    private static int HashOf(ReadRow row)
    {
        var hash = default(HashCode);
        foreach (var (field, value) in row.Fields)
        {
            hash.Add(field);
            hash.Add(value);
        }

        foreach (var identifier in row.Identifiers)
        {
            hash.Add(identifier);
        }

        return hash.ToHashCode();
    }
}
