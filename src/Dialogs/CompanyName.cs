namespace ServiceBot.Dialogs;

/// <summary>Whose bot it is. Section <c>Company:Name</c>: pages, dialogs (<c>{company}</c>) and channels all show this name.</summary>
public sealed class CompanyName
{
    /// <summary>The section's name.</summary>
    public const string Section = "Company:Name";

    private const string Harborline = "Harborline";
    private const string HarborlineInChinese = "港联";

    /// <summary>In English, 1 to 100 characters. Default: <c>Harborline</c>.</summary>
    public string En { get; set; } = Harborline;

    /// <summary>In Chinese; empty: as in English. Default: <c>港联</c>, with the English default.</summary>
    public string Zh { get; set; } = "";

    /// <summary>The name in a language.</summary>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    public string In(string language) => language != "zh" ? En : Zh.Length > 0 ? Zh : En == Harborline ? HarborlineInChinese : En;
}
