using System.Text.Json;
using ServiceBot.Insight.Learning;
using ServiceBot.Insight.Learning.Scores;

namespace ServiceBot.Insight.Churn;

/// <summary>A training: somebody asked for one, or it was due.</summary>
public sealed record Training
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Who asked: <c>staff:…</c>, <c>api:…</c>, or <c>system</c>.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When whoever works on it last said so; null: nobody does yet.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>When it ended; null: it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary><c>asked</c>, <c>reading</c>, <c>learning</c>, <c>scoring</c>; in the end <c>done</c>, <c>no_better</c> (the model in use stays), <c>too_few</c> or <c>failed</c>.</summary>
    public required string Step { get; init; }

    /// <summary>How far it has come, from 0 to 100.</summary>
    public required int Percent { get; init; }

    /// <summary>What it was about, as JSON; see <see cref="Read"/>.</summary>
    public required string Data { get; init; }

    /// <summary>What it was about; null: that is not known yet.</summary>
    public TrainingData? Read() => EndedAt is null ? null : JsonSerializer.Deserialize<TrainingData>(Data, ChurnJson.Options);
}

/// <summary>What a training was about.</summary>
/// <param name="Meaning">What leaving meant.</param>
/// <param name="HorizonDays">Within how many days.</param>
/// <param name="TrainAt">The instants that were learned from.</param>
/// <param name="TestAt">The instant on which models were measured.</param>
/// <param name="TrainRows">How many rows were learned from: a customer at an instant each.</param>
/// <param name="TrainLeft">How many of them left.</param>
/// <param name="TestRows">How many rows models were measured on.</param>
/// <param name="TestLeft">How many of them left.</param>
public sealed record TrainingData(ChurnMeaning Meaning, int HorizonDays, IReadOnlyList<DateTimeOffset> TrainAt, DateTimeOffset TestAt, int TrainRows, int TrainLeft, int TestRows, int TestLeft);

/// <summary>How right a model was on rows that it had not seen.</summary>
/// <param name="Score">Its figures.</param>
/// <param name="Curve">What it promised and what came of it, by tenths of probability.</param>
/// <param name="Threshold">From which probability on caring pays by the costs of the settings.</param>
/// <param name="Cuts">Nine probabilities that part the rows into tenths, as far as equal ones let them.</param>
/// <param name="Shares">The share of the rows below the first, between each two, and from the last on: what the present is compared with.</param>
public sealed record ModelQuality(ModelScore Score, IReadOnlyList<CalibrationBin> Curve, double Threshold, IReadOnlyList<double> Cuts, IReadOnlyList<double> Shares)
{
    private const int Bins = 10;

    /// <summary>Measures probabilities.</summary>
    internal static ModelQuality Of(ModelScore score, double[] probability, bool[] happened, ChurnOptions options)
    {
        double[] sorted = [.. probability.Order()];
        double[] cuts = [.. Enumerable.Range(1, Bins - 1).Select(tenth => sorted[Math.Min(sorted.Length - 1, tenth * sorted.Length / Bins)])];
        double[] below = [.. cuts.Select(cut => sorted.Count(one => one < cut) / (double)sorted.Length)];
        return new(
            score, ProbabilityScore.CalibrationCurve(probability, happened, Bins), CostThreshold.Of(probability, happened, options.CostOfLosing, options.CostOfCaring).Threshold,
            cuts, [.. below.Append(1).Zip(below.Prepend(0), (until, from) => until - from)]);
    }
}

/// <summary>A model that was learned.</summary>
public sealed record ModelRow
{
    private ModelQuality? _read;

    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The training that it comes from.</summary>
    public required long Training { get; init; }

    /// <summary>Its kind: <c>base_rate</c>, <c>logistic_regression</c>, <c>boosting</c> …</summary>
    public required string Kind { get; init; }

    /// <summary>When it was learned.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>What made chance repeatable.</summary>
    public required long Seed { get; init; }

    /// <summary>How right it was, as JSON; see <see cref="Read"/>.</summary>
    public required string Quality { get; init; }

    /// <summary>Whether customers' scores are its.</summary>
    public required bool IsUsed { get; init; }

    /// <summary>Who put it to use last.</summary>
    public string? UsedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>Whether it predicts, and is no mere yardstick.</summary>
    public required bool CanBeUsed { get; init; }

    /// <summary>What it was learned with, as JSON; null: that was not kept.</summary>
    public string? Parameters { get; init; }

    /// <summary>When somebody was told that customers are no longer as they were when it was learned; null: nobody was.</summary>
    public DateTimeOffset? DriftedAt { get; init; }

    /// <summary>How right it was; read once, however often it is asked for.</summary>
    public ModelQuality Read() => _read ??= JsonSerializer.Deserialize<ModelQuality>(Quality, ChurnJson.Options)!;
}
