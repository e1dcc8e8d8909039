namespace ServiceBot.Insight.Learning.Scores;

/// <summary>From which probability on it pays to act.</summary>
/// <param name="Threshold">Act on this probability and above; above 1 if it never pays.</param>
/// <param name="Acted">How many customers that are.</param>
/// <param name="Cost">What errors and actions cost in sum, in the unit of the costs.</param>
public sealed record CostThreshold(double Threshold, int Acted, double Cost)
{
    /// <summary>The threshold that would have cost least.</summary>
    /// <param name="probability">P(it happens) per customer; held out from training, or it is too hopeful.</param>
    /// <param name="happened">What happened, in the same order.</param>
    /// <param name="missed">What it costs when it happens to one on whom nobody acted, 0 or more.</param>
    /// <param name="inVain">What it costs to act on one to whom it would not have happened, 0 or more.</param>
    public static CostThreshold Of(ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened, double missed, double inVain)
    {
        var (order, positives) = RankScore.Ordered(probability, happened);
        var cost = positives * missed;
        var best = new CostThreshold(double.BitIncrement(1), 0, cost);
        for (var i = 0; i < order.Length;)
        {
            var threshold = probability[order[i]];
            var (ups, downs) = RankScore.Tied(probability, happened, order, ref i, 1);
            cost += (downs * inVain) - (ups * missed);
            if (cost < best.Cost)
            {
                best = new(threshold, i, cost);
            }
        }

        return best;
    }
}
