using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Insight.Segments.Own;

/// <summary>Settings of <c>Insight:Clusters</c>: how clusters of customers are looked for.</summary>
public sealed class ClusterOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Insight:Clusters";

    /// <summary>The most clusters that are tried.</summary>
    [Range(2, 20)]
    public int Most { get; set; } = 8;

    /// <summary>At most so many customers are looked at; of more, some are chosen by their ids, always the same.</summary>
    [Range(200, 1_000_000)]
    public int MostCustomers { get; set; } = 10_000;

    /// <summary>Days after which they are looked for anew; 0: never.</summary>
    [Range(0, 365)]
    public int EveryDays { get; set; } = 1;

    /// <summary>Makes chance repeatable.</summary>
    public int Seed { get; set; } = 1;
}
