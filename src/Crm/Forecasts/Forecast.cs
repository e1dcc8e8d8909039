using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Pipelines;

namespace ServiceBot.Crm.Forecasts;

/// <summary>What a period is expected to bring, in the company's currency.</summary>
/// <param name="Won">What was won in it.</param>
/// <param name="Open">What is open, each deal weighed by how likely it is won.</param>
/// <param name="OpenCount">How many are open.</param>
/// <param name="Variance">The variance of the open part: Σ a²·p·(1−p).</param>
/// <param name="Distribution">All that the total may come out as.</param>
/// <param name="WithoutRate">Deals in currencies that the snapshot has no rate of; they count for nothing.</param>
public sealed record Forecast(decimal Won, decimal Open, int OpenCount, double Variance, SumDistribution Distribution, IReadOnlyList<long> WithoutRate)
{
    /// <summary>What is expected in all. What was lost adds nothing.</summary>
    public decimal Total => Won + Open;

    /// <summary>With 10 % the total is no greater.</summary>
    public decimal P10 => Distribution.Quantile(0.1);

    /// <summary>With 50 % the total is no greater.</summary>
    public decimal P50 => Distribution.Quantile(0.5);

    /// <summary>With 90 % the total is no greater.</summary>
    public decimal P90 => Distribution.Quantile(0.9);

    /// <summary>Computes it; deals outside the period count for nothing.</summary>
    public static Forecast Of(SalesSnapshot snapshot)
    {
        var (won, without, open) = Tally(snapshot);
        return new(
            won,
            open.Sum(deal => deal.Amount * deal.P),
            open.Count,
            open.Sum(deal => (double)deal.Amount * (double)deal.Amount * (double)(deal.P * (1 - deal.P))),
            SumDistribution.Of(won, [.. open.Select(deal => (deal.Amount, (double)deal.P))], Currency.Decimals(snapshot.Rates.Home)),
            without);
    }

    /// <summary>What is expected in all, without the rest.</summary>
    internal static decimal TotalOf(SalesSnapshot snapshot)
    {
        var (won, _, open) = Tally(snapshot);
        return won + open.Sum(deal => deal.Amount * deal.P);
    }

    private static (decimal Won, List<long> Without, List<(decimal Amount, decimal P)> Open) Tally(SalesSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var (won, without, open) = (0m, new List<long>(), new List<(decimal, decimal)>());
        foreach (var deal in snapshot.Deals.Where(deal => deal.Day >= snapshot.From && deal.Day <= snapshot.Until && deal.State != StageKind.Lost))
        {
            if (snapshot.Rates.ToHome(deal.Amount, deal.Currency) is not { } amount)
            {
                without.Add(deal.Number);
            }
            else if (deal.State == StageKind.Won)
            {
                won += amount;
            }
            else
            {
                open.Add((amount, snapshot.ProbabilityOf(deal).Value));
            }
        }

        return (won, without, open);
    }
}
