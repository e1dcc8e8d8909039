using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Dispatch;

/// <summary>How work that waits is offered to people. Section <c>Desk:Routing:Offers</c>.</summary>
public sealed class OfferOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Desk:Routing:Offers";

    /// <summary>Whether waiting work is offered by itself to whoever has said that they are available. Default: true.</summary>
    public bool Automatic { get; set; } = true;

    /// <summary>Teams whose requests are not offered: people take them from the list. Default: none.</summary>
    public IList<string> TakenFromList { get; } = [];

    /// <summary>How long a conversation is kept for whom it is offered to, in seconds, 5 to 3,600. Default: 30.</summary>
    [Range(5, 3_600)]
    public int Seconds { get; set; } = 30;

    /// <summary>The same of a request, in seconds, 5 to 86,400. Default: 600.</summary>
    [Range(5, 86_400)]
    public int RequestSeconds { get; set; } = 600;

    /// <summary>For how long work is not offered again to who declined it or let it pass, in seconds, 0 to 86,400. Default: 600.</summary>
    [Range(0, 86_400)]
    public int TurnedDownSeconds { get; set; } = 600;

    /// <summary>After how much waiting each demanded skill level falls by one, in seconds, 0 (never) to 86,400. Default: 120.</summary>
    [Range(0, 86_400)]
    public int RelaxSeconds { get; set; } = 120;

    /// <summary>In how long a customer who waits in a conversation is to have a person, in seconds, 5 to 86,400. Default: 120.</summary>
    [Range(5, 86_400)]
    public int ConversationTargetSeconds { get; set; } = 120;

    /// <summary>How much somebody takes at once of whom the people page says nothing else, in the units of <see cref="Weights"/>, more than 0, up to 100. Default: 3.</summary>
    [Range(0.01, 100)]
    public double Capacity { get; set; } = 3;

    /// <summary>How much of the capacity one piece of work takes, by channel, 0 to 100. Default: a chat 1, a mail or a request 0.25.</summary>
    public IDictionary<string, double> Weights { get; } = new Dictionary<string, double>(StringComparer.Ordinal) { ["chat"] = 1, ["mail"] = 0.25, ["request"] = 0.25 };

    /// <summary>How many of a channel somebody holds at the most, so that what is quiet leaves room for who waits live. Default: 8 mails, 8 requests.</summary>
    public IDictionary<string, int> Most { get; } = new Dictionary<string, int>(StringComparer.Ordinal) { ["mail"] = 8, ["request"] = 8 };

    /// <summary>Which work asks for which skill; all that fit count. Default: none does.</summary>
    public IList<SkillRule> Skills { get; } = [];

    /// <summary>How long an offer of a kind lasts.</summary>
    public TimeSpan LengthOf(WorkKind kind) => TimeSpan.FromSeconds(kind == WorkKind.Conversation ? Seconds : RequestSeconds);

    /// <summary>How much of the capacity one piece of work of a channel takes.</summary>
    public double WeightOf(string channel) => Weights.TryGetValue(channel, out var weight) ? weight : 1;

    /// <summary>The skills that work asks for.</summary>
    internal IReadOnlyList<SkillDemand> DemandsOf(string? team, string? category, RequestPriority? priority) =>
        [.. Skills.Where(rule => rule.Fits(team, category, priority)).Select(rule => new SkillDemand(rule.Skill, rule.Level))];

    /// <summary>For how long who turned something down is not asked again.</summary>
    internal IReadOnlyList<TurnedDown> TurnedDownBy(IEnumerable<(Guid Agent, DateTimeOffset At)> refused) =>
        [.. refused.Select(past => new TurnedDown(past.Agent, past.At.AddSeconds(TurnedDownSeconds)))];
}

/// <summary>Work of this kind asks for a skill: every condition that is set must hold.</summary>
public sealed class SkillRule
{
    /// <summary>The team it is meant for.</summary>
    public string? Team { get; set; }

    /// <summary>A request's category.</summary>
    public string? Category { get; set; }

    /// <summary>A request's priority.</summary>
    public RequestPriority? Priority { get; set; }

    /// <summary>The skill: a short word.</summary>
    public string Skill { get; set; } = "";

    /// <summary>How well it is to be mastered, 1 to 5. Default: 1.</summary>
    public int Level { get; set; } = 1;

    internal bool Fits(string? team, string? category, RequestPriority? priority) =>
        (Team is null || Team == team) && (Category is null || Category == category) && (Priority is null || Priority == priority);
}

/// <summary>Says at the start which weight, limit or skill is wrong, and why.</summary>
internal sealed class OfferOptionsRules : IValidateOptions<OfferOptions>
{
    private static readonly string[] Channels = ["chat", "mail", "request"];

    public ValidateOptionsResult Validate(string? name, OfferOptions options)
    {
        var errors = ErrorsOf(options).Select(error => $"{OfferOptions.Section}:{error}").ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(OfferOptions options)
    {
        foreach (var (channel, weight) in options.Weights)
        {
            if (!Channels.Contains(channel) || weight is not (>= 0 and <= 100))
            {
                yield return $"Weights:{channel}: {weight} is not a weight from 0 to 100 of chat, mail or request.";
            }
        }

        foreach (var (channel, most) in options.Most)
        {
            if (!Channels.Contains(channel) || most < 0)
            {
                yield return $"Most:{channel}: {most} is not a number, 0 or more, of chat, mail or request.";
            }
        }

        foreach (var (index, team) in options.TakenFromList.Index())
        {
            if (!RequestLimits.IsWord(team))
            {
                yield return $"TakenFromList:{index}: '{team}' is not a team: a short word in lower case, such as billing (a-z, 0-9, _ and -, at most 40).";
            }
        }

        foreach (var (index, rule) in options.Skills.Index())
        {
            if (!RequestLimits.IsWord(rule.Skill))
            {
                yield return $"Skills:{index}:Skill: '{rule.Skill}' is not a short word in lower case, such as refunds (a-z, 0-9, _ and -, at most 40).";
            }

            if (rule.Level is < 1 or > 5)
            {
                yield return $"Skills:{index}:Level: {rule.Level} is not a level from 1 to 5.";
            }
        }
    }
}
