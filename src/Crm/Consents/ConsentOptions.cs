using Microsoft.Extensions.Options;

namespace ServiceBot.Crm.Consents;

/// <summary>What data are used for, as the operator declares it.</summary>
public sealed class ConsentPurpose
{
    /// <summary>How it is called in English.</summary>
    public string En { get; set; } = "";

    /// <summary>The same in Chinese; empty: as in English.</summary>
    public string Zh { get; set; } = "";

    /// <summary>Whether the customer has to have agreed. False: it is done unless they object.</summary>
    public bool NeedsConsent { get; set; } = true;
}

/// <summary>Settings of <c>Crm:Consents</c>: what data are used for.</summary>
public sealed class ConsentOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Crm:Consents";

    /// <summary>What is wrong with a purpose that is not declared.</summary>
    internal string NotDeclared => $"It is one of {string.Join(", ", Purposes.Keys.Order(StringComparer.Ordinal))}; others are declared under {Section}:Purposes.";

    /// <summary>The purposes by a word; the settings add purposes and change these.</summary>
    public IDictionary<string, ConsentPurpose> Purposes { get; } = new Dictionary<string, ConsentPurpose>(StringComparer.Ordinal)
    {
        ["service"] = new() { En = "Answers and service", Zh = "客户服务", NeedsConsent = false },
        ["service_news"] = new() { En = "News of their requests", Zh = "服务通知", NeedsConsent = false },
        ["marketing"] = new() { En = "Offers and news", Zh = "营销信息" },
        ["profiling"] = new() { En = "Scores and segments", Zh = "画像与评分", NeedsConsent = false },
    };
}

/// <summary>What a purpose needs to make sense.</summary>
internal sealed class ConsentOptionsRules : IValidateOptions<ConsentOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsentOptions options)
    {
        var wrong = options.Purposes.Where(purpose => purpose.Value.En.Length == 0 || !IsWord(purpose.Key)).Select(purpose =>
            $"{ConsentOptions.Section}:Purposes:{purpose.Key}: it is a word of small letters, digits and _, up to 40, and needs a name in En.").ToList();
        return wrong.Count > 0 ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }

    /// <summary>Whether something may name a purpose, a channel or a text.</summary>
    internal static bool IsWord(string word) => word.Length is > 0 and <= 40 && word.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');
}
