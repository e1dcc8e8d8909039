using System.Globalization;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Sla;

/// <summary>How soon requests are answered and settled. Section <c>Desk:Sla</c>.</summary>
public sealed class SlaOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Desk:Sla";

    /// <summary>The calendar of <c>Desk:OpeningHours</c>.</summary>
    public const string DeskCalendar = "desk";

    /// <summary>The calendar in which every hour counts.</summary>
    public const string Always = "always";

    /// <summary>Calendars by name, each as <c>Desk:OpeningHours</c>; <c>desk</c> and <c>always</c> are there already.</summary>
    public IDictionary<string, OpeningHoursOptions> Calendars { get; } = new Dictionary<string, OpeningHoursOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The policies. Of those that fit a request the most specific is its own: what names the customer comes before what names the contract, then the type, the category,
    /// the priority, the team, the language; of two that name the same the first. None (the default): one for each priority, in the desk's hours.
    /// </summary>
    public IList<SlaPolicy> Policies { get; } = [];

    /// <summary>What is done as a deadline comes near and is missed, under policies that do not say it themselves. Default: nothing.</summary>
    public IList<EscalationStep> Escalation { get; } = [];

    /// <summary>When a target is predicted to be missed.</summary>
    public RiskOptions AtRisk { get; } = new();
}

/// <summary>When a target is predicted to be missed. Section <c>Desk:Sla:AtRisk</c>.</summary>
public sealed class RiskOptions
{
    /// <summary>The share of like requests, of those as old, that were late, from which it is <c>likely</c>: 1 to 100 percent. Default: 50.</summary>
    public int LikelyPercent { get; set; } = 50;

    /// <summary>The same for <c>veryLikely</c>. Default: 80.</summary>
    public int VeryLikelyPercent { get; set; } = 80;

    /// <summary>With too few like requests: the share of the target that is used, from which it is <c>likely</c>, 1 to 100 percent. Default: 75.</summary>
    public int LikelyShare { get; set; } = 75;

    /// <summary>The same for <c>veryLikely</c>. Default: 90.</summary>
    public int VeryLikelyShare { get; set; } = 90;

    /// <summary>How many like requests it takes to compare with, 5 to 200. Default: 20.</summary>
    public int FewestRequests { get; set; } = 20;

    /// <summary>From which level on leads are shown a request wherever they are at the desk: <c>likely</c>, <c>veryLikely</c> or <c>none</c>. Default: <c>veryLikely</c>.</summary>
    public string AlertLevel { get; set; } = BreachRisk.VeryLikely;

    internal IEnumerable<string> Errors()
    {
        foreach (var (name, percent) in new[] { (nameof(LikelyPercent), LikelyPercent), (nameof(VeryLikelyPercent), VeryLikelyPercent), (nameof(LikelyShare), LikelyShare), (nameof(VeryLikelyShare), VeryLikelyShare) }
            .Where(setting => setting.Item2 is < 1 or > 100))
        {
            yield return $"{name}: {percent} is not between 1 and 100.";
        }

        if (LikelyPercent > VeryLikelyPercent || LikelyShare > VeryLikelyShare)
        {
            yield return "What is very likely must not come before what is likely.";
        }

        if (FewestRequests is < 5 or > 200)
        {
            yield return $"{nameof(FewestRequests)}: {FewestRequests} is not between 5 and 200.";
        }

        if (AlertLevel != "none" && !BreachRisk.Levels.Contains(AlertLevel))
        {
            yield return $"{nameof(AlertLevel)}: '{AlertLevel}' is none of {string.Join(", ", BreachRisk.Levels)} and none.";
        }
    }
}

/// <summary>Targets, and which requests they hold for: every condition that is set must hold.</summary>
public sealed class SlaPolicy
{
    /// <summary>What it is called.</summary>
    public string Name { get; set; } = "";

    /// <summary>The request's customer, by id.</summary>
    public Guid? Customer { get; set; }

    /// <summary>The kind of the contract that the request came under: a word of <c>Desk:Contracts:Tiers</c>.</summary>
    public string? Contract { get; set; }

    /// <summary>The request's type.</summary>
    public string? Type { get; set; }

    /// <summary>The request's priority.</summary>
    public RequestPriority? Priority { get; set; }

    /// <summary>The request's category.</summary>
    public string? Category { get; set; }

    /// <summary>The request's team.</summary>
    public string? Team { get; set; }

    /// <summary>The request's language: <c>en</c> or <c>zh</c>.</summary>
    public string? Language { get; set; }

    /// <summary>The calendar of its hours. Default: <c>desk</c>.</summary>
    public string Calendar { get; set; } = SlaOptions.DeskCalendar;

    /// <summary>Work hours until the first answer: <c>30m</c>, <c>4h</c>, <c>1h30m</c>; empty: no such target.</summary>
    public string FirstResponse { get; set; } = "";

    /// <summary>Work hours until each further word of the customer is answered; empty: no such target.</summary>
    public string NextResponse { get; set; } = "";

    /// <summary>Work hours until it is resolved; empty: no such target.</summary>
    public string Resolution { get; set; } = "";

    /// <summary>What is done as a deadline comes near and is missed; nothing (the default): what <see cref="SlaOptions.Escalation"/> says.</summary>
    public IList<EscalationStep> Escalation { get; } = [];

    /// <summary>What it names, in words, the most specific first.</summary>
    internal IReadOnlyList<string> Conditions =>
    [
        .. new[]
        {
            ("customer", Customer?.ToString()), ("contract", Contract), ("type", Type), ("category", Category), ("priority", Priority?.ToString()), ("team", Team), ("language", Language),
        }.Where(condition => condition.Item2 is not null).Select(condition => $"{condition.Item1} {condition.Item2}".ToLowerInvariant()),
    ];

