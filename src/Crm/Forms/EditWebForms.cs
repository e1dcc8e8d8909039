using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Consents;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Forms;

/// <summary>Declares forms, and changes them: each change is another version.</summary>
public sealed class EditWebForms(IOptions<ConsentOptions> purposes, SignalLog signals, TimeProvider clock)
{
    private const int LongestName = 40;

    /// <summary>Makes a form, or changes one.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="name">Its name: small letters, digits and -.</param>
    /// <param name="terms">All that it is from now on.</param>
    /// <param name="isNew">Whether it must not be there yet; otherwise it must.</param>
    /// <param name="version">The version that was read; null: any.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditOutcome<WebForm>> SaveAsync(UnitOfWork unit, string name, WebFormTerms terms, bool isNew, long? version, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(terms);
        await unit.Dialect.LockAsync(unit, LockKeys.Of("crm", "web forms"));
        var before = await WebFormStore.FindAsync(unit, name);
        if (before is null && !isNew)
        {
            return new EditOutcome<WebForm>.NotFound();
        }

        if (before is not null && version is not null && version != before.Version)
        {
            return new EditOutcome<WebForm>.Conflict(before);
        }

        var (clean, errors) = terms.Check();
        if (isNew && (name.Length is 0 or > LongestName || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')))
        {
            errors["name"] = [$"It must be small letters, digits and -, at most {LongestName}."];
        }
        else if (isNew && before is not null)
        {
            errors["name"] = ["Another form has it."];
        }

        if (clean.Consent is { } consent && !errors.ContainsKey("consent.purpose") && !purposes.Value.Purposes.ContainsKey(consent.Purpose))
        {
            errors["consent.purpose"] = [purposes.Value.NotDeclared];
        }

        if (errors.Count > 0)
        {
            return new EditOutcome<WebForm>.Wrong(errors);
        }

        var known = before?.Terms.Consent;
        var form = new WebForm
        {
            Name = name,
            Version = (before?.Version ?? 0) + 1,
            Terms = clean with
            {
                // A text that is taken out and put in again begins anew: its version is never one that had other words.
                Consent = clean.Consent is not { } asked ? null : asked with { Version = known is not null && asked with { Version = known.Version } == known ? known.Version : (before?.Version ?? 0) + 1 },
            },
            At = clock.GetUtcNow(),
            Who = by,
        };
        await WebFormStore.SaveAsync(unit, form);
        await signals.AppendAsync(unit, new(before is null ? "WebFormCreated" : "WebFormChanged", form.At, Data: JsonSerializer.Serialize(new { form = name, version = form.Version, open = clean.IsOpen, by })));
        return new EditOutcome<WebForm>.Done(form);
    }
}
