using ServiceBot.Insight.Learning.Scores;

namespace ServiceBot.Insight.Value;

/// <summary>How often and for how much customers buy, fitted to what they bought before a day.</summary>
/// <param name="Customers">How many had bought.</param>
/// <param name="Purchases">How often they buy.</param>
/// <param name="Spend">How much.</param>
/// <param name="Correlation">Between how often and how much: beyond 0.3 either way, Gamma–Gamma does not hold.</param>
public sealed record ValueFit(int Customers, PurchaseModel Purchases, SpendModel Spend, double Correlation)
{
    /// <summary>So few who bought again tell nothing.</summary>
    public const int FewestRepeaters = 30;

    /// <summary>Fits both models; null: too few have bought again.</summary>
    /// <param name="buyers">Customers.</param>
    /// <param name="day">The beginning of the day that counts as now.</param>
    public static ValueFit? Of(IReadOnlyList<Buyer> buyers, DateTime day)
    {
        ArgumentNullException.ThrowIfNull(buyers);
        var known = buyers.Select(buyer => buyer.Before(day)).OfType<(PurchaseHistory History, double Mean)>().ToList();
        var again = known.Where(one => one.History.Repeats > 0 && one.Mean > 0).ToList();
        return again.Count < FewestRepeaters ? null : new(
            known.Count, PurchaseModel.Fit([.. known.Select(one => one.History)]), SpendModel.Fit([.. again.Select(one => one.History.Repeats)], [.. again.Select(one => one.Mean)]),
            Pearson([.. again.Select(one => (double)one.History.Repeats)], [.. again.Select(one => one.Mean)]));
    }

    /// <summary>How many days with a purchase are expected of a customer, and what they come to, not discounted.</summary>
    public (double Purchases, double Value) Expected(PurchaseHistory history, double mean, Weeks ahead)
    {
        var purchases = Purchases.Expected(history, ahead);
        purchases = double.IsFinite(purchases) ? Math.Max(0, purchases) : 0;
        return (purchases, purchases * Spend.Expected(history.Repeats, mean));
    }

    /// <summary>What a customer's purchases to come are worth, discounted month by month.</summary>
    public double Worth(PurchaseHistory history, double mean, int months, double discount) =>
        CustomerValue.Of(Purchases, Spend, history, mean, months, discount) is var value && double.IsFinite(value) ? Math.Max(0, value) : 0;

    internal static double Pearson(double[] a, double[] b)
    {
        var (x, y) = (a.Average(), b.Average());
        var (both, one, other) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            (both, one, other) = (both + ((a[i] - x) * (b[i] - y)), one + ((a[i] - x) * (a[i] - x)), other + ((b[i] - y) * (b[i] - y)));
        }

        return one > 0 && other > 0 ? both / Math.Sqrt(one * other) : 0;
    }
}

/// <summary>How right something was about what customers bought in a time that it had not seen.</summary>
/// <param name="Purchases">How many days with a purchase it promised, of all customers.</param>
/// <param name="Value">What it promised that they come to.</param>
/// <param name="MeanError">How far it was from a customer's days with a purchase, the mean.</param>
/// <param name="ValueError">How far it was from what a customer spent, the mean.</param>
/// <param name="Correlation">Between what it promised of customers and what they did.</param>
public sealed record ValuePromise(double Purchases, double Value, double MeanError, double ValueError, double Correlation);

/// <summary>What was held out, and what came of promises about it.</summary>
/// <param name="From">The first day that was held out: nothing since was known.</param>
/// <param name="Until">The day after the last.</param>
/// <param name="Customers">How many had bought before.</param>
/// <param name="Purchases">How many days with a purchase they then had.</param>
/// <param name="Value">What these came to.</param>
/// <param name="Model">What BG/NBD and Gamma–Gamma promised.</param>
/// <param name="SameRate">What «the same rate continues» promised.</param>
/// <param name="BuysAgain">How well expected purchases tell who buys again from who does not: the area under the curve.</param>
/// <param name="TopTenth">Which share of the purchases the tenth had of whom most was expected.</param>
public sealed record ValueHoldOut(
    DateTime From, DateTime Until, int Customers, double Purchases, double Value, ValuePromise Model, ValuePromise SameRate, double BuysAgain, double TopTenth)
{
    /// <summary>Fits models to what came before a day, and compares what they promise with what came.</summary>
    /// <param name="buyers">Customers with all that they bought.</param>
    /// <param name="from">The day.</param>
    /// <param name="until">The day after the last that is known.</param>
    /// <returns>The models and how right they were; null: too few had bought again.</returns>
    public static (ValueFit Fit, ValueHoldOut HoldOut)? Of(IReadOnlyList<Buyer> buyers, DateTime from, DateTime until) => ValueFit.Of(buyers, from) is { } fit ? (fit, Of(fit, buyers, from, until)) : null;

    /// <summary>Compares what fitted models promise with what came.</summary>
    public static ValueHoldOut Of(ValueFit fit, IReadOnlyList<Buyer> buyers, DateTime from, DateTime until)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var ahead = Weeks.OfDays((until - from).TotalDays);
        var rows = buyers.Select(buyer => (buyer, Known: buyer.Before(from))).Where(one => one.Known is not null).Select(one =>
        {
            var (history, mean) = one.Known!.Value;
            var rate = history.Repeats / history.Known.Count * ahead.Count;
            var came = Enumerable.Range(0, one.buyer.Days.Length).Where(i => one.buyer.Days[i] >= from && one.buyer.Days[i] < until).ToList();
            return (Model: fit.Expected(history, mean, ahead), Same: (Purchases: rate, Value: rate * mean), Came: (Purchases: (double)came.Count, Value: came.Sum(i => one.buyer.Sums[i])));
        }).ToList();
        var ranked = rows.OrderByDescending(row => row.Model.Purchases).Take(rows.Count / 10).Sum(row => row.Came.Purchases);
        var all = rows.Sum(row => row.Came.Purchases);
        return new(
            from, until, rows.Count, all, rows.Sum(row => row.Came.Value), Promise(rows.ConvertAll(row => (row.Model, row.Came))), Promise(rows.ConvertAll(row => (row.Same, row.Came))),
            RankScore.Auc([.. rows.Select(row => row.Model.Purchases)], [.. rows.Select(row => row.Came.Purchases > 0)]), all > 0 ? ranked / all : 0);
    }

    private static ValuePromise Promise(List<((double Purchases, double Value) Said, (double Purchases, double Value) Came)> rows) => new(
        rows.Sum(row => row.Said.Purchases), rows.Sum(row => row.Said.Value), rows.Average(row => Math.Abs(row.Said.Purchases - row.Came.Purchases)), rows.Average(row => Math.Abs(row.Said.Value - row.Came.Value)),
        ValueFit.Pearson([.. rows.Select(row => row.Said.Purchases)], [.. rows.Select(row => row.Came.Purchases)]));
}
