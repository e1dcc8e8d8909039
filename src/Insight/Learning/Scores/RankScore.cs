namespace ServiceBot.Insight.Learning.Scores;

/// <summary>How well scores put those to whom it happened before the others. Only the order of the scores counts.</summary>
public static class RankScore
{
    /// <summary>The chance that one to whom it happened has a higher score than one to whom it did not; equal scores count half.</summary>
    /// <param name="scores">A score each; higher means likelier.</param>
    /// <param name="happened">What happened, in the same order.</param>
    /// <returns>[0, 1]; 0.5 is chance, 1 is perfect; NaN if all are of one kind.</returns>
    /// <remarks>The statistic of Mann and Whitney (1947), divided by the number of pairs.</remarks>
    public static double Auc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened)
    {
        var (order, positives) = Ordered(scores, happened);
        var negatives = order.Length - positives;
        var (below, pairs) = (0.0, 0.0);
        for (var i = order.Length - 1; i >= 0;)
        {
            var (ups, downs) = Tied(scores, happened, order, ref i, -1);
            pairs += ups * (below + (downs / 2.0));
            below += downs;
        }

        return positives == 0 || negatives == 0 ? double.NaN : pairs / positives / negatives;
    }

    /// <summary>Average precision: precision at each step of recall, weighted by the step, without interpolation.</summary>
    /// <param name="scores">A score each; higher means likelier.</param>
    /// <param name="happened">What happened, in the same order.</param>
    /// <returns>(0, 1]; chance is the base rate; NaN if it happened to nobody.</returns>
    /// <remarks>Σ (Rₙ - Rₙ₋₁) Pₙ over distinct scores, the highest first.</remarks>
    public static double AveragePrecision(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened)
    {
        var (order, positives) = Ordered(scores, happened);
        var (found, seen, sum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < order.Length;)
        {
            var (ups, downs) = Tied(scores, happened, order, ref i, 1);
            found += ups;
            seen += ups + downs;
            sum += ups * found / seen;
        }

        return positives == 0 ? double.NaN : sum / positives;
    }

    /// <summary>How many times more often it happened among the highest scores than among all.</summary>
    /// <param name="scores">A score each; higher means likelier.</param>
    /// <param name="happened">What happened, in the same order.</param>
    /// <param name="share">Which part of all is looked at, in (0, 1], rounded to whole customers, at least one. Among equal scores at its edge it counts as on their average.</param>
    /// <returns>0 or more; chance is 1; NaN if it happened to nobody.</returns>
    public static double Lift(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened, double share)
    {
        var (order, positives) = Ordered(scores, happened);
        var take = Math.Max(1, Math.Round(order.Length * share, MidpointRounding.AwayFromZero));
        var (found, left) = (0.0, take);
        for (var i = 0; i < order.Length && left > 0;)
        {
            var (ups, downs) = Tied(scores, happened, order, ref i, 1);
            var part = Math.Min(1, left / (ups + downs));
            found += ups * part;
            left -= ups + downs;
        }

        return positives == 0 ? double.NaN : found / take / ((double)positives / order.Length);
    }

    /// <summary>The largest distance between the two kinds' distributions of scores (Kolmogorov and Smirnov).</summary>
    /// <param name="scores">A score each; higher means likelier.</param>
    /// <param name="happened">What happened, in the same order.</param>
    /// <returns>[0, 1]; NaN if all are of one kind.</returns>
    public static double KolmogorovSmirnov(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened)
    {
        var (order, positives) = Ordered(scores, happened);
        var negatives = order.Length - positives;
        var (up, down, widest) = (0.0, 0.0, 0.0);
        for (var i = 0; i < order.Length;)
        {
            var (ups, downs) = Tied(scores, happened, order, ref i, 1);
            up += ups;
            down += downs;
            widest = Math.Max(widest, Math.Abs((up / positives) - (down / negatives)));
        }

        return positives == 0 || negatives == 0 ? double.NaN : widest;
    }

    /// <summary>Rows from the highest score to the lowest, and how often it happened.</summary>
    internal static (int[] Order, int Positives) Ordered(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened)
    {
        if (scores.Length != happened.Length)
        {
            throw new ArgumentException($"There are {scores.Length} scores and {happened.Length} outcomes.", nameof(happened));
        }

        var keys = new double[scores.Length];
        var order = new int[scores.Length];
        var positives = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = -scores[i];
            order[i] = i;
            positives += happened[i] ? 1 : 0;
        }

        Array.Sort(keys, order);
        return (order, positives);
    }

    /// <summary>Steps over the rows that share a score.</summary>
    internal static (int Ups, int Downs) Tied(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened, int[] order, ref int at, int step)
    {
        var score = scores[order[at]];
        var (ups, downs) = (0, 0);
        for (; at >= 0 && at < order.Length && scores[order[at]] == score; at += step)
        {
            if (happened[order[at]])
            {
                ups++;
            }
            else
            {
                downs++;
            }
        }

        return (ups, downs);
    }
}
