using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Crm.Lifecycle;

/// <summary>Settings of <c>Crm:Lifecycle</c>: when customers are new, loyal and gone.</summary>
public sealed class LifecycleOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Crm:Lifecycle";

    /// <summary>Days for which whoever bought once is new.</summary>
    [Range(1, 3_650)]
    public double NewDays { get; set; } = 30;

    /// <summary>Purchases of a loyal customer, at the least.</summary>
    [Range(2, 10_000)]
    public int LoyalPurchases { get; set; } = 5;

    /// <summary>Days since the first purchase of a loyal customer, at the least.</summary>
    [Range(0, 36_500)]
    public double LoyalDays { get; set; } = 180;

    /// <summary>Times the customer's usual gap between two purchases without one, after which the customer is gone.</summary>
    [Range(1, 1_000)]
    public double ChurnGaps { get; set; } = 3;

    /// <summary>Days without a purchase below which nobody is gone.</summary>
    [Range(1, 36_500)]
    public double ChurnDays { get; set; } = 90;

    /// <summary>Days between two purchases of customers in the middle: for whoever has bought once only.</summary>
    [Range(1, 36_500)]
    public double UsualGapDays { get; set; } = 30;
}
