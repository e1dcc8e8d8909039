using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Fields;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Identity;

/// <summary>A field that somebody wants to read otherwise.</summary>
/// <param name="Field">A field of <see cref="CustomerFieldSet"/>.</param>
/// <param name="Value">What it shall be; empty: there is none.</param>
/// <param name="Seen">The number of the fact that counted when they looked; null: none did.</param>
/// <param name="Always">Whether it is written over whatever counts, seen or not.</param>
public sealed record FieldEdit(string Field, string? Value, long? Seen, bool Always = false);

/// <summary>What became of an edit.</summary>
public abstract record EditCustomerOutcome
{
    private EditCustomerOutcome()
    {
    }

    /// <summary>It is written down.</summary>
    /// <param name="Id">The customer's page.</param>
    public sealed record Done(Guid Id) : EditCustomerOutcome;

    /// <summary>There is no such customer, or nothing of that number with them.</summary>
    public sealed record NotFound : EditCustomerOutcome;

    /// <summary>Some of it cannot be; nothing is written down.</summary>
    /// <param name="Errors">What is wrong, by field.</param>
    public sealed record Wrong(IReadOnlyDictionary<string, string[]> Errors) : EditCustomerOutcome;

    /// <summary>Somebody else has changed the same fields meanwhile; nothing is written down.</summary>
    /// <param name="Fields">What counts for these fields now; a field that nothing counts for is null.</param>
    public sealed record Conflict(IReadOnlyDictionary<string, CustomerFact?> Fields) : EditCustomerOutcome;
}

/// <summary>Makes customers at the desk and over the API, and says what counts for their fields and what tells them apart.</summary>
public sealed class EditCustomer(SignalLog signals, TimeProvider clock)
{
    private const int LongestValue = 200;

    /// <summary>Makes a customer.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="edits">The fields.</param>
    /// <param name="identifiers">What tells them apart: kind and value.</param>
    /// <param name="source">One of <see cref="FactSources"/>.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditCustomerOutcome> CreateAsync(
        UnitOfWork unit, IReadOnlyList<FieldEdit> edits, IReadOnlyList<(string Kind, string Value)> identifiers, string source, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(edits);
        ArgumentNullException.ThrowIfNull(identifiers);
        var errors = new Dictionary<string, string[]>();
        var values = Read(await FieldStore.SetAsync(unit), edits, errors).Where(pair => pair.Value is not null).ToDictionary();
        var given = identifiers.Select(identifier => (identifier.Kind, identifier.Value, Normalised: Normalise(identifier.Kind, identifier.Value, errors))).ToList();
        if (values.Count == 0 && given.Count == 0)
        {
            errors["name"] = ["Say at least a name, or something that tells them apart."];
        }

        if (errors.Count > 0)
        {
            return new EditCustomerOutcome.Wrong(errors);
        }

        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await CustomerStore.AddAsync(unit, id, name: null, language: "en", now);
        foreach (var (field, value) in values)
        {
            await IdentityStore.SayAsync(unit, id, field, value, source, by, now);
        }

        foreach (var (kind, value, normalised) in given)
        {
            await CustomerStore.IdentifyAsync(unit, id, kind, value, normalised!, verifiedAt: null, now, source);
        }

