using Microsoft.Extensions.Options;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Crm.Privacy;

/// <summary>A rule of how long something is kept.</summary>
public sealed class RetentionRule
{
    /// <summary>What: <c>conversation</c>, <c>request</c>, <c>lead</c>, <c>import</c> or <c>customer</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>How many days, 1 to 36,500.</summary>
    public int Days { get; set; }

    /// <summary>Whether it is done. False: it is only shown what would be.</summary>
    public bool Enabled { get; set; }
}

/// <summary>Settings of <c>Crm:Retention</c>: how long what is kept.</summary>
public sealed class RetentionOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Crm:Retention";

    /// <summary>The rules by a name.</summary>
    public IDictionary<string, RetentionRule> Rules { get; } = new Dictionary<string, RetentionRule>(StringComparer.Ordinal);
}

/// <summary>What a rule needs to make sense.</summary>
internal sealed class RetentionOptionsRules(IEnumerable<IRetained> kinds) : IValidateOptions<RetentionOptions>
{
    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        var words = kinds.Select(kind => kind.Kind).Append(RetainedCustomers.Kind).Order(StringComparer.Ordinal).ToList();
        var wrong = options.Rules.Where(rule => rule.Value.Days is < 1 or > 36_500 || !words.Contains(rule.Value.Kind))
            .Select(rule => $"{RetentionOptions.Section}:Rules:{rule.Key}: Kind must be one of {string.Join(", ", words)}, Days from 1 to 36500.").ToList();
        return wrong.Count > 0 ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }
}
