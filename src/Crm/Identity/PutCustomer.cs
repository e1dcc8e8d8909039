using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Import;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Identity;

/// <summary>What became of a customer who was put by a key.</summary>
public abstract record PutCustomerOutcome
{
    private PutCustomerOutcome()
    {
    }

    /// <summary>It is written down.</summary>
    /// <param name="Id">The customer's page.</param>
    /// <param name="IsNew">Whether nobody had the key.</param>
    public sealed record Done(Guid Id, bool IsNew) : PutCustomerOutcome;

    /// <summary>Some of it cannot be; nothing is written down.</summary>
    /// <param name="Errors">What is wrong, by field.</param>
    public sealed record Wrong(IReadOnlyDictionary<string, string[]> Errors) : PutCustomerOutcome;

    /// <summary>Several customers have the key and none has proved it; nothing is written down.</summary>
    /// <param name="Customers">Who.</param>
    public sealed record Several(IReadOnlyList<Guid> Customers) : PutCustomerOutcome;
}

/// <summary>Says what is known of whoever has a key, and makes the customer when nobody has it. The same said twice is said once.</summary>
public sealed class PutCustomer(EditCustomer edit)
{
    /// <summary>Puts a customer.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="key">What the customer is known by: kind and value.</param>
    /// <param name="fields">The fields; what is not among them stays.</param>
    /// <param name="identifiers">What else tells the customer apart; what is not among them stays.</param>
    /// <param name="source">One of <see cref="FactSources"/>.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<PutCustomerOutcome> HandleAsync(
        UnitOfWork unit, (string Kind, string Value) key, IReadOnlyDictionary<string, string?> fields, IReadOnlyList<(string Kind, string Value)> identifiers, string source, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(identifiers);
        await IdentityStore.LockAsync(unit);       // two who put the same at once make one
        if (IdentifierKinds.Normalise(key.Kind, key.Value) is not { } normalised)
        {
            return new PutCustomerOutcome.Wrong(new Dictionary<string, string[]> { ["key"] = [IdentifierKinds.FaultOf(key.Kind)] });
        }

        var known = (await KnownCustomer.FindAsync(unit, key.Kind, [normalised]))[normalised].Select(customer => customer.Id).ToList();
        if (known.Count > 1)
        {
            return new PutCustomerOutcome.Several(known);
        }

        FieldEdit[] edits = [.. fields.Select(field => new FieldEdit(field.Key, field.Value, Seen: null, Always: true))];
        var outcome = known is [var id] ? await ChangeAsync(unit, id, edits, identifiers, source, by) : await edit.CreateAsync(unit, edits, [key, .. identifiers], source, by);
        return outcome switch
        {
            EditCustomerOutcome.Done done => new PutCustomerOutcome.Done(done.Id, known.Count == 0),
            EditCustomerOutcome.Wrong wrong => new PutCustomerOutcome.Wrong(wrong.Errors),
            _ => throw new InvalidOperationException($"{outcome} of a customer who is there, whatever was seen"),
        };
    }

    private async Task<EditCustomerOutcome> ChangeAsync(UnitOfWork unit, Guid id, FieldEdit[] edits, IReadOnlyList<(string Kind, string Value)> identifiers, string source, string by)
    {
        var given = identifiers.Select(one => (one.Kind, one.Value, Normalised: IdentifierKinds.Normalise(one.Kind, one.Value))).ToList();
        if (given.FirstOrDefault(one => one.Normalised is null) is { Kind: { } kind })
        {
            return new EditCustomerOutcome.Wrong(new Dictionary<string, string[]> { [kind] = [IdentifierKinds.FaultOf(kind)] });
        }

        var known = (await CustomerProfile.FindAsync(unit, id))!.Identifiers.Select(one => (one.Kind, IdentifierKinds.Normalise(one.Kind, one.Value))).ToHashSet();
        var outcome = await edit.EditAsync(unit, id, edits, source, by);
        foreach (var one in given.Where(one => !known.Contains((one.Kind, one.Normalised))))
        {
            outcome = outcome is EditCustomerOutcome.Done ? await edit.IdentifyAsync(unit, id, one.Kind, one.Value, source, by) : outcome;
        }

        return outcome;
    }
}
