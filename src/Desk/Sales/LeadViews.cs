using ServiceBot.Crm.Leads;

namespace ServiceBot.Desk.Sales;

/// <summary>A lead as the API takes it: all of it.</summary>
/// <param name="Name">Who it is.</param>
/// <param name="Company">Their company.</param>
/// <param name="JobTitle">What they do there.</param>
/// <param name="Email">Their e-mail address.</param>
/// <param name="Phone">Their phone number.</param>
/// <param name="Country">Their country.</param>
/// <param name="Region">Their region.</param>
/// <param name="Source">Where they come from.</param>
/// <param name="Language"><c>en</c> or <c>zh</c>; missing: en.</param>
/// <param name="Wish">What they want.</param>
/// <param name="Owner">Who works on it; missing when it is captured: somebody is chosen; when it is changed: nobody.</param>
/// <param name="Version">The version that was read; when it is changed.</param>
internal sealed record LeadBody(
    string? Name = null, string? Company = null, string? JobTitle = null, string? Email = null, string? Phone = null, string? Country = null, string? Region = null, string? Source = null,
    string? Language = null, string? Wish = null, Guid? Owner = null, long? Version = null)
{
    public LeadTerms Terms => new()
    {
        Name = Name,
        Company = Company,
        JobTitle = JobTitle,
        Email = Email,
        Phone = Phone,
        Country = Country,
        Region = Region,
        Source = Source,
        Language = Language ?? "en",
        Wish = Wish,
    };
}

/// <summary>Where a lead is moved to.</summary>
internal sealed record MoveLeadBody(LeadStage? Stage, string? Reason = null, long? Version = null);

/// <summary>Something that a lead did.</summary>
/// <param name="Event">The event, as a rule of <c>Crm:Leads:Rules</c> has it.</param>
/// <param name="Key">What tells it apart from others.</param>
/// <param name="At">When; missing: now.</param>
internal sealed record LeadEventBody(string? Event, string? Key, DateTimeOffset? At = null);

/// <summary>What a lead becomes.</summary>
/// <param name="Title">What the opportunity is about.</param>
/// <param name="Amount">How much it is worth.</param>
/// <param name="CloseDay">When it is expected to be decided.</param>
/// <param name="Currency">The currency; missing: the company's own.</param>
/// <param name="Owner">Who works on the opportunity.</param>
/// <param name="Pipeline">The pipeline; missing: the first.</param>
/// <param name="Customer">Whom the lead becomes; missing: a customer is made of it.</param>
/// <param name="Version">The version that was read.</param>
internal sealed record ConvertLeadBody(string? Title, decimal? Amount, DateOnly? CloseDay, string? Currency = null, Guid? Owner = null, Guid? Pipeline = null, Guid? Customer = null, long? Version = null);

/// <summary>Nothing: an empty object.</summary>
internal sealed record RevertLeadBody;

/// <summary>A lead.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Lead">What is known of it.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Reason">Why it was dropped.</param>
/// <param name="Owner">Who works on it.</param>
/// <param name="OwnerWhy">Why they do; null: somebody chose them.</param>
/// <param name="Fit">Points by who they are, now.</param>
/// <param name="Engagement">Points by what they did, now.</param>
/// <param name="Odds">How likely it is to be converted, in percent, never 0 or 100; null: nothing was learned yet, or it has ended.</param>
/// <param name="Customer">Whom it became.</param>
/// <param name="Opportunity">Which opportunity it became.</param>
/// <param name="CreatedAt">When it was captured.</param>
/// <param name="ClosedAt">When it ended.</param>
/// <param name="Version">Its version.</param>
internal sealed record LeadView(
    string Number, LeadKnown Lead, LeadStage Stage, string? Reason, Guid? Owner, OwnerWhyView? OwnerWhy, double Fit, double Engagement, double? Odds, Guid? Customer, string? Opportunity,
    DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt, long Version)
{
    public static LeadView Of(Lead lead, IEnumerable<LeadPoint> ledger, LeadOdds odds, DateTimeOffset now)
    {
        var score = LeadScore.At(ledger, now);
        return new(
            lead.Label, LeadKnown.Of(lead.Terms), lead.Stage, lead.Reason, lead.Owner, lead.OwnerWhy is { } why ? OwnerWhyView.Of(why) : null, Math.Round(score.Fit, 2), Math.Round(score.Engagement, 2),
            lead.IsOpen && odds.Of(lead.Terms, lead.Stage) is { } chance ? PercentOf(chance.Probability) : null, lead.Customer, lead.Opportunity is { } number ? Crm.Opportunities.Opportunity.NameOf(number) : null,
            lead.CreatedAt, lead.ClosedAt, lead.Version);
    }

    /// <summary>In percent with two decimals; what rounds to 0 or 100 is neither.</summary>
    private static double PercentOf(double probability) => Math.Clamp(Math.Round(probability * 100, 2), 0.01, 99.99);
}

/// <summary>What is known of a lead.</summary>
internal sealed record LeadKnown(string? Name, string? Company, string? JobTitle, string? Email, string? Phone, string? Country, string? Region, string? Source, string Language, string? Wish)
{
    public static LeadKnown Of(LeadTerms terms) =>
        new(terms.Name, terms.Company, terms.JobTitle, terms.Email, terms.Phone, terms.Country, terms.Region, terms.Source, terms.Language, terms.Wish);
}

/// <summary>Why somebody got a lead.</summary>
/// <param name="Speaks">The lead's language, which they speak; null: they do not.</param>
/// <param name="OpenLeads">How many open leads they had.</param>
/// <param name="OfPeople">Of how many people they were chosen.</param>
internal sealed record OwnerWhyView(string? Speaks, long OpenLeads, long OfPeople)
{
    public static OwnerWhyView Of(string why) => AssignLead.Read(why) is var (language, open, of) ? new(language, open, of) : throw new System.Diagnostics.UnreachableException();
}

/// <summary>A line of a lead's ledger.</summary>
/// <param name="At">When.</param>
/// <param name="Kind"><c>fit</c> or <c>engagement</c>.</param>
/// <param name="Rule">The rule that gave the points.</param>
/// <param name="Points">The points.</param>
/// <param name="HalfLifeDays">After how many days half of them are left; null: all stay.</param>
/// <param name="Left">What is left of them now.</param>
internal sealed record LeadPointView(DateTimeOffset At, string Kind, string Rule, long Points, long? HalfLifeDays, double Left)
{
    public static LeadPointView Of(LeadPoint line, DateTimeOffset now) =>
        new(line.At, line.IsEngagement ? "engagement" : "fit", line.Rule, line.Points, line.HalfLifeDays, Math.Round(LeadScore.LeftOf(line, now), 2));
}

/// <summary>A lead with its ledger, and what its odds follow from.</summary>
internal sealed record LeadDetailsView(LeadView Lead, IReadOnlyList<LeadPointView> Ledger, IReadOnlyList<OddsFactor> Factors);
