using ServiceBot.Insight.Segments.Clusters;

namespace ServiceBot.Insight.Segments;

/// <summary>Segments of the customers of a file.</summary>
/// <param name="AsOf">The day as of which they are scored.</param>
/// <param name="Customers">The customers.</param>
/// <param name="Scores">A score each.</param>
/// <param name="Points">Each customer's ln(1 + days since the last purchase), ln(1 + purchases), ln(1 + spent).</param>
public sealed record SegmentEvaluation(DateTime AsOf, IReadOnlyList<CustomerPurchases> Customers, RfmScore[] Scores, Points Points)
{
    /// <summary>What the dimensions of <see cref="Points"/> are called.</summary>
    public static IReadOnlyList<string> Features { get; } = ["recency", "frequency", "monetary"];

    /// <summary>Scores the customers of transactions.</summary>
    /// <param name="transactions">What was bought; what comes later than the day is not looked at.</param>
    /// <param name="asOf">The beginning of the day; null: of the one after the last purchase. Recency is whole days until then.</param>
    public static SegmentEvaluation Of(IReadOnlyList<Transaction> transactions, DateTime? asOf)
    {
        var day = asOf ?? transactions.Max(line => line.At).Date.AddDays(1);
        var customers = CustomerPurchases.Of(transactions.Where(line => line.At <= day));
        double[] recency = [.. customers.Select(customer => WholeDays(customer.Last, day))];
        double[] frequency = [.. customers.Select(customer => (double)customer.Purchases)];
        double[] spent = [.. customers.Select(customer => customer.Spent)];
        return new(day, customers, RfmScore.Of(recency, frequency, spent), Points.OfColumns(Logs(recency), Logs(frequency), Logs(spent)));

        static double[] Logs(double[] values) => Array.ConvertAll(values, value => Math.Log(1 + Math.Max(0, value)));
    }

    /// <summary>The customers' figures in their own units, for descriptions.</summary>
    public Points Plain => Points.OfColumns(
        [.. Customers.Select(customer => WholeDays(customer.Last, AsOf))],
        [.. Customers.Select(customer => (double)customer.Purchases)],
        [.. Customers.Select(customer => customer.Spent)]);

    private static double WholeDays(DateTime from, DateTime to) => Math.Floor((to - from).TotalDays);
}
