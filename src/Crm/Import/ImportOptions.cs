using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Crm.Import;

/// <summary>What imports may take. Section <c>Crm:Import</c> of the settings.</summary>
public sealed class ImportOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Crm:Import";

    /// <summary>The longest file, MiB, 1 to 8,192. Default: 1,024.</summary>
    [Range(1, 8_192)]
    public int MaxFileMib { get; set; } = 1_024;
}
