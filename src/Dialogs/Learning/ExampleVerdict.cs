using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Dialogs.Learning;

/// <summary>What a check of added examples found: what a model with them would do beside one without.</summary>
/// <param name="Before">Share of the dialogs' own examples that a model without them understands which has not seen these, in [0, 1].</param>
/// <param name="After">The same of a model with them.</param>
/// <param name="Lost">How many of these examples only the model without them understands.</param>
/// <param name="Gained">How many only the model with them does.</param>
/// <param name="Failures">How many lines of the dialog tests go otherwise than written, without them.</param>
/// <param name="FailuresAfter">How many with them.</param>
/// <param name="Lines">The first of those that would go wrong anew.</param>
public sealed record ExampleVerdict(double Before, double After, int Lost, int Gained, int Failures, int FailuresAfter, IReadOnlyList<string> Lines)
{
    private const double Chance = 0.05;

    /// <summary>Nothing gets worse: no line of the dialog tests, and not so many of the examples more than are gained that chance makes it less often than once in twenty.</summary>
    [JsonIgnore]
    public bool IsGood => FailuresAfter <= Failures && Lines.Count == 0 && ChanceOfLosing(Lost, Gained) >= Chance;

    /// <summary>As it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ExampleVerdictJson.Default.ExampleVerdict);

    /// <summary>Reads what <see cref="ToJson"/> wrote; null: there is nothing.</summary>
    public static ExampleVerdict? FromJson(string? json) => json is null ? null : JsonSerializer.Deserialize(json, ExampleVerdictJson.Default.ExampleVerdict);

    /// <summary>
    /// How often as many or more of the differences would be losses if each were either with the same chance: the exact test of McNemar (1947), one-sided.
    /// </summary>
    internal static double ChanceOfLosing(int lost, int gained)
    {
        var n = lost + gained;
        var (term, sum) = (Math.Pow(0.5, n), 0.0);     // of k losses, from k = 0
        for (var k = 0; k <= n; k++)
        {
            sum += k >= lost ? term : 0;
            term *= (double)(n - k) / (k + 1);
        }

        return n == 0 ? 1 : sum;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExampleVerdict))]
internal sealed partial class ExampleVerdictJson : JsonSerializerContext;
