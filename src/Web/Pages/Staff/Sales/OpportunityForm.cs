using System.Globalization;
using ServiceBot.Crm.Opportunities;

namespace ServiceBot.Web.Pages.Staff.Sales;

/// <summary>An opportunity as its form sends it.</summary>
public sealed class OpportunityForm
{
    public string? Title { get; set; }
    public string? Amount { get; set; }
    public string? Currency { get; set; }
    public string? CloseDay { get; set; }
    public string? Owner { get; set; }
    public string? Probability { get; set; }
    public long? Version { get; set; }

    /// <summary>The form of an opportunity as it stands.</summary>
    public static OpportunityForm Of(Opportunity opportunity) => new()
    {
        Title = opportunity.Terms.Title,
        Amount = opportunity.Terms.Amount.ToString("0.###", CultureInfo.InvariantCulture),
        Currency = opportunity.Terms.Currency,
        CloseDay = opportunity.Terms.CloseDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Owner = opportunity.Terms.Owner?.ToString(),
        Probability = opportunity.Terms.Probability?.ToString(CultureInfo.InvariantCulture),
        Version = opportunity.Version,
    };

    /// <summary>The terms; null, and which field can't be read.</summary>
    public (OpportunityTerms? Terms, string? Fault) Read(IReadOnlyList<OpportunityLine> lines)
    {
        int? own = int.TryParse(Probability, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? percent : null;
        var amount = 0m;
        return own is null && !string.IsNullOrWhiteSpace(Probability) ? (null, "probability")
            : lines.Count == 0 && !decimal.TryParse(Amount?.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out amount) ? (null, "amount")
            : !DateOnly.TryParseExact(CloseDay, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (null, "closeDay")
            : (new()
            {
                Title = Title ?? "",
                Amount = amount,
                Currency = Currency?.Trim().ToUpperInvariant() ?? "",
                CloseDay = day,
                Owner = Guid.TryParse(Owner, out var owner) ? owner : null,
                Probability = own,
                Lines = lines,
            }, null);
    }
}
