namespace ServiceBot.Insight.Learning.Scores;

/// <summary>Scores into probabilities by rising steps, joined by straight lines.</summary>
/// <param name="Scores">Where the steps are, rising.</param>
/// <param name="Probabilities">The probability at each, never falling.</param>
public sealed record Isotonic(double[] Scores, double[] Probabilities)
{
    /// <summary>The probability of a score, in [0, 1]; beyond the first and last step that of the step.</summary>
    public double Of(double score)
    {
        var at = Array.BinarySearch(Scores, score);
        if (at >= 0)
        {
            return Probabilities[at];
        }

        at = ~at;
        if (at == 0 || at == Scores.Length)
        {
            return Probabilities[Math.Max(0, at - 1)];
        }

        var part = (score - Scores[at - 1]) / (Scores[at] - Scores[at - 1]);
        return Probabilities[at - 1] + (part * (Probabilities[at] - Probabilities[at - 1]));
    }

    /// <summary>Fits the steps.</summary>
    /// <param name="scores">Scores of rows that the model has not learned from, one or more.</param>
    /// <param name="happened">What happened, in the same order.</param>
    /// <remarks>Pooling adjacent violators (Ayer et al. 1955): the least squared error of any function that never falls. Needs some 1,000 rows; with fewer <see cref="Platt"/> errs less.</remarks>
    public static Isotonic Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened)
    {
        var (order, _) = RankScore.Ordered(scores, happened);
        Array.Reverse(order);
        var blocks = new List<(double First, double Last, double Ups, double Count)>();
        for (var i = 0; i < order.Length;)
        {
            var score = scores[order[i]];
            var (ups, downs) = RankScore.Tied(scores, happened, order, ref i, 1);
            blocks.Add((score, score, ups, ups + downs));
            while (blocks.Count > 1 && blocks[^2].Ups * blocks[^1].Count >= blocks[^1].Ups * blocks[^2].Count)
            {
                var (below, above) = (blocks[^2], blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (below.First, above.Last, below.Ups + above.Ups, below.Count + above.Count);
            }
        }

        var (steps, probabilities) = (new List<double>(), new List<double>());
        foreach (var block in blocks)
        {
            steps.Add(block.First);
            probabilities.Add(block.Ups / block.Count);
            if (block.Last > block.First)
            {
                steps.Add(block.Last);
                probabilities.Add(block.Ups / block.Count);
            }
        }

        return new([.. steps], [.. probabilities]);
    }
}
