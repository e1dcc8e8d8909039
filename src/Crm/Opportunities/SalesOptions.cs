using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Crm.Opportunities;

/// <summary>Settings of <c>Crm:Sales</c>.</summary>
public sealed class SalesOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Crm:Sales";

    /// <summary>The company's own currency, in which forecasts are: three capitals.</summary>
    [RegularExpression("^[A-Z]{3}$")]
    public string Currency { get; set; } = "USD";

    /// <summary>With how many closed opportunities a stage's own figure weighs against those that were in it.</summary>
    [Range(1, 10_000)]
    public int PriorWeight { get; set; } = 20;
}
