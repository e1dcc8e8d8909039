using ServiceBot.Crm.Leads;

namespace ServiceBot.Web.Pages.Staff.Sales;

/// <summary>A lead as its form sends it.</summary>
public sealed class LeadForm
{
    public string? Name { get; set; }
    public string? Company { get; set; }
    public string? JobTitle { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? Country { get; set; }
    public string? Region { get; set; }
    public string? Source { get; set; }
    public string? Language { get; set; }
    public string? Wish { get; set; }
    public string? Owner { get; set; }
    public long? Version { get; set; }

    /// <summary>Who works on it; null: nobody.</summary>
    public Guid? OwnerId => Guid.TryParse(Owner, out var id) ? id : null;

    /// <summary>What is known.</summary>
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

    /// <summary>The form of a lead as it stands.</summary>
    public static LeadForm Of(Lead lead) => new()
    {
        Name = lead.Terms.Name,
        Company = lead.Terms.Company,
        JobTitle = lead.Terms.JobTitle,
        Email = lead.Terms.Email,
        Phone = lead.Terms.Phone,
        Country = lead.Terms.Country,
        Region = lead.Terms.Region,
        Source = lead.Terms.Source,
        Language = lead.Terms.Language,
        Wish = lead.Terms.Wish,
        Owner = lead.Owner?.ToString(),
        Version = lead.Version,
    };
}
