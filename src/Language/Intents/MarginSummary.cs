namespace ServiceBot.Language.Intents;

/// <summary>What the margins of one message say about how sure the model is.</summary>
/// <param name="Highest">The highest margin: 1 is a typical training row, 0 the border.</param>
/// <param name="Gap">How far it is ahead of the second.</param>
/// <param name="OffTopic">The margin of «none of these».</param>
/// <param name="KnownWords">Share of the words that were seen in training, in [0, 1].</param>
/// <param name="Certainty">Minus the entropy of the networks' probabilities, in nats: 0 is certain; 0 too without networks.</param>
internal readonly record struct MarginSummary(float Highest, float Gap, float OffTopic, float KnownWords, float Certainty)
{
    /// <param name="all">The margins of the intents, and at the end that of «none of these».</param>
    /// <param name="scores">The networks' scores; empty without any.</param>
    /// <param name="knownWords">Share of the words that were seen in training.</param>
    public static MarginSummary Of(ReadOnlySpan<float> all, ReadOnlySpan<float> scores, float knownWords)
    {
        var (first, second) = (float.NegativeInfinity, -1f);    // alone, a class is compared with the far side
        foreach (var margin in all[..^1])
        {
            (first, second) = margin > first ? (margin, Math.Max(first, -1)) : (first, Math.Max(second, margin));
        }

        return new(first, first - second, all[^1], knownWords, -Entropy(scores));
    }

    /// <summary>Writes the inputs of the logistic model, with a constant first.</summary>
    public void To(Span<double> inputs) => (inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], inputs[5]) = (1, Highest, Gap, OffTopic, KnownWords, Certainty);

    /// <summary>The inputs of the logistic model, with a constant first.</summary>
    public double[] Inputs()
    {
        var inputs = new double[Count];
        To(inputs);
        return inputs;
    }

    /// <summary>How many inputs there are.</summary>
    public const int Count = 6;

    private static float Entropy(ReadOnlySpan<float> scores)
    {
        var highest = float.NegativeInfinity;
        foreach (var score in scores)
        {
            highest = Math.Max(highest, score);
        }

        var (total, weighed) = (0f, 0f);
        foreach (var score in scores)
        {
            var power = MathF.Exp(score - highest);
            total += power;
            weighed += power * (score - highest);
        }

        return scores.IsEmpty ? 0 : MathF.Log(total) - (weighed / total);
    }
}
