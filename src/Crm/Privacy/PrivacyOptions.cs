using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Crm.Privacy;

/// <summary>Settings of <c>Crm:Privacy</c>.</summary>
public sealed class PrivacyOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Crm:Privacy";

    /// <summary>How many days an archive of what is held of somebody can be fetched, 1 to 90. Default: 7.</summary>
    [Range(1, 90)]
    public int ArchiveDays { get; set; } = 7;
}
