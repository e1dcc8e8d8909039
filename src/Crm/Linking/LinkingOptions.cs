using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Crm.Linking;

/// <summary>Settings of <c>Crm:Linking</c>: what becomes of customers who may be one person.</summary>
public sealed class LinkingOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Crm:Linking";

    /// <summary>How likely, 0 to 1, two customers have to be one person to be joined without anybody's decision; 1: never, all are proposed.</summary>
    [Range(0.5, 1)]
    public double JoinAt { get; set; } = 0.999;
}
