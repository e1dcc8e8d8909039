using System.CommandLine;
using ServiceBot.Insight.Recommending;
using ServiceBot.Insight.Segments;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate recommend</c>: learns what customers buy together, and measures suggestions on what they bought later.</summary>
internal static class EvaluateRecommendVerb
{
    public static Command Create()
    {
        var transactions = new Option<FileInfo>("--transactions") { Description = "Purchases with items: CSV with a header, plain or .gz, see docs/insight.md.", Required = true }.AcceptExistingOnly();
        var test = new Option<FileInfo?>("--test") { Description = "Purchases that came later, to measure on. Without it the last days of the file are." };
        var days = new Option<int>("--days") { Description = "How many days at the end to measure on.", DefaultValueFactory = _ => 31 };
        var json = VerbOutput.JsonOption();
        var command = new Command("recommend", "Suggest items to customers, and measure that on what they bought later.") { transactions, test, days, json };
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var file = parsed.GetValue(transactions)!.FullName;
            var known = TransactionFile.Read(file, out _);
            if (known.Count == 0 || known.All(line => line.Item is null))
            {
                throw new InvalidDataException($"{file}:1:1: no line names an item; name its column item, StockCode or product_id.");
            }

            var lines = parsed.GetValue(test) is { } after ? [.. known, .. TransactionFile.Read(after.FullName, out _)] : known;
            var until = lines.Max(line => line.At).Date.AddDays(1);
            var from = parsed.GetValue(test) is null ? until.AddDays(-parsed.GetValue(days)) : known.Max(line => line.At).Date.AddDays(1);
            var (all, fresh, seconds) = RecommendEvaluation.Run(lines, from, until);
            var result = new Dictionary<string, object?>
            {
                ["from"] = from.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                ["until"] = until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                ["train_seconds"] = seconds,
                ["all_items"] = all.Select(Row),
                ["new_items"] = fresh.Select(Row),
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

        static object Row(RecommendRow row) => new { row.Model, row.Customers, hit_at_10 = VerbOutput.Finite(row.HitAt10), ndcg_at_10 = VerbOutput.Finite(row.NdcgAt10) };
    }
}
