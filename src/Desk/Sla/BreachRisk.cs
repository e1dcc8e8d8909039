using System.Text.Json;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Sla;

/// <summary>How long requests took that are like one: what its risk is judged by.</summary>
/// <param name="Like">What they have in common with it: <c>team</c>, <c>priority</c>, <c>type</c>.</param>
/// <param name="Took">The work time that each took, in any order.</param>
/// <param name="Still">The work time of those that are not done yet.</param>
internal sealed record LikeTimes(IReadOnlyList<string> Like, IReadOnlyList<TimeSpan> Took, IReadOnlyList<TimeSpan> Still);

/// <summary>A prediction that a target will be missed, and what it follows from.</summary>
/// <param name="Level"><c>likely</c> or <c>veryLikely</c>.</param>
/// <param name="Target">Work time that the target has.</param>
/// <param name="Age">The work time after which it holds.</param>
/// <param name="Requests">How many like requests were looked at.</param>
/// <param name="Open">How many of these were not done at that age.</param>
/// <param name="Late">How many of these took longer than the target.</param>
/// <param name="Like">What they have in common: <c>team</c>, <c>priority</c>, <c>type</c>; nothing: there are too few, and it goes by the share of the target that is used.</param>
public sealed record BreachRisk(string Level, TimeSpan Target, TimeSpan Age, int Requests, int Open, int Late, IReadOnlyList<string> Like)
{
    /// <summary>It is more likely than not.</summary>
    public const string Likely = "likely";

    /// <summary>It is next to certain.</summary>
    public const string VeryLikely = "veryLikely";

    /// <summary>The levels, the lower first.</summary>
    public static IReadOnlyList<string> Levels { get; } = [Likely, VeryLikely];

    /// <summary>What it goes by: <c>data</c>, or <c>share</c>: there was too little to compare with, or nothing like it was ever late.</summary>
    public string Basis => Like.Count > 0 && Open > 0 ? "data" : "share";

    /// <summary>The work time after which a target is predicted to be missed.</summary>
    /// <remarks>
    /// P(T > target | T > age), estimated by the share of like requests that took longer than the target among those that were not done at that age. It grows with the age,
    /// so the first age at which it reaches the level is a point on the target's own clock. Requests that are open and have taken longer than the target already count as
    /// late, so that a jam is seen while it lasts; the other open ones decide nothing. With fewer than <see cref="RiskOptions.FewestRequests"/> it is a share of the target,
    /// and so it is where nothing like it was late, but not before it is older than all of them were.
    /// </remarks>
    /// <param name="level">The level.</param>
    /// <param name="target">Work time that the target has.</param>
    /// <param name="like">What to compare with.</param>
    /// <param name="options">The levels' shares.</param>
    /// <returns>Null: it is never predicted in time.</returns>
    internal static BreachRisk? Of(string level, TimeSpan target, LikeTimes like, RiskOptions options)
    {
        var (percent, share) = level == Likely ? (options.LikelyPercent, options.LikelyShare) : (options.VeryLikelyPercent, options.VeryLikelyShare);
        var used = target * (share / 100.0);
        var took = like.Took.Concat(like.Still.Where(still => still > target)).Order().ToList();
        if (took.Count < options.FewestRequests)
        {
            return new(level, target, used, took.Count, 0, 0, []);
        }

        var late = took.Count(time => time > target);
        var open = late * 100 / percent;     // with so many or fewer not done, the late ones are that share of them
        var age = late == 0 ? (used > took[^1] ? used : took[^1]) : open >= took.Count ? TimeSpan.Zero : took[took.Count - open - 1];
        return age < target ? new(level, target, age, took.Count, took.Count(time => time > age), late, like.Like) : null;
    }
}

/// <summary>A prediction as it stands in a request's history: what was said once is not computed anew by who reads it.</summary>
/// <param name="Kind">The target: <c>firstResponse</c>, <c>nextResponse</c> or <c>resolution</c>.</param>
/// <param name="At">When it was made.</param>
/// <param name="Risk">What it follows from.</param>
/// <param name="Due">When the target is due; null: not asked for.</param>
public sealed record RiskNote(string Kind, DateTimeOffset At, BreachRisk Risk, DateTimeOffset? Due = null)
{
    /// <summary>What the history calls it. The value before is the clock, the one after the level, and the comment what it follows from.</summary>
    public const string What = "risk";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The prediction of a line of the history; null: it is none.</summary>
    public static RiskNote? Read(RequestChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change is { What: What, FromValue: { } clock, Comment: { } risk } ? new(clock.Split(' ')[0], change.At, JsonSerializer.Deserialize<BreachRisk>(risk, Json)!) : null;
    }

    /// <summary>The gravest of what was predicted of targets whose time is not over yet, of two the one that is due first; null: nothing.</summary>
    internal static RiskNote? Of(IReadOnlyList<SlaTarget> targets, IReadOnlyList<RequestChange> history) =>
        (from target in targets
         where target is { IsOpen: true, State: SlaState.Running }
         from change in history
         where change.What == What && change.FromValue == ClockOf(target)
         orderby change.ToValue == BreachRisk.VeryLikely descending, target.Deadline.Due
         select Read(change)! with { Due = target.Deadline.Due }).FirstOrDefault();

    /// <summary>A prediction is about one clock and the time that it has: with another target it is another.</summary>
    internal static string ClockOf(SlaTarget target) => $"{target.Clock} {(long)target.Target.TotalSeconds}";

    internal static RequestChange Write(SlaTarget target, BreachRisk risk, DateTimeOffset at) =>
        new() { At = at, Who = Actor.System.Name, What = What, FromValue = ClockOf(target), ToValue = risk.Level, Comment = JsonSerializer.Serialize(risk, Json), IsPublic = false };
}