        await IdentityStore.NameAsync(unit, [id]);
        await signals.AppendAsync(unit, new(CustomerSignals.Created, now, Customer: id, Data: JsonSerializer.Serialize(new { source, by })));
        return new EditCustomerOutcome.Done(id);
    }

    /// <summary>Says what counts for some fields, unless somebody else has said something of the same fields meanwhile.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">The customer, by the id of any that is the same.</param>
    /// <param name="edits">The fields.</param>
    /// <param name="source">One of <see cref="FactSources"/>.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditCustomerOutcome> EditAsync(UnitOfWork unit, Guid customer, IReadOnlyList<FieldEdit> edits, string source, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(edits);
        var errors = new Dictionary<string, string[]>();
        var values = Read(await FieldStore.SetAsync(unit), edits, errors);
        if (errors.Count > 0)
        {
            return new EditCustomerOutcome.Wrong(errors);
        }

        await IdentityStore.LockAsync(unit);
        var members = await IdentityStore.MembersAsync(unit, customer);
        if (members is not [var root, ..])
        {
            return new EditCustomerOutcome.NotFound();
        }

        var counts = Survivorship.Choose(await IdentityStore.FactsAsync(unit, members));
        var changes = values.Where(pair => counts.GetValueOrDefault(pair.Key)?.Value != pair.Value).ToDictionary();
        var passed = edits.Where(edit => changes.ContainsKey(edit.Field) && !edit.Always && edit.Seen != counts.GetValueOrDefault(edit.Field)?.Id).ToList();
        if (passed.Count > 0)
        {
            return new EditCustomerOutcome.Conflict(passed.ToDictionary(edit => edit.Field, edit => counts.GetValueOrDefault(edit.Field)));
        }

        foreach (var (field, value) in changes)
        {
            await IdentityStore.SayAsync(unit, root, field, value, source, by, clock.GetUtcNow());
        }

        return await EndAsync(unit, root, members, changes.Keys, by);
    }

    /// <summary>Sees to it that somebody has put one tag on a customer, and no other that stands still.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">The customer, by the id of any that is the same.</param>
    /// <param name="tag">The tag; null: none.</param>
    /// <param name="source">One of <see cref="FactSources"/>.</param>
    /// <param name="by">Who.</param>
    public async Task<EditCustomerOutcome> TagAsync(UnitOfWork unit, Guid customer, string? tag, string source, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        await IdentityStore.LockAsync(unit);
        var members = await IdentityStore.MembersAsync(unit, customer);
        if (members is not [var root, ..])
        {
            return new EditCustomerOutcome.NotFound();
        }

        var field = tag is null ? null : CustomerTag.Prefix + tag;
        var said = (await IdentityStore.FactsAsync(unit, members)).Where(fact => fact.SaidBy == by && fact.WithdrawnAt is null && CustomerTag.Of(fact.Field) is not null).ToList();
        var others = said.Where(fact => fact.Field != field).ToList();
        await unit.ExecuteAsync("UPDATE crm_fact SET withdrawn_at = @now WHERE id = @Id", others.Select(fact => new { now = clock.GetUtcNow(), fact.Id }).ToList());
        List<string> changed = [.. others.Select(fact => fact.Field)];
        if (field is not null && said.Count == others.Count)
        {
            await IdentityStore.SayAsync(unit, root, field, CustomerTag.On, source, by, clock.GetUtcNow());
            changed.Add(field);
        }

        return await EndAsync(unit, root, members, changed, by);
    }

    /// <summary>Takes back what somebody said of a field, so that what stood below it counts again.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">The customer, by the id of any that is the same.</param>
    /// <param name="fact">The fact.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditCustomerOutcome> WithdrawAsync(UnitOfWork unit, Guid customer, long fact, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        await IdentityStore.LockAsync(unit);
        var members = await IdentityStore.MembersAsync(unit, customer);
        if (members is not [var root, ..])
        {
            return new EditCustomerOutcome.NotFound();
        }

        if ((await IdentityStore.FactsAsync(unit, members)).FirstOrDefault(known => known.Id == fact && known.WithdrawnAt is null) is not { } said)
        {
            return new EditCustomerOutcome.NotFound();
        }

        await unit.ExecuteAsync("UPDATE crm_fact SET withdrawn_at = @now WHERE id = @fact", new { now = clock.GetUtcNow(), fact });
        return await EndAsync(unit, root, members, [said.Field], by);
    }

    /// <summary>Adds what tells a customer apart.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">The customer, by the id of any that is the same.</param>
    /// <param name="kind"><c>email</c>, <c>phone</c>, <c>customer_number</c> or <c>external_key</c>.</param>
    /// <param name="value">As it is given.</param>
    /// <param name="source">One of <see cref="FactSources"/>.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditCustomerOutcome> IdentifyAsync(UnitOfWork unit, Guid customer, string kind, string value, string source, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var errors = new Dictionary<string, string[]>();
        if (Normalise(kind, value, errors) is not { } normalised)
        {
            return new EditCustomerOutcome.Wrong(errors);
        }

        await IdentityStore.LockAsync(unit);
        var members = await IdentityStore.MembersAsync(unit, customer);
        if (members is not [var root, ..])
        {
            return new EditCustomerOutcome.NotFound();
        }

        await CustomerStore.IdentifyAsync(unit, root, kind, StoredText.CleanLine(value, LongestValue), normalised, verifiedAt: null, clock.GetUtcNow(), source);
        return await EndAsync(unit, root, members, [kind], by);
    }

    /// <summary>Takes back what was said to tell a customer apart. What was proved stays.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">The customer, by the id of any that is the same.</param>
    /// <param name="identifier">Its number.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditCustomerOutcome> ForgetAsync(UnitOfWork unit, Guid customer, long identifier, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        await IdentityStore.LockAsync(unit);
        if (await CustomerProfile.FindAsync(unit, customer) is not { } profile || profile.Identifiers.FirstOrDefault(known => known.Id == identifier) is not { } said)
        {
            return new EditCustomerOutcome.NotFound();
        }

        if (said.VerifiedAt is not null)
        {
            return new EditCustomerOutcome.Wrong(new Dictionary<string, string[]> { [said.Kind] = ["It was proved, so it stays. If it is somebody else's, take back that they are the same."] });
        }

        await unit.ExecuteAsync("UPDATE crm_identifier SET withdrawn_at = @now WHERE id = @identifier", new { now = clock.GetUtcNow(), identifier });
        return await EndAsync(unit, profile.Id, profile.Members, [said.Kind], by);
    }

    private async Task<EditCustomerOutcome> EndAsync(UnitOfWork unit, Guid root, IReadOnlyList<Guid> members, IEnumerable<string> fields, string by)
    {
        List<string> changed = [.. fields];
        if (changed.Count > 0)
        {
            await IdentityStore.NameAsync(unit, members);
            await signals.AppendAsync(unit, new(CustomerSignals.Edited, clock.GetUtcNow(), Customer: root, Data: JsonSerializer.Serialize(new { fields = changed, by })));
        }

        return new EditCustomerOutcome.Done(root);
    }

    private Dictionary<string, string?> Read(CustomerFieldSet fields, IEnumerable<FieldEdit> edits, Dictionary<string, string[]> errors)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var edit in edits)
        {
            if (fields.TryRead(edit.Field, edit.Value, clock.GetUtcNow(), out var value, out var fault))
            {
                values[edit.Field] = value;
            }
            else
            {
                errors[edit.Field] = [fault];
            }
        }

        return values;
    }

    /// <summary>What is compared; null: it is none, and the errors say why.</summary>
    private static string? Normalise(string kind, string value, Dictionary<string, string[]> errors)
    {
        if (IdentifierKinds.Normalise(kind, value) is { } normalised)
        {
            return normalised;
        }

        errors[IdentifierKinds.Given.Contains(kind) ? kind : "kind"] = [IdentifierKinds.FaultOf(kind)];
        return null;
    }
}
