using System.Text.Json;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Cleaning;

/// <summary>Does what somebody decides about a hint: nothing is written otherwise without them.</summary>
public sealed class CleanCustomer
{
    private readonly ReviewCustomers _review;
    private readonly EditCustomer _edit;
    private readonly SignalLog _signals;
    private readonly TimeProvider _clock;

    internal CleanCustomer(ReviewCustomers review, EditCustomer edit, SignalLog signals, TimeProvider clock) => (_review, _edit, _signals, _clock) = (review, edit, signals, clock);

    /// <summary>What could be written better about a customer, as it is now.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="profile">The customer.</param>
    public async Task<IReadOnlyList<CleaningHint>> FindAsync(Session session, CustomerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(profile);
        return _review.HintsOf(profile.Fields, profile.Identifiers, profile.Members, await QualityStore.DismissedAsync(session, profile.Members));
    }

    /// <summary>Writes what a hint suggests.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">The customer, by the id of any that is the same.</param>
    /// <param name="kind">What could be written better.</param>
    /// <param name="value">The value that was seen; null: there was none.</param>
    /// <param name="source">One of <see cref="FactSources"/>.</param>
    /// <param name="by">Who decides: <c>staff:…</c> or <c>api:…</c>.</param>
    /// <returns>Not found, too, when the value is another now, or when only a person knows what it should be.</returns>
    public async Task<EditCustomerOutcome> TakeAsync(UnitOfWork unit, Guid customer, HintKind kind, string? value, string source, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (await HintAsync(unit, customer, kind, value) is not ({ Suggestion: { } better } hint, { } profile))
        {
            return new EditCustomerOutcome.NotFound();
        }

        await QualityStore.RemoveAsync(unit, profile.Members, hint);
        if (profile.Identifiers.FirstOrDefault(one => one.Kind == hint.About && one.Value == hint.Value) is not { } old)
        {
            return await _edit.EditAsync(unit, profile.Id, [new(hint.About, better, profile.Fields.GetValueOrDefault(hint.About)?.Id)], source, by);
        }

        var done = await _edit.IdentifyAsync(unit, profile.Id, hint.About, better, source, by);
        return done is EditCustomerOutcome.Done ? await _edit.ForgetAsync(unit, profile.Id, old.Id, by) : done;
    }

    /// <summary>Says that a value is right as it is, so that nobody is asked again.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    public async Task<EditCustomerOutcome> DismissAsync(UnitOfWork unit, Guid customer, HintKind kind, string? value, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (await HintAsync(unit, customer, kind, value) is not ({ } hint, { } profile))
        {
            return new EditCustomerOutcome.NotFound();
        }

        var now = _clock.GetUtcNow();
        await QualityStore.RemoveAsync(unit, profile.Members, hint);
        await QualityStore.DismissAsync(unit, profile.Id, hint, by, now);
        await _signals.AppendAsync(unit, new(ReviewCustomers.Dismissed, now, Customer: profile.Id, Data: JsonSerializer.Serialize(new { kind = CleaningHint.WordOf(kind), by })));
        return new EditCustomerOutcome.Done(profile.Id);
    }

    private async Task<(CleaningHint? Hint, CustomerProfile? Profile)> HintAsync(UnitOfWork unit, Guid customer, HintKind kind, string? value)
    {
        await IdentityStore.LockAsync(unit);
        return await CustomerProfile.FindAsync(unit, customer) is { } profile
            ? ((await FindAsync(unit, profile)).FirstOrDefault(hint => hint.Kind == kind && (hint.Value ?? "") == (value ?? "")), profile)
            : (null, null);
    }
}
