namespace ServiceBot.Crm.Forecasts;

/// <summary>A sum that may come out, and how likely.</summary>
/// <param name="Amount">The sum.</param>
/// <param name="Probability">How likely it is.</param>
public readonly record struct SumOutcome(decimal Amount, double Probability);

/// <summary>All that the sum of independent deals may come out as, computed and not drawn: each deal is won, or adds nothing.</summary>
public sealed class SumDistribution
{
    /// <summary>The most different sums that are kept apart.</summary>
    public const int MostOutcomes = 20_000;

    private SumDistribution(IReadOnlyList<SumOutcome> outcomes, decimal step) => (Outcomes, Step) = (outcomes, step);

    /// <summary>The sums, the least first.</summary>
    public IReadOnlyList<SumOutcome> Outcomes { get; }

    /// <summary>0 where every sum stands for itself; else the distance to which sums were brought together.</summary>
    public decimal Step { get; }

    /// <summary>The distribution of a sum.</summary>
    /// <param name="certain">What is added whatever happens.</param>
    /// <param name="deals">Amounts of at least 0, and how likely each is won.</param>
    /// <param name="decimals">How many decimals amounts have.</param>
    /// <remarks>
    /// Deal by deal, the sums so far are merged with the same sums plus the deal's amount; equal sums are one. Where more than <see cref="MostOutcomes"/> would be kept apart, each is
    /// shared out between its two neighbours on a grid of total / <see cref="MostOutcomes"/>, in such parts that the expected value stays what it is; no sum moves by more than one step per deal.
    /// </remarks>
    public static SumDistribution Of(decimal certain, IReadOnlyList<(decimal Amount, double Probability)> deals, int decimals)
    {
        ArgumentNullException.ThrowIfNull(deals);
        var scale = 1m;
        for (var i = 0; i < decimals; i++)
        {
            scale *= 10;
        }

        var counted = deals.Where(deal => deal.Amount > 0 && deal.Probability > 0).Select(deal => (Units: (long)decimal.Round(deal.Amount * scale), deal.Probability)).ToList();
        var step = Math.Max(1, (counted.Sum(deal => deal.Units) + MostOutcomes - 1) / MostOutcomes);
        var isRounded = false;
        var sums = new List<(long Units, double P)> { (0, 1) };
        foreach (var (units, p) in counted)
        {
            sums = Merge(sums, units, p);
            if (sums.Count > MostOutcomes)
            {
                sums = Gather(sums, step);
                isRounded = true;
            }
        }

        return new([.. sums.Select(sum => new SumOutcome(certain + (sum.Units / scale), sum.P))], isRounded ? step / scale : 0);
    }

    /// <summary>The least sum that is not exceeded with a probability.</summary>
    /// <param name="share">From 0 to 1: 0.9 for P90.</param>
    public decimal Quantile(double share)
    {
        const double Slack = 1e-12;      // ten times 0.1 is not quite 1
        var sum = 0.0;
        foreach (var outcome in Outcomes)
        {
            sum += outcome.Probability;
            if (sum >= share - Slack)
            {
                return outcome.Amount;
            }
        }

        return Outcomes[^1].Amount;
    }

    private static List<(long Units, double P)> Merge(List<(long Units, double P)> sums, long units, double p)
    {
        var merged = new List<(long Units, double P)>(sums.Count * 2);
        var (without, with) = (0, 0);
        while (with < sums.Count)
        {
            var (low, high) = (without < sums.Count ? sums[without].Units : long.MaxValue, checked(sums[with].Units + units));
            var mass = 0.0;
            if (low <= high)
            {
                mass += sums[without++].P * (1 - p);
            }

            if (high <= low)
            {
                mass += sums[with++].P * p;
            }

            if (mass > 0)
            {
                merged.Add((Math.Min(low, high), mass));
            }
        }

        return merged;
    }

    private static List<(long Units, double P)> Gather(List<(long Units, double P)> sums, long step)
    {
        var masses = new double[(sums[^1].Units / step) + 2];
        foreach (var (units, p) in sums)
        {
            var (cell, over) = Math.DivRem(units, step);
            var share = (double)over / step;
            masses[cell] += p * (1 - share);
            masses[cell + 1] += p * share;
        }

        return [.. masses.Index().Where(cell => cell.Item > 0).Select(cell => (cell.Index * step, cell.Item))];
    }
}
