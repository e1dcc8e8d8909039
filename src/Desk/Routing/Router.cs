using System.Globalization;
using System.Text;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Routing;

/// <summary>What a routing rule looks at.</summary>
internal sealed record RoutingFacts(string Category, RequestPriority Priority, string Language, string? OrderNumber, string Subject, string Details);

/// <summary>Where a request goes.</summary>
/// <param name="Team">The team.</param>
/// <param name="Priority">The priority it has now.</param>
/// <param name="Because">Which rule decided, for the history.</param>
internal sealed record RoutingDecision(string Team, RequestPriority Priority, string Because);

/// <summary>Decides by the rules of the settings.</summary>
internal static class Router
{
    /// <summary>Harborline's rules, for when the settings have none. What presses and what the law counts days for comes first.</summary>
    public static IReadOnlyList<RoutingRule> HarborlineRules { get; } =
    [
        new() { Category = "privacy", Team = "privacy", SetPriority = RequestPriority.High },
        new() { Category = "complaint", Team = "complaints", SetPriority = RequestPriority.High },
        new()
        {
            Keywords = { "emergency", "medical", "lifeline", "fire", "sparks", "burning smell", "紧急", "医疗", "着火", "冒烟", "烧焦" },
            Team = "faults", SetPriority = RequestPriority.Urgent,
        },
        new() { Category = "outage", Team = "faults", SetPriority = RequestPriority.High },
        new() { Category = "fault", Team = "faults" },
        new() { Category = "visit", Team = "field" },
        new() { Category = "billing", Team = "billing" },
        new() { Category = "payment", Team = "billing" },
        new() { Category = "refund", Team = "returns" },
        new() { Category = "return", Team = "returns" },
        new() { Category = "warranty", Team = "returns" },
        new() { Category = "delivery", Team = "orders" },
        new() { Category = "order", Team = "orders" },
        new() { Category = "cancellation", Team = "contracts" },
        new() { Category = "plan", Team = "contracts" },
        new() { Category = "moving", Team = "contracts" },
        new() { Category = "account", Team = "accounts" },
        new() { OrderNumber = true, Team = "orders" },
    ];

    public static RoutingDecision Decide(RoutingOptions options, RoutingFacts facts)
    {
        var (rules, origin) = options.Rules.Count > 0 ? ((IEnumerable<RoutingRule>)options.Rules, "rule") : (HarborlineRules, "built-in rule");
        foreach (var (index, rule) in rules.Index())
        {
            if (Fits(rule, facts, out var keyword))
            {
                return new(
                    rule.Team,
                    rule.SetPriority ?? facts.Priority,
                    string.Create(CultureInfo.InvariantCulture, $"{origin} {index + 1}: {Describe(rule, keyword)}"));
            }
        }

        return new(options.DefaultTeam, facts.Priority, "no rule fits: the default team");
    }

    private static bool Fits(RoutingRule rule, RoutingFacts facts, out string? keyword)
    {
        keyword = rule.Keywords.FirstOrDefault(word => Holds(facts.Subject, word) || Holds(facts.Details, word));
        return (rule.Category is null || string.Equals(rule.Category, facts.Category, StringComparison.OrdinalIgnoreCase))
            && (rule.Priority is null || rule.Priority == facts.Priority)
            && (rule.Language is null || rule.Language == facts.Language)
            && (rule.OrderNumber is null || rule.OrderNumber == (facts.OrderNumber is not null))
            && (rule.Keywords.Count == 0 || keyword is not null);
    }

    /// <summary>«bill» is not in «billion», but «断线» is in «老是断线».</summary>
    internal static bool Holds(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (!GoesOn(text, at - 1, at) && !GoesOn(text, at + word.Length - 1, at + word.Length))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether two neighbours belong to one word: both letters or digits of a script that parts its words.</summary>
    private static bool GoesOn(string text, int left, int right) =>
        left >= 0 && right < text.Length && IsOfAWord(text[left]) && IsOfAWord(text[right]);

    private static bool IsOfAWord(char c) => char.IsLetterOrDigit(c) && char.GetUnicodeCategory(c) != UnicodeCategory.OtherLetter;

    private static string Describe(RoutingRule rule, string? keyword)
    {
        var conditions = new StringBuilder();
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                conditions.Append(conditions.Length > 0 ? ", " : "").Append(name).Append(' ').Append(value);
            }
        }

        Add("category", rule.Category);
        Add("priority", rule.Priority?.ToString().ToLowerInvariant());
        Add("language", rule.Language);
        Add("order number", rule.OrderNumber switch { true => "given", false => "missing", null => null });
        Add("keyword", keyword);
        return conditions.ToString();
    }
}
