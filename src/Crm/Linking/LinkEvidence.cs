using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Crm.Linking;

/// <summary>How two customers compare: what an edge or a proposal that follows from it is kept with.</summary>
/// <param name="Weight">In bits: the log2 of the odds that they are one person.</param>
/// <param name="Probability">The same as a probability, 0 to 1.</param>
/// <param name="Steps">How the weight comes about.</param>
public sealed record LinkEvidence(double Weight, double Probability, IReadOnlyList<WaterfallStep> Steps)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static LinkEvidence Parse(string json) => JsonSerializer.Deserialize<LinkEvidence>(json, Json)!;
}

/// <summary>Two customers who may be one person, and of whom nobody has decided anything.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Customer">One of them: the one that was there first.</param>
/// <param name="Other">The other.</param>
/// <param name="Evidence">Why.</param>
public sealed record LinkProposal(long Id, Guid Customer, Guid Other, LinkEvidence Evidence)
{
    /// <summary>Where a list of proposals is read on after this one.</summary>
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{Evidence.Weight:R}_{Id}");

    /// <summary>Reads what <see cref="Cursor"/> gave.</summary>
    /// <returns>Weight and number; null when it is none.</returns>
    public static (double Weight, long Id)? ReadCursor(string? text) =>
        text?.Split('_') is [var weight, var id]
        && double.TryParse(weight, NumberStyles.Float, CultureInfo.InvariantCulture, out var bits) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (bits, number)
            : null;
}
