using ServiceBot.Language.Intents;

namespace ServiceBot.Language.Evaluation;

/// <summary>Labelled messages to measure intents with.</summary>
public sealed record IntentData
{
    /// <summary>What the model is fitted on.</summary>
    public required IReadOnlyList<IntentExample> Train { get; init; }

    /// <summary>What the threshold is chosen on.</summary>
    public required IReadOnlyList<IntentExample> Dev { get; init; }

    /// <summary>What is measured; the model sees none of it.</summary>
    public required IReadOnlyList<IntentExample> Test { get; init; }

    /// <summary>Messages that mean no intent, to fit on; may be empty.</summary>
    public IReadOnlyList<string> OutOfScopeTrain { get; init; } = [];

    /// <summary>Messages that mean no intent, to choose the threshold on; may be empty, and the threshold is then 0.5.</summary>
    public IReadOnlyList<string> OutOfScopeDev { get; init; } = [];

    /// <summary>Messages that mean no intent, to measure on; may be empty.</summary>
    public IReadOnlyList<string> OutOfScopeTest { get; init; } = [];
}
