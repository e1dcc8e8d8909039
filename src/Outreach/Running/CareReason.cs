using System.Text.Json;
using ServiceBot.Insight.Learning.Models;

namespace ServiceBot.Outreach.Running;

/// <summary>Why somebody was chosen for care.</summary>
/// <param name="Probability">That they leave.</param>
/// <param name="Value">What they buy in a year, in the company's currency.</param>
/// <param name="Reasons">Why they may leave, the strongest first.</param>
/// <param name="Change">By how much the campaign is expected to raise the probability that they do what it is for; null: nothing is proved of that yet.</param>
/// <param name="LearnedFrom">From how many customers that was learned.</param>
public sealed record CareReason(double Probability, double Value, IReadOnlyList<Reason> Reasons, double? Change = null, int? LearnedFrom = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Reads it back; null: there is none.</summary>
    /// <param name="json">As it is kept.</param>
    public static CareReason? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<CareReason>(json, Json);

    internal string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>Says in a language why somebody was chosen.</summary>
public interface ICareWords
{
    /// <summary>The reason in plain words, for a person of the desk.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    string Of(CareReason reason, string language);
}
