using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Crm.Orders;

/// <summary>Settings of <c>Crm:Orders</c>.</summary>
public sealed class OrderOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Crm:Orders";

    /// <summary>In how many days an order is promised, if nobody says for when.</summary>
    [Range(0, 365)]
    public int PromiseDays { get; set; } = 5;
}
