using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Learning.Models;

/// <summary>Why a customer's probability is what it is: what one column adds.</summary>
/// <param name="Feature">The column.</param>
/// <param name="Value">The customer's value, in words; null: missing.</param>
/// <param name="Usual">What is usual: the mean, or the most frequent category; null: that it is missing.</param>
/// <param name="Contribution">
/// Above 0: it makes it likelier than it is for others. Log-odds in logistic regression, boosting, the net and the support vector machine (before its calibration), a share in trees and forests:
/// to be compared within one model only.
/// </param>
public sealed record Reason(string Feature, string? Value, string? Usual, double Contribution);

/// <summary>A learned model of whether something happens to a customer. It does not change, and may be used by many threads.</summary>
[JsonDerivedType(typeof(LinearModel), "linear")]
[JsonDerivedType(typeof(TreeModel), "trees")]
[JsonDerivedType(typeof(BoostedModel), "boosted")]
[JsonDerivedType(typeof(NetModel), "net")]
public abstract class Classifier
{
    private static readonly JsonSerializerOptions Json = new() { RespectRequiredConstructorParameters = true };
    private FeatureSet? _features;

    /// <summary>The columns it looks at.</summary>
    public required IReadOnlyList<Feature> Features { get; init; }

    /// <summary>The columns, ready to read tables by.</summary>
    [JsonIgnore]
    internal FeatureSet Set => _features ??= new(Features);

    /// <summary>The probability that it happens, for each row of a table, each in (0, 1).</summary>
    /// <param name="table">At least the columns it looks at, in any order; categories that it has not met count as rare or unknown.</param>
    /// <exception cref="ArgumentException">The table lacks a column, or has it with another kind.</exception>
    public abstract double[] Predict(Table table);

    /// <summary>The probability that it happens to one customer, in (0, 1).</summary>
    /// <param name="table">At least the columns it looks at.</param>
    /// <param name="row">The customer's place in it.</param>
    public double Predict(Table table, int row)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Predict(table.Take([row]))[0];
    }

    /// <summary>What makes it likelier or less likely for one customer than for others, the strongest first.</summary>
    /// <param name="table">At least the columns it looks at.</param>
    /// <param name="row">The customer's place in it.</param>
    /// <param name="most">How many reasons at most.</param>
    public IReadOnlyList<Reason> Explain(Table table, int row, int most = 5)
    {
        ArgumentNullException.ThrowIfNull(table);
        var one = table.Take([row]);
        var contributions = Contributions(one);
        var values = Set.TextsOf(one, 0);
        return [.. Enumerable.Range(0, contributions.Length)
            .Where(f => Math.Abs(contributions[f]) > 1e-9)
            .OrderByDescending(f => Math.Abs(contributions[f]))
            .Take(most)
            .Select(f => new Reason(Features[f].Name, values[f], Features[f].Usual, contributions[f]))];
    }

    /// <summary>What each column adds for the only row of a table.</summary>
    internal abstract double[] Contributions(Table one);

    /// <summary>The model as JSON in UTF-8.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>A model that was written.</summary>
    /// <exception cref="InvalidDataException">These bytes are none.</exception>
    public static Classifier Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<Classifier>(json, Json) ?? throw new InvalidDataException("This is no model: it is null.");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"This is no model: {failure.Message}", failure);
        }
    }
}

/// <summary>Learns a model of one kind.</summary>
public interface ITrainer
{
    /// <summary>The kind, as reports name it: logistic_regression, boosting …</summary>
    string Name { get; }

    /// <summary>Learns.</summary>
    /// <param name="table">What was known of each customer beforehand.</param>
    /// <param name="labels">Whether it happened, a row each; both must occur.</param>
    /// <param name="seed">The same seed and rows give the same model, on however many processors.</param>
    Classifier Fit(Table table, bool[] labels, long seed);
}
