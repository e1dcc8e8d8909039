using System.Text.Json;
using ServiceBot.Crm.Lists;
using ServiceBot.Crm.Sealing;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Fields;

/// <summary>Declares own fields, and changes what they are called, what may be chosen, where they stand and whether they are asked.</summary>
public sealed class EditFields(SignalLog signals, TimeProvider clock)
{
    /// <summary>Declares a field, or changes one.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="wanted">All that it shall be.</param>
    /// <param name="isNew">Whether it is a new one.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditOutcome<OwnField>> SaveAsync(UnitOfWork unit, OwnField wanted, bool isNew, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(wanted);
        await unit.Dialect.LockAsync(unit, LockKeys.Of("crm", "fields"));
        var known = await FieldStore.ListAsync(unit);
        var before = known.FirstOrDefault(field => field.Key == wanted.Key);
        if (!isNew && before is null)
        {
            return new EditOutcome<OwnField>.NotFound();
        }

        var field = wanted with { IsSensitive = wanted.IsSensitive || before?.IsSensitive == true, En = StoredText.CleanLine(wanted.En, 100), Zh = StoredText.CleanLine(wanted.Zh, 100), Choices = [.. wanted.Choices.Select(choice => StoredText.CleanLine(choice, 200))] };
        var errors = field.Errors();
        if (isNew && before is not null)
        {
            errors["key"] = ["Another field has it."];
        }
        else if (isNew && known.Count >= OwnField.Most)
        {
            errors["key"] = [$"There are {OwnField.Most} fields: no more fit."];
        }

        if (before is not null && before.Kind != field.Kind)
        {
            errors["kind"] = ["It stays as it is: what was said of the field would be no values any more. Declare another field."];
        }

        if (errors.Count > 0)
        {
            return new EditOutcome<OwnField>.Wrong(errors);
        }

        await FieldStore.SaveAsync(unit, field);
        if (field.IsSensitive && before is { IsSensitive: false })
        {
            await FacetStore.ForgetAsync(unit, field.Key);
            await SealingStore.BeginAgainAsync(unit, SealFacts.Part);
        }

        await signals.AppendAsync(unit, new(isNew ? "CustomerFieldDeclared" : "CustomerFieldChanged", clock.GetUtcNow(), Data: JsonSerializer.Serialize(new { field = field.Key, active = field.IsActive, sensitive = field.IsSensitive, by })));
        return new EditOutcome<OwnField>.Done(field);
    }
}
