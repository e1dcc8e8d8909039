using System.Text.Json;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Leads;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Forms;

/// <summary>What became of a form that somebody sent.</summary>
public abstract record SubmitWebFormOutcome
{
    private SubmitWebFormOutcome()
    {
    }

    /// <summary>It is written down, now or before.</summary>
    public sealed record Taken : SubmitWebFormOutcome;

    /// <summary>Some fields can't be so; nothing is written down.</summary>
    /// <param name="Fields">Which, and whether they are missing; otherwise they are none of what they should be.</param>
    public sealed record Wrong(IReadOnlyDictionary<string, bool> Fields) : SubmitWebFormOutcome;
}

/// <summary>Takes what somebody sends with a form: a lead comes of it, and, where the form says so, a customer, who is compared with those that are known.</summary>
public sealed class SubmitWebForm(EditLeads leads, EditCustomer customers, SetConsent consents, SignalLog signals)
{
    private const int LongestLine = 200;
    private const int LongestWish = 4_000;

    /// <summary>Takes an entry.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="form">The form.</param>
    /// <param name="sent">What was sent; of fields that the form does not have, nothing is read.</param>
    /// <param name="sellers">Who may get the lead.</param>
    public async Task<SubmitWebFormOutcome> HandleAsync(UnitOfWork unit, WebForm form, WebFormEntry sent, IReadOnlyCollection<LeadSeller> sellers)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(sent);
        var said = new Dictionary<string, string>();
        var wrong = new Dictionary<string, bool>();
        foreach (var field in form.Terms.Fields)
        {
            var text = sent.Said.GetValueOrDefault(field.Key);
            var clean = field.Key == "wish" ? StoredText.Clean(text, LongestWish) : StoredText.CleanLine(text, LongestLine);
            if (clean.Length > 0)
            {
                said[field.Key] = clean;
            }

            var kind = field.Key switch { "email" => IdentifierKinds.Email, "phone" => IdentifierKinds.Phone, _ => null };
            if (clean.Length == 0 ? field.IsRequired : kind is not null && IdentifierKinds.Normalise(kind, clean) is null)
            {
                wrong[field.Key] = clean.Length == 0;
            }
        }

        if (wrong.Count > 0)
        {
            return new SubmitWebFormOutcome.Wrong(wrong);
        }

        await unit.Dialect.LockAsync(unit, LockKeys.Of("web form", $"{form.Name} {sent.Key}"));
        if (await WebFormStore.HasEntryAsync(unit, form.Name, sent.Key))
        {
            return new SubmitWebFormOutcome.Taken();
        }

        var by = $"form:{form.Name}";
        var asked = form.Terms.Consent is { } consent ? new WebFormAsked(consent.Purpose, consent.Version, consent.In(sent.Language)) : null;
        var entry = sent with { Form = form.Name, FormVersion = form.Version, Said = said, Asked = asked, Agreed = asked is not null && sent.Agreed };
        var captured = await leads.CaptureAsync(unit, entry.LeadOf(form.Terms.Source), owner: null, sellers, by);
        if (captured is not EditOutcome<Lead>.Done { Now: var lead })
        {
            return new SubmitWebFormOutcome.Wrong(((EditOutcome<Lead>.Wrong)captured).Errors.Keys.ToDictionary(field => field, _ => false));
        }

        var whole = entry with { Lead = lead.Number, Customer = form.Terms.MakesCustomer ? await CustomerAsync(unit, entry, by) : null };
        await WebFormStore.AddAsync(unit, whole);
        if (whole is { Customer: { } customer, Agreed: true, Asked: { } read })
        {
            await consents.HandleAsync(unit, customer, read.Purpose, given: true, "form", new(read.Text, whole.Page, $"{by} {read.Version}", whole.Address));
        }

        await signals.AppendAsync(unit, new("WebFormSent", entry.At, Customer: whole.Customer, Data: JsonSerializer.Serialize(
            new { form = form.Name, version = form.Version, lead = lead.Label, purpose = asked?.Purpose, agreed = whole.Agreed, consentVersion = asked?.Version })));
        return new SubmitWebFormOutcome.Taken();
    }

    /// <summary>A customer of whom it is known what they said themselves; whether they are known already is found by comparing, as with everybody.</summary>
    private async Task<Guid?> CustomerAsync(UnitOfWork unit, WebFormEntry entry, string by)
    {
        FieldEdit[] edits =
        [
            .. new[] { (CustomerFields.Name, "name"), ("company", "company"), ("job_title", "jobTitle"), ("country", "country"), ("region", "region") }
                .Where(pair => entry.Said.ContainsKey(pair.Item2)).Select(pair => new FieldEdit(pair.Item1, entry.Said[pair.Item2], null)),
            new(CustomerFields.Language, entry.Language, null),
        ];
        var identifiers = new[] { (IdentifierKinds.Email, "email"), (IdentifierKinds.Phone, "phone") }.Where(pair => entry.Said.ContainsKey(pair.Item2)).Select(pair => (pair.Item1, entry.Said[pair.Item2])).ToList();
        return (await customers.CreateAsync(unit, edits, identifiers, FactSources.Customer, by) as EditCustomerOutcome.Done)?.Id;
    }
}
