using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Outreach.Campaigns;

/// <summary>How customers come into a campaign.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntryKind>))]
public enum EntryKind
{
    /// <summary>All of a segment, once.</summary>
    Segment,

    /// <summary>Whoever comes into a segment.</summary>
    SegmentEntered,

    /// <summary>Whoever something happens to: see <see cref="EntrySignals"/>.</summary>
    Signal,

    /// <summary>Each day those of whom most is to be saved: by how likely they leave, what they are worth, and what care was found to change.</summary>
    Care,
}

/// <summary>Who comes into a campaign, and when.</summary>
public sealed record CampaignEntry
{
    /// <summary>How.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>The segment, for kinds that go by one; with <see cref="EntryKind.Care"/> those among whom is chosen, null: all.</summary>
    public long? Segment { get; init; }

    /// <summary>What happens, of <see cref="EntrySignals"/>.</summary>
    public string? Signal { get; init; }

    /// <summary>When all of a segment enter; null: at the start.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How many are chosen each day for care; 1 or more.</summary>
    public int PerDay { get; init; } = 20;

    /// <summary>After how many days somebody may take part again; null: never.</summary>
    public int? AgainAfterDays { get; init; }
}

/// <summary>What a campaign is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GoalKind>))]
public enum GoalKind
{
    /// <summary>The customer orders something.</summary>
    Order,

    /// <summary>The customer answers.</summary>
    Answer,

    /// <summary>The customer says that they are satisfied: 4 or 5 of 5.</summary>
    Rating,
}

/// <summary>What a campaign is for, and within which time.</summary>
/// <param name="Kind">What.</param>
/// <param name="Days">Within so many days after the customer came in, 1 to 365.</param>
public sealed record CampaignGoal(GoalKind Kind, int Days);

/// <summary>One thing that is done with who takes part.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Send), "send")]
[JsonDerivedType(typeof(Wait), "wait")]
[JsonDerivedType(typeof(Branch), "if")]
[JsonDerivedType(typeof(Ask), "ask")]
public abstract record CampaignStep
{
    /// <summary>Its name within the plan, which stays when the plan changes.</summary>
    public string Id { get; init; } = "";

    /// <summary>Writes to the customer.</summary>
    /// <param name="Templates">The templates to compare, each for one arm; of fewer than arms they begin again.</param>
    public sealed record Send(IReadOnlyList<Guid> Templates) : CampaignStep;

    /// <summary>Waits.</summary>
    /// <param name="Hours">So long, 1 to 8,760.</param>
    public sealed record Wait(int Hours) : CampaignStep;

    /// <summary>Goes one way or the other.</summary>
    /// <param name="When">What is looked at.</param>
    /// <param name="Segment">The segment, for <see cref="BranchKind.InSegment"/>.</param>
    /// <param name="Yes">What is done if it is so.</param>
    /// <param name="No">What is done otherwise.</param>
    public sealed record Branch(BranchKind When, long? Segment, IReadOnlyList<CampaignStep> Yes, IReadOnlyList<CampaignStep> No) : CampaignStep;

    /// <summary>Opens a request for a person to take care of the customer.</summary>
    /// <param name="Subject">What it says.</param>
    /// <param name="Team">Whose it is; null: as requests are routed.</param>
    public sealed record Ask(string Subject, string? Team) : CampaignStep;
}

/// <summary>What a way is chosen by.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BranchKind>))]
public enum BranchKind
{
    /// <summary>Whether the customer has answered.</summary>
    Answered,

    /// <summary>Whether they did what the campaign is for.</summary>
    Goal,

    /// <summary>Whether they are in a segment.</summary>
    InSegment,

    /// <summary>Whether anything could be sent to them.</summary>
    Reached,
}

/// <summary>What is to be done with whom: all that can be changed of a campaign.</summary>
public sealed record CampaignPlan
{
    /// <summary>JSON as it is stored and as programs write it.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
    };

    /// <summary>Who comes in.</summary>
    public required CampaignEntry Entry { get; init; }

    /// <summary>What customers' data are used for by it: a purpose of the consents.</summary>
    public required string Purpose { get; init; }

    /// <summary>What is done, in order.</summary>
    public required IReadOnlyList<CampaignStep> Steps { get; init; }

    /// <summary>What it is for.</summary>
    public CampaignGoal Goal { get; init; } = new(GoalKind.Order, 30);

    /// <summary>By which channels it writes, the first that reaches the customer: <c>chat</c>, <c>email</c>, <c>sms</c>.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [OutreachChannels.Chat, OutreachChannels.Email];

    /// <summary>The share to whom nothing is done, to see what it changes: 0 to 0.5.</summary>
    public double Holdout { get; init; } = 0.05;

    /// <summary>A segment whose members are never written to.</summary>
    public long? Except { get; init; }

    /// <summary>How much all messages together may cost in the company's currency; null: that does not matter.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Whether who did what it is for hears no more of it.</summary>
    public bool EndsAtGoal { get; init; } = true;

    /// <summary>How many variants there are to compare, 1 or more.</summary>
    [JsonIgnore]
    public int Variants => All.OfType<CampaignStep.Send>().Select(step => step.Templates.Count).DefaultIfEmpty(1).Max();

    /// <summary>Every step, those of branches after the branch, in the order in which they stand.</summary>
    [JsonIgnore]
    public IEnumerable<CampaignStep> All => Flat(Steps);

    /// <summary>A step by its name, or null.</summary>
    /// <param name="id">The name.</param>
    public CampaignStep? Find(string id) => All.FirstOrDefault(step => step.Id == id);

    /// <summary>What comes after a step, whichever branch it stands in; null: nothing does.</summary>
    /// <param name="id">The step's name.</param>
    public string? After(string id) => After(Steps, id, end: null).Next;

    /// <summary>Where a branch leads.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="yes">Which way.</param>
    public string? Into(CampaignStep.Branch branch, bool yes)
    {
        ArgumentNullException.ThrowIfNull(branch);
        return (yes ? branch.Yes : branch.No) is [var first, ..] ? first.Id : After(branch.Id);
    }

    /// <summary>As it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    internal static CampaignPlan Parse(string json) => JsonSerializer.Deserialize<CampaignPlan>(json, Json)!;

    private static IEnumerable<CampaignStep> Flat(IEnumerable<CampaignStep> steps) =>
        steps.SelectMany(step => step is CampaignStep.Branch branch ? [step, .. Flat(branch.Yes), .. Flat(branch.No)] : (IEnumerable<CampaignStep>)[step]);

    private static (bool Found, string? Next) After(IReadOnlyList<CampaignStep> steps, string id, string? end)
    {
        for (var at = 0; at < steps.Count; at++)
        {
            var next = at + 1 < steps.Count ? steps[at + 1].Id : end;
            if (steps[at].Id == id)
            {
                return (true, next);
            }

            if (steps[at] is CampaignStep.Branch branch)
            {
                foreach (var way in new[] { branch.Yes, branch.No })
                {
                    if (After(way, id, next) is { Found: true } found)
                    {
                        return found;
                    }
                }
            }
        }

        return (false, null);
    }
}

/// <summary>Ways to write to customers, which are the channels of their consents as well.</summary>
public static class OutreachChannels
{
    /// <summary>The chat: on the web, or on Teams.</summary>
    public const string Chat = "chat";

    /// <summary>E-mail.</summary>
    public const string Email = "email";

    /// <summary>Text messages.</summary>
    public const string Sms = "sms";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Chat, Email, Sms];
}
