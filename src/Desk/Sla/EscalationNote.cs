using System.Text.Json;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Sla;

/// <summary>Somebody who was told.</summary>
/// <param name="Staff">Who.</param>
/// <param name="As">As what, in the words of <see cref="EscalationStep.Tell"/>.</param>
public sealed record Told(Guid Staff, string As);

/// <summary>A step that was done, as it stands in the request's history.</summary>
/// <param name="Kind">The target whose clock it was; <see cref="Urgent"/>: none's.</param>
/// <param name="Step">The step: <see cref="EscalationStep.Key"/>.</param>
/// <param name="Told">Who was told, and as what.</param>
public sealed record EscalationNote(string Kind, string Step, IReadOnlyList<Told> Told)
{
    /// <summary>What the history calls it. The value before is the clock, the one after the step, and the comment who was told.</summary>
    public const string What = "escalated";

    /// <summary>In the place of a target: the request is urgent, and came when nobody answers.</summary>
    public const string Urgent = "urgent";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The step of a line of the history; null: it is none.</summary>
    public static EscalationNote? Read(RequestChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change is { What: What, FromValue: { } clock, ToValue: { } step, Comment: { } told }
            ? new(clock.Split(' ')[0], step, JsonSerializer.Deserialize<IReadOnlyList<Told>>(told, Json)!)
            : null;
    }

    /// <summary>Whether a step was done on a clock.</summary>
    internal static bool IsDone(IReadOnlyList<RequestChange> history, string clock, EscalationStep step) =>
        history.Any(change => change.What == What && change.FromValue == clock && change.ToValue == step.Key);

    internal static RequestChange Write(string clock, EscalationStep step, IReadOnlyList<Told> told, DateTimeOffset at) =>
        new() { At = at, Who = Actor.System.Name, What = What, FromValue = clock, ToValue = step.Key, Comment = JsonSerializer.Serialize(told, Json), IsPublic = false };
}
