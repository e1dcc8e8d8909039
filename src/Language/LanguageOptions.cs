using System.Collections.Immutable;

namespace ServiceBot.Language;

/// <summary>What the intents of a <see cref="LanguageModel"/> are read with.</summary>
public enum ModelKind
{
    /// <summary>One linear model, and networks beside it where there are examples enough.</summary>
    Full,

    /// <summary>The linear model alone: trained in a few seconds.</summary>
    Linear,
}

/// <summary>How a <see cref="LanguageModel"/> is trained.</summary>
public sealed record LanguageOptions
{
    /// <summary>What the intents are read with.</summary>
    public ModelKind Kind { get; init; } = ModelKind.Full;

    /// <summary>The cost of a training error, above 0 (no unit; 0.1 to 10 is sensible): higher follows the examples closer.</summary>
    public double Cost { get; init; } = 1;

    /// <summary>Orders the examples while training; the same seed gives the same model.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Sentences that mean none of the intents, where the operator has any.</summary>
    public ImmutableArray<string> OutOfScope { get; init; } = [];

    /// <summary>Other texts of the desk, such as its articles: what its words mean is learned from them too.</summary>
    public ImmutableArray<string> Unlabelled { get; init; } = [];

    /// <summary>Whether the product's own small list of sentences about anything else (weather, cooking …) is used as well.</summary>
    public bool UseGeneralOffTopic { get; init; } = true;

    /// <summary>Share of messages expected to mean none of the intents, above 0 and below 1: what <see cref="Understanding.InScope"/> is calibrated for.</summary>
    public double OutOfScopeShare { get; init; } = 0.2;

    /// <summary>
    /// Whether the probabilities are fitted to these examples, which takes several times as long as all the rest. If not, the linear model answers alone, with those of a
    /// typical desk: its intents and their order are the same.
    /// </summary>
    public bool Calibrate { get; init; } = true;

    /// <summary>How many threads train; -1: as many as there are. The model is the same.</summary>
    public int Threads { get; init; } = -1;
}