    /// <summary>How specific it is: each thing that it names counts more than all that come after it.</summary>
    internal int Rank => new object?[] { Customer, Contract, Type, Category, Priority, Team, Language }.Aggregate(0, (rank, named) => (rank * 2) + (named is null ? 0 : 1));

    internal bool Fits(ServiceRequest request, string? contract) =>
        (Customer is null || Customer == request.Customer)
        && (Contract is null || string.Equals(Contract, contract, StringComparison.OrdinalIgnoreCase))
        && (Type is null || string.Equals(Type, request.Type, StringComparison.OrdinalIgnoreCase))
        && (Priority is null || Priority == request.Priority)
        && (Category is null || string.Equals(Category, request.Category, StringComparison.OrdinalIgnoreCase))
        && (Team is null || string.Equals(Team, request.Team, StringComparison.OrdinalIgnoreCase))
        && (Language is null || Language == request.Language);

    /// <summary>A length of time as it is written in the settings.</summary>
    /// <returns>False: it is not one, or none at all.</returns>
    internal static bool TryRead(string text, out TimeSpan length)
    {
        var digits = "";
        length = TimeSpan.Zero;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && digits.Length < 6)
            {
                digits += c;
            }
            else if (c is 'h' or 'm' && digits.Length > 0)
            {
                var number = int.Parse(digits, CultureInfo.InvariantCulture);
                length += c == 'h' ? TimeSpan.FromHours(number) : TimeSpan.FromMinutes(number);
                digits = "";
            }
            else
            {
                return false;
            }
        }

        return digits.Length == 0 && length > TimeSpan.Zero;
    }
}

/// <summary>Says at the start which policy or calendar is wrong, and why.</summary>
internal sealed class SlaOptionsRules(IOptions<ContractOptions> contracts) : IValidateOptions<SlaOptions>
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2_000);

    public ValidateOptionsResult Validate(string? name, SlaOptions options)
    {
        var errors = options.Policies.SelectMany((policy, index) => ErrorsOf(policy, options).Select(error => $"{SlaOptions.Section}:Policies:{index}: {error}"))
            .Concat(Unreached(options))
            .Concat(options.Policies.SelectMany((policy, index) => ErrorsOf(policy.Escalation, $"{SlaOptions.Section}:Policies:{index}:Escalation")))
            .Concat(ErrorsOf(options.Escalation, $"{SlaOptions.Section}:Escalation"))
            .Concat(options.AtRisk.Errors().Select(error => $"{SlaOptions.Section}:AtRisk:{error}"))
            .Concat(options.Calendars.SelectMany(calendar => ErrorsOf(calendar.Key, calendar.Value))).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Unreached(SlaOptions options) => options.Policies.Index().GroupBy(policy => string.Join(", ", policy.Item.Conditions)).SelectMany(same => same.Skip(1).Select(policy =>
        $"{SlaOptions.Section}:Policies:{policy.Index}: It names the same as Policies:{same.First().Index} ({(same.Key.Length == 0 ? "nothing" : same.Key)}), and so would never count."));

    private static IEnumerable<string> ErrorsOf(IList<EscalationStep> chain, string place) => chain.SelectMany((step, index) => step.Errors().Select(error => $"{place}:{index}: {error}"))
        .Concat(chain.Index().GroupBy(step => (step.Item.Key, step.Item.Target)).SelectMany(same => same.Skip(1).Select(step => $"{place}:{step.Index}: It is the same as {place}:{same.First().Index}.")));

    private IEnumerable<string> ErrorsOf(SlaPolicy policy, SlaOptions options)
    {
        if (policy.Contract is { } tier && !contracts.Value.Tiers.ContainsKey(tier))
        {
            yield return $"Contract: there is no '{tier}' in {ContractOptions.Section}:Tiers; {string.Join(", ", contracts.Value.Tiers.Keys.Order(StringComparer.Ordinal))} are.";
        }

        if (policy.Type is { } type && !RequestLimits.IsWord(type))
        {
            yield return $"Type: '{type}' is not a type of requests: a short word in lower case, such as visit.";
        }

        if (policy.Name.Length is 0 or > 60)
        {
            yield return "Name is missing or longer than 60 characters.";
        }

        if (policy.Calendar is not (SlaOptions.DeskCalendar or SlaOptions.Always) && !options.Calendars.ContainsKey(policy.Calendar))
        {
            yield return $"Calendar: there is no '{policy.Calendar}' in {SlaOptions.Section}:Calendars; desk and always are there without.";
        }

        foreach (var (target, text) in new[] { (nameof(policy.FirstResponse), policy.FirstResponse), (nameof(policy.NextResponse), policy.NextResponse), (nameof(policy.Resolution), policy.Resolution) })
        {
            if (text.Length > 0 && (!SlaPolicy.TryRead(text, out var length) || length > Longest))
            {
                yield return $"{target}: '{text}' is not a length of work time such as 30m, 4h or 1h30m, at most {Longest.TotalHours:0}h.";
            }
        }
    }

    private static IEnumerable<string> ErrorsOf(string name, OpeningHoursOptions hours)
    {
        var place = $"{SlaOptions.Section}:Calendars:{name}:";
        if (name.Equals(SlaOptions.DeskCalendar, StringComparison.OrdinalIgnoreCase) || name.Equals(SlaOptions.Always, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{place} The calendars desk and always are there already; choose another name.";
        }

        foreach (var error in OpeningHoursOptionsRules.ErrorsOf(hours))
        {
            yield return place + error;
        }

        if (hours.Week.Values.All(string.IsNullOrWhiteSpace))
        {
            yield return $"{place}Week: it is never open, so that nothing would ever be due.";
        }
    }
}
