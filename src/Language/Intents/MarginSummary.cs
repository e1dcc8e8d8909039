namespace ServiceBot.Language.Intents;

/// <summary>What the margins of one message say about how sure the model is.</summary>
/// <param name="Highest">The highest margin: 1 is a typical training row, 0 the border.</param>
/// <param name="Gap">How far it is ahead of the second.</param>
/// <param name="OffTopic">The margin of «none of these».</param>
/// <param name="KnownWords">Share of the words that were seen in training, in [0, 1].</param>
internal readonly record struct MarginSummary(float Highest, float Gap, float OffTopic, float KnownWords)
{
    /// <param name="all">The margins of the intents, and at the end that of «none of these».</param>
    /// <param name="knownWords">Share of the words that were seen in training.</param>
    public static MarginSummary Of(ReadOnlySpan<float> all, float knownWords)
    {
        var (first, second) = (float.NegativeInfinity, -1f);    // alone, a class is compared with the far side
        foreach (var margin in all[..^1])
        {
            (first, second) = margin > first ? (margin, Math.Max(first, -1)) : (first, Math.Max(second, margin));
        }

        return new(first, first - second, all[^1], knownWords);
    }

    /// <summary>The inputs of the logistic model, with a constant first.</summary>
    public double[] Inputs() => [1, Highest, Gap, OffTopic, KnownWords];
}
