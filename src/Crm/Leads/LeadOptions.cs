using Microsoft.Extensions.Options;

namespace ServiceBot.Crm.Leads;

/// <summary>A rule that gives points to leads: for what is known of them, or for what they did.</summary>
public sealed class LeadRule
{
    /// <summary>The field that it is about: <c>company</c>, <c>jobTitle</c>, <c>country</c>, <c>source</c> …; empty: it is about an event.</summary>
    public string Field { get; set; } = "";

    /// <summary>The field has one of these in it; none: anything.</summary>
    public IList<string> Words { get; } = [];

    /// <summary>The event that it is about: <c>visit</c>; empty: it is about a field.</summary>
    public string Event { get; set; } = "";

    /// <summary>The points, -1,000 to 1,000.</summary>
    public int Points { get; set; }

    /// <summary>After how many days half of an event's points are left, 1 to 3,650; 0: all stay.</summary>
    public int HalfLifeDays { get; set; }

    /// <summary>Whether what is known of a lead earns the points.</summary>
    internal bool Fits(LeadTerms terms) =>
        terms[Field] is { } value && (Words.Count == 0 || Words.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>Settings of <c>Crm:Leads</c>: what leads are scored by.</summary>
public sealed class LeadOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Crm:Leads";

    /// <summary>The rules by a name; the settings add rules and change these.</summary>
    public IDictionary<string, LeadRule> Rules { get; } = new Dictionary<string, LeadRule>(StringComparer.Ordinal)
    {
        ["company"] = new() { Field = "company", Points = 10 },
        ["reachable"] = new() { Field = "phone", Points = 5 },
        ["decides"] = new() { Field = "jobTitle", Words = { "director", "head", "chief", "owner", "manager", "总", "经理", "主管", "负责人" }, Points = 15 },
        ["visit"] = new() { Event = "visit", Points = 2, HalfLifeDays = 14 },
        ["prices"] = new() { Event = "prices", Points = 10, HalfLifeDays = 21 },
        ["reply"] = new() { Event = "reply", Points = 15, HalfLifeDays = 30 },
        ["demo"] = new() { Event = "demo", Points = 25, HalfLifeDays = 45 },
    };
}

/// <summary>What a rule of leads needs to make sense.</summary>
internal sealed class LeadOptionsRules : IValidateOptions<LeadOptions>
{
    public ValidateOptionsResult Validate(string? name, LeadOptions options)
    {
        var wrong = options.Rules.SelectMany(rule => Errors(rule.Key, rule.Value)).ToList();
        return wrong.Count > 0 ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Errors(string name, LeadRule rule)
    {
        if (rule.Field.Length == 0 == (rule.Event.Length == 0))
        {
            yield return $"{LeadOptions.Section}:Rules:{name}: it must be about a Field or an Event, and not both.";
        }

        if (rule.Points is < -1_000 or > 1_000 || rule.HalfLifeDays is < 0 or > 3_650)
        {
            yield return $"{LeadOptions.Section}:Rules:{name}: Points must be from -1000 to 1000, HalfLifeDays from 0 to 3650.";
        }
    }
}
