using ServiceBot.Crm.Pipelines;

namespace ServiceBot.Crm.Opportunities;

/// <summary>What became of those that were ever in a stage and are closed.</summary>
public sealed record StageRecord
{
    /// <summary>The pipeline.</summary>
    public required Guid Pipeline { get; init; }

    /// <summary>The stage's key.</summary>
    public required string Stage { get; init; }

    /// <summary>How many are closed.</summary>
    public required long Closed { get; init; }

    /// <summary>How many of them were won.</summary>
    public required long Won { get; init; }
}

/// <summary>Where a probability comes from.</summary>
public enum ProbabilitySource
{
    /// <summary>It is won or lost.</summary>
    Decided,

    /// <summary>Somebody judged it.</summary>
    Own,

    /// <summary>From what became of others in that stage.</summary>
    Learned,

    /// <summary>The stage's own figure: nobody is known who was in it and is closed.</summary>
    Stage,
}

/// <summary>How likely an opportunity is won, and why.</summary>
/// <param name="Value">From 0 to 1.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Closed">Of how many closed ones it was learned.</param>
/// <param name="Won">How many of them were won.</param>
public sealed record WinProbability(decimal Value, ProbabilitySource Source, long Closed = 0, long Won = 0);

/// <summary>How likely what is in a stage is won: what somebody judged, else what is learned from those that were there before, else what the stage says.</summary>
public sealed class WinRates(IEnumerable<StageRecord> records, int priorWeight)
{
    private readonly Dictionary<(Guid, string), StageRecord> _records = records.ToDictionary(record => (record.Pipeline, record.Stage));

    /// <summary>How likely an opportunity in a stage is won.</summary>
    /// <param name="pipeline">The version of the pipeline that it is in.</param>
    /// <param name="stage">Its stage.</param>
    /// <param name="own">What somebody judged, in percent; null: nobody did.</param>
    /// <remarks>
    /// Learned: (won + k·p) / (closed + k) of those that were ever in the stage, where p is the stage's own figure and k the weight of it; so that two that were lost make no stage
    /// hopeless. An open stage's figure is neither 0 nor 100, and what is learned is neither.
    /// </remarks>
    public WinProbability Of(Pipeline pipeline, string stage, int? own)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var found = pipeline.Find(stage) ?? throw new ArgumentException($"Version {pipeline.Version} of the pipeline has no stage {stage}.", nameof(stage));
        return found.Kind != StageKind.Open ? new(found.Kind == StageKind.Won ? 1 : 0, ProbabilitySource.Decided)
            : own is { } percent ? new(percent / 100m, ProbabilitySource.Own)
            : _records.GetValueOrDefault((pipeline.Id, stage)) is { Closed: > 0 } record
                ? new((record.Won + (priorWeight * found.Probability / 100m)) / (record.Closed + priorWeight), ProbabilitySource.Learned, record.Closed, record.Won)
            : new(found.Probability / 100m, ProbabilitySource.Stage);
    }
}
