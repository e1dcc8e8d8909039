using Microsoft.Extensions.Options;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Routing;

/// <summary>Which team gets which request. Section <c>Desk:Routing</c>.</summary>
public sealed class RoutingOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Desk:Routing";

    /// <summary>The rules, in order; the first that fits decides. None (the default): Harborline's.</summary>
    public IList<RoutingRule> Rules { get; } = [];

    /// <summary>The team for what no rule fits. Default: <c>care</c>.</summary>
    public string DefaultTeam { get; set; } = "care";
}

/// <summary>One rule: every condition that is set must hold.</summary>
public sealed class RoutingRule
{
    /// <summary>The request's category.</summary>
    public string? Category { get; set; }

    /// <summary>The request's priority.</summary>
    public RequestPriority? Priority { get; set; }

    /// <summary>The request's language: <c>en</c> or <c>zh</c>.</summary>
    public string? Language { get; set; }

    /// <summary>One of these stands in the subject or the details: whole words in scripts that part them, any place in Chinese.</summary>
    public IList<string> Keywords { get; } = [];

    /// <summary>True: the request names an order. False: it names none.</summary>
    public bool? OrderNumber { get; set; }

    /// <summary>The team that gets it.</summary>
    public string Team { get; set; } = "";

    /// <summary>The priority it gets; absent: it keeps its own.</summary>
    public RequestPriority? SetPriority { get; set; }

    internal bool HasCondition => Category is not null || Priority is not null || Language is not null || Keywords.Count > 0 || OrderNumber is not null;
}

/// <summary>Says at the start which rule is wrong, and why.</summary>
internal sealed class RoutingOptionsRules : IValidateOptions<RoutingOptions>
{
    public ValidateOptionsResult Validate(string? name, RoutingOptions options)
    {
        var errors = options.Rules.SelectMany((rule, index) => ErrorsOf(rule).Select(error => $"{RoutingOptions.Section}:Rules:{index}: {error}")).ToList();
        if (!RequestLimits.IsWord(options.DefaultTeam))
        {
            errors.Add($"{RoutingOptions.Section}:DefaultTeam: {NotAWord(options.DefaultTeam)}");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(RoutingRule rule)
    {
        if (!RequestLimits.IsWord(rule.Team))
        {
            yield return $"Team: {NotAWord(rule.Team)}";
        }

        if (!rule.HasCondition)
        {
            yield return "The rule has no condition, so no later one would ever count. Use DefaultTeam for the rest.";
        }

        if (rule.Category is { } category && !RequestLimits.IsWord(category))
        {
            yield return $"Category: {NotAWord(category)}";
        }

        if (rule.Language is not (null or "en" or "zh"))
        {
            yield return $"Language: '{rule.Language}' is neither en nor zh.";
        }

        if (rule.Keywords.Any(string.IsNullOrWhiteSpace))
        {
            yield return "Keywords: one of them is empty, and would fit everything.";
        }
    }

    private static string NotAWord(string text) => $"'{text}' is not a short word in lower case, such as billing (a-z, 0-9, _ and -, at most 40).";
}
