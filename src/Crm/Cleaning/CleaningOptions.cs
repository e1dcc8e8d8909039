using System.ComponentModel.DataAnnotations;

namespace ServiceBot.Crm.Cleaning;

/// <summary>Settings of <c>Crm:Cleaning</c>: how customers' data is written.</summary>
public sealed class CleaningOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Crm:Cleaning";

    /// <summary>Where most customers are, as ISO 3166-1 alpha-2: phone numbers without calling code and postcodes without country are read as of there. Empty: they are left alone.</summary>
    [RegularExpression("[A-Z]{2}", ErrorMessage = "Crm:Cleaning:Country is two capital letters, such as GB or CN.")]
    public string? Country { get; set; }
}
