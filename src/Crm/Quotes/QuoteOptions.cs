using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Crm.Quotes;

/// <summary>Settings of <c>Crm:Quotes</c>.</summary>
public sealed class QuoteOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Crm:Quotes";

    /// <summary>The greatest discount, in percent of list prices, that nobody else has to approve.</summary>
    [Range(0, 100)]
    public decimal MaxDiscount { get; set; } = 10;

    /// <summary>The greatest total, in the company's currency, that nobody else has to approve.</summary>
    [Range(0, 1_000_000_000_000)]
    public decimal MaxAmount { get; set; } = 10_000;

    /// <summary>For how many days a new quote holds.</summary>
    [Range(1, 3_650)]
    public int ValidDays { get; set; } = 30;

    /// <summary>Whether an opportunity is won when its quote is accepted.</summary>
    public bool WinsOpportunity { get; set; } = true;
}
