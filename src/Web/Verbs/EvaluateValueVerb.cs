using System.CommandLine;
using System.Globalization;
using ServiceBot.Insight.Segments;
using ServiceBot.Insight.Value;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate value</c>: fits models of how often and for how much customers buy, and measures them on what comes later.</summary>
internal static class EvaluateValueVerb
{
    public static Command Create()
    {
        var transactions = new Option<FileInfo>("--transactions") { Description = "Purchases: CSV with a header, plain or .gz, see docs/insight.md.", Required = true }.AcceptExistingOnly();
        var days = new Option<int>("--days") { Description = "The last so many days are held out.", DefaultValueFactory = _ => 90 };
        var months = new Option<int>("--months") { Description = "How many months ahead value is computed.", DefaultValueFactory = _ => 12 };
        var discount = new Option<double>("--discount") { Description = "What money loses a month.", DefaultValueFactory = _ => 0.01 };
        var json = VerbOutput.JsonOption();
        var command = new Command("value", "Fit what customers will buy and be worth, and measure that beside the same rate continuing.") { transactions, days, months, discount, json };
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var file = parsed.GetValue(transactions)!.FullName;
            var lines = TransactionFile.Read(file, out var leftOut);
            List<Buyer> buyers = [.. lines.GroupBy(line => line.Customer).Select(customer => Buyer.Of(customer.Select(line => (line.At, line.Value))))];
            var until = lines.Count == 0 ? default : lines.Max(line => line.At).Date.AddDays(1);
            if (lines.Count == 0 || ValueHoldOut.Of(buyers, until.AddDays(-parsed.GetValue(days)), until) is not var (before, held) || ValueFit.Of(buyers, until) is not { } fit)
            {
                throw new InvalidDataException($"{file}:1:1: fewer than {ValueFit.FewestRepeaters} customers have bought again before the last {parsed.GetValue(days)} days.");
            }

            var values = buyers.Select(buyer => buyer.Before(until)!.Value).Select(one => fit.Worth(one.History, one.Mean, parsed.GetValue(months), parsed.GetValue(discount))).ToList();
            var result = new Dictionary<string, object?>
            {
                ["customers"] = buyers.Count,
                ["lines_left_out"] = leftOut,
                ["until"] = until.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["unit"] = "weeks",
                ["fit"] = Of(fit),
                ["value"] = Math.Round(values.Sum(), 2),
                ["value_a_customer"] = values.Average(),
                ["fit_before"] = Of(before),
                ["held_out_from"] = held.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["purchases"] = held.Purchases,
                ["spent"] = Math.Round(held.Value, 2),
                ["model"] = Of(held.Model),
                ["same_rate"] = Of(held.SameRate),
                ["auc_buys_again"] = VerbOutput.Finite(held.BuysAgain),
                ["top_tenth_share"] = held.TopTenth,
            };
            if (parsed.GetValue(json))
            {
                VerbOutput.WriteJson(result);
            }
            else
            {
                VerbOutput.WriteText(result);
            }
        }));
        return command;
    }

    private static object Of(ValueFit fit) => new
    {
        fit.Customers,
        r = fit.Purchases.R,
        alpha = fit.Purchases.Alpha,
        a = fit.Purchases.A,
        b = fit.Purchases.B,
        p = fit.Spend.P,
        q = fit.Spend.Q,
        v = fit.Spend.V,
        fit.Correlation,
    };

    private static object Of(ValuePromise promise) => new { promise.Purchases, spent = promise.Value, mae = promise.MeanError, money_mae = promise.ValueError, promise.Correlation };
}
