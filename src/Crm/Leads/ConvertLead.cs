using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Leads;

/// <summary>Makes a lead a customer with an opportunity, and takes that back.</summary>
public sealed class ConvertLead(EditLeads leads, EditCustomer customers, EditOpportunities opportunities)
{
    /// <summary>Converts a lead.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">Which.</param>
    /// <param name="customer">Whom it becomes; null: a customer that is made of it.</param>
    /// <param name="terms">The opportunity.</param>
    /// <param name="pipeline">The pipeline that it goes through.</param>
    /// <param name="version">The version that was read; null: any.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public Task<EditOutcome<Lead>> HandleAsync(UnitOfWork unit, long number, Guid? customer, OpportunityTerms terms, Guid pipeline, long? version, string by) => leads.OfOpenAsync(
        unit,
        number,
        version,
        async lead =>
        {
            // Everything that may be wrong is known before anything is written.
            if (await opportunities.ErrorsAsync(unit, terms, pipeline) is { Count: > 0 } errors)
            {
                return new EditOutcome<Lead>.Wrong(errors);
            }

            if (customer is { } given && !await CustomerStore.ExistsAsync(unit, given))
            {
                return EditLeads.Wrong("customer", "There is no such customer.");
            }

            var known = await LeadStore.SaidAsync(unit, number);
            var said = customer is null ? await SayAsync(unit, lead, known is null ? null : Said.Read(known).Customer, by) : null;
            var made = ((EditOutcome<Opportunity>.Done)await opportunities.CreateAsync(unit, customer ?? said!.Customer, terms, pipeline, stage: null, by)).Now;
            var outcome = await leads.EndAsync(
                unit, lead, lead with { Stage = LeadStage.Converted, Reached = lead.Stage, Customer = customer ?? said!.Customer, Opportunity = made.Number }, "LeadConverted", by);
            await LeadStore.SayAsync(unit, number, said?.Write() ?? known);
            return outcome;
        });

    /// <summary>
    /// Takes a conversion back, as long as nobody has touched its opportunity: that is gone, what the conversion said of the customer that it made is withdrawn, and the lead is as it was. The
    /// customer's id stays, without anything said by the conversion, and is the lead's again when it is converted anew.
    /// </summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">Which.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditOutcome<Lead>> RevertAsync(UnitOfWork unit, long number, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (await EditLeads.HoldAsync(unit, number) is not { } lead)
        {
            return new EditOutcome<Lead>.NotFound();
        }

        if (lead.Stage != LeadStage.Converted)
        {
            return EditLeads.Wrong("stage", "It is not converted.");
        }

        if (!await opportunities.RemoveAsync(unit, lead.Opportunity!.Value, by))
        {
            return EditLeads.Wrong("opportunity", $"{Opportunity.NameOf(lead.Opportunity.Value)} has been changed since: end it there.");
        }

        if (await LeadStore.SaidAsync(unit, number) is { } text && Said.Read(text) is var said && said.Customer == lead.Customer)
        {
            foreach (var fact in said.Facts)
            {
                await customers.WithdrawAsync(unit, said.Customer, fact, by);      // what somebody has withdrawn already stays so
            }

            foreach (var identifier in said.Identifiers)
            {
                await customers.ForgetAsync(unit, said.Customer, identifier, by);      // what was proved since stays
            }
        }

        return await leads.ReopenAsync(unit, lead with { Customer = null }, lead.Reached!.Value, "LeadReverted", by);
    }

    /// <summary>Says what is known of a lead of a customer.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="lead">The lead.</param>
    /// <param name="before">The customer that it was before a conversion was taken back; null: none.</param>
    /// <param name="by">Who does it.</param>
    private async Task<Said> SayAsync(UnitOfWork unit, Lead lead, Guid? before, string by)
    {
        var source = by.StartsWith("staff:", StringComparison.Ordinal) ? FactSources.Staff : FactSources.Api;
        var fields = new[] { (CustomerFields.Name, lead.Terms.Name), ("company", lead.Terms.Company), ("job_title", lead.Terms.JobTitle), ("country", lead.Terms.Country), ("region", lead.Terms.Region), (CustomerFields.Language, lead.Terms.Language) }
            .Where(field => field.Item2 is not null).Select(field => new FieldEdit(field.Item1, field.Item2, Seen: null, Always: true)).ToList();
        var identifiers = new[] { (IdentifierKinds.Email, lead.Terms.Email), (IdentifierKinds.Phone, lead.Terms.Phone) }.Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!)).ToList();
        var was = before is { } known ? await CustomerProfile.FindAsync(unit, known) : null;
        Guid id;
        if (was is null)
        {
            id = ((EditCustomerOutcome.Done)await customers.CreateAsync(unit, fields, identifiers, source, by)).Id;
        }
        else
        {
            id = before!.Value;
            await customers.EditAsync(unit, id, fields, source, by);
            foreach (var (kind, value) in identifiers)
            {
                await customers.IdentifyAsync(unit, id, kind, value, source, by);
            }
        }

        var now = (await CustomerProfile.FindAsync(unit, id))!;
        return new(
            id,
            [.. now.Facts.Where(fact => fact.WithdrawnAt is null).Select(fact => fact.Id).Except(was?.Facts.Where(fact => fact.WithdrawnAt is null).Select(fact => fact.Id) ?? [])],
            [.. now.Identifiers.Select(one => one.Id).Except(was?.Identifiers.Select(one => one.Id) ?? [])]);
    }

    /// <summary>What a conversion said.</summary>
    private sealed record Said(Guid Customer, long[] Facts, long[] Identifiers)
    {
        public string Write() => JsonSerializer.Serialize(this);

        public static Said Read(string text) => JsonSerializer.Deserialize<Said>(text)!;
    }
}
