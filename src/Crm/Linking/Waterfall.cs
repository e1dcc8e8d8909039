namespace ServiceBot.Crm.Linking;

/// <summary>Where a step of a weight comes from.</summary>
public enum WaterfallKind
{
    /// <summary>How rarely two records are one person, before anything is compared.</summary>
    Prior,

    /// <summary>How a field agrees.</summary>
    Field,

    /// <summary>What is taken off since people who live together share as much.</summary>
    Household,
}

/// <summary>One step of how a weight comes about.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Field">The field, for steps of fields.</param>
/// <param name="Level">How far it agrees, for steps of fields.</param>
/// <param name="Weight">What it adds, in bits.</param>
/// <param name="Sum">The weight up to here, in bits; in the last step the whole.</param>
public sealed record WaterfallStep(WaterfallKind Kind, LinkField? Field, LinkLevel? Level, double Weight, double Sum);

/// <summary>Somebody in the index who may be the person of a record.</summary>
/// <param name="Key">Whose record it is.</param>
/// <param name="Weight">In bits: the log2 of the odds.</param>
/// <param name="Probability">The same as a probability, 0 to 1.</param>
/// <param name="Contradicted">Two facts for life (given name, date of birth, number) are something else: never to be joined, whatever the weight.</param>
/// <param name="Waterfall">How the weight comes about: the prior, each field that both have, the household.</param>
public sealed record LinkCandidate<TKey>(TKey Key, double Weight, double Probability, bool Contradicted, IReadOnlyList<WaterfallStep> Waterfall)
{
    /// <summary>The weight and how it comes about.</summary>
    public LinkEvidence Evidence => new(Weight, Probability, Waterfall);
}
