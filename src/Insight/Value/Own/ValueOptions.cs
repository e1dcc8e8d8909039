using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Insight.Value.Own;

/// <summary>Settings of <c>Insight:Value</c>: how far ahead customers' value is computed.</summary>
public sealed class ValueOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Insight:Value";

    /// <summary>How many months ahead.</summary>
    [Range(1, 60)]
    public int Months { get; set; } = 12;

    /// <summary>What money loses a month: 0.01 is one per cent.</summary>
    [Range(0, 0.2)]
    public double Discount { get; set; } = 0.01;

    /// <summary>The last so many days are held out to see how right it would have been.</summary>
    [Range(7, 730)]
    public int HoldOutDays { get; set; } = 90;

    /// <summary>To at most so many customers models are fitted; of more, to some chosen by their ids, always the same.</summary>
    [Range(100, 1_000_000)]
    public int MostCustomers { get; set; } = 5_000;

    /// <summary>Days after which it is computed anew; 0: never.</summary>
    [Range(0, 365)]
    public int EveryDays { get; set; } = 1;
}
