using System.Diagnostics;
using System.Globalization;
using System.Text;
using ServiceBot.Insight.Experiments;
using ServiceBot.Insight.Forecasting;
using ServiceBot.Insight.Learning;
using ServiceBot.Insight.Learning.Tables;
using ServiceBot.Insight.Recommending;
using ServiceBot.Insight.Segments;
using ServiceBot.Insight.Segments.Clusters;
using ServiceBot.Insight.Value;

namespace ServiceBot.Benchmarks.Insight;

/// <summary>Learns, clusters, forecasts and suggests on public sets, beside scikit-learn where it is installed, and writes a page of tables.</summary>
internal static class InsightBenchmark
{
    private const int EverySeries = 3;

    private static readonly (string Name, string Train, string Test, string Label, string[] Drop)[] Sets =
    [
        ("telco", "telco/train.csv", "telco/dev.csv", "Churn", []),
        ("bank_churn", "bank_churn/train.csv", "bank_churn/dev.csv", "Exited", ["Surname"]),
        ("ecommerce_churn", "ecommerce_churn/train.csv", "ecommerce_churn/dev.csv", "Churn", []),
        ("bank_marketing", "bank_marketing/train.csv.gz", "bank_marketing/dev.csv.gz", "y", ["duration"]),
    ];

    public static int Run(string[] args)
    {
        if (Value(args, "--data") is not { } data)
        {
            Console.Error.WriteLine("Name the folder of the sets with --data.");
            return 2;
        }

        var page = new StringBuilder("# Figures of insight\n\nWritten by `ServiceBot.Benchmarks insight --data FOLDER --out FILE`; what each model is: [insight.md](../insight.md).\n");
        page.Append(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}. Seconds are of learning alone, after a short run that compiles the code.\n");
        var only = Value(args, "--only");
        foreach (var (name, write) in new (string, Action<StringBuilder, string>)[] { ("models", Models), ("clusters", Clusters), ("forecasts", Forecasts), ("value", Values), ("suggestions", Suggestions), ("experiments", Experiments) })
        {
            if (only is null || only == name)
            {
                write(page, data);
            }
        }

        Console.WriteLine(page);
        if (Value(args, "--out") is { } file)
        {
            File.WriteAllText(file, page.ToString());
        }

        return 0;
    }

    private static void Models(StringBuilder page, string data)
    {
        page.Append("\n## Churn and response\n\nLearned from `train`, measured on `dev`; in brackets by five parts of `train`. One configuration for all.\n\n| set | model | AUC | log loss | Brier | lift in the top tenth | seconds |\n|---|---|---|---|---|---|---|\n");
        var peers = Peers(data);
        foreach (var (name, train, test, label, drop) in Sets)
        {
            var file = CsvFile.Read(Path.Combine(data, train));
            var schema = TableSchema.Of(file, label, drop);
            var (known, unknown) = (schema.Read(file), schema.Read(CsvFile.Read(Path.Combine(data, test))));
            foreach (var trainer in ModelComparison.Trainers)
            {
                ModelComparison.WarmUp(trainer, known);
                var score = ModelComparison.Measure(trainer, known, unknown, 1).Score;
                var crossed = ModelComparison.CrossValidate(trainer, known, 5, 1);
                page.Append(CultureInfo.InvariantCulture, $"| {name} | {score.Model} | {score.Auc:0.0000} ({crossed.Auc:0.0000}) | {score.LogLoss:0.0000} ({crossed.LogLoss:0.0000}) | {score.Brier:0.0000} | {score.Lift10:0.00} | {score.TrainSeconds:0.000} |\n");
            }

            foreach (var row in peers.Where(row => row[0] == name))
            {
                page.Append(CultureInfo.InvariantCulture, $"| {name} | *scikit-learn {row[1]}* | {row[2]} | {row[3]} | | | {row[4]} |\n");
            }
        }
    }

    private static List<string[]> Peers(string data)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Insight", "peers.py");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, data]) { RedirectStandardOutput = true, RedirectStandardError = true });
        var errors = python!.StandardError.ReadToEndAsync();
        var rows = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Where(row => row.Length == 5).ToList();
        python.WaitForExit();
        if (rows.Count == 0)
        {
            Console.Error.WriteLine($"scikit-learn is not measured: {errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()}");
        }

        return rows;
    }

    private static void Clusters(StringBuilder page, string data)
    {
        page.Append("\n## Segments\n\n| what | inertia | silhouette | seconds |\n|---|---|---|---|\n");
        var segments = SegmentEvaluation.Of(TransactionFile.Read(Path.Combine(data, "online_retail/transactions.csv.gz"), out _), null);
        var points = segments.Points.Standardised();
        KMeans.Fit(points, 5, 2, starts: 2);
        var start = Stopwatch.GetTimestamp();
        var five = KMeans.Fit(points, 5, 1);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        page.Append(CultureInfo.InvariantCulture, $"| online_retail, {points.Count} customers, recency, frequency and money, k-means with 5, ten starts | {five.Inertia:0.0} | {ClusterQuality.Silhouette(points, five.Clusters):0.000} | {seconds:0.00} |\n");
        var million = Heaps(1_000_000, 8, 8, 2);
        foreach (var starts in new[] { 1, 10 })
        {
            start = Stopwatch.GetTimestamp();
            var eight = KMeans.Fit(million, 8, 1, starts);
            page.Append(CultureInfo.InvariantCulture, $"| 1,000,000 points in 8 dimensions around 8 centres, {starts} start{(starts > 1 ? "s" : "")} | {eight.Inertia:0} | | {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} |\n");
        }

        var dense = Heaps(50_000, 3, 12, 0.6);
        start = Stopwatch.GetTimestamp();
        var places = Dbscan.Fit(dense, 0.5, 10);
        page.Append(CultureInfo.InvariantCulture, $"| 50,000 points in 3 dimensions around 12 centres, DBSCAN with 0.5 and 10: {places.Max() + 1} clusters, {places.Count(place => place < 0)} alone | | | {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} |\n");
    }

    private static Points Heaps(int count, int dimensions, int heaps, double spread)
    {
        var random = new SeededRandom(20240);
        double[] centres = [.. Enumerable.Range(0, heaps * dimensions).Select(_ => (random.NextDouble() * 20) - 10)];
        var values = new double[count * dimensions];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = centres[(i / dimensions % heaps * dimensions) + (i % dimensions)] + (spread * random.NextNormal());
        }

        return new(dimensions, values);
    }

    private static void Forecasts(StringBuilder page, string data)
    {
        page.Append("\n## Forecasts\n\nThe last values of every third series are cut off and forecast. «combined» is what the product uses.\n\n| set | season | horizon | series | method | sMAPE | MASE | in the 80 % range | in the 95 % range | ms a series |\n|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var (name, path) in new[] { ("m3", "m3/train.jsonl.gz"), ("m4 hourly", "m4/hourly-train.jsonl.gz"), ("air_passengers", "small_series/air_passengers.csv"), ("us_retail_sales", "small_series/us_retail_sales.csv") })
        {
            foreach (var row in ForecastEvaluation.Run([.. SeriesFile.Read(Path.Combine(data, path)).Where((_, i) => i % EverySeries == 0)], null))
            {
                page.Append(CultureInfo.InvariantCulture, $"| {name} | {row.Season} | {row.Horizon} | {row.Series} | {row.Method} | {row.Smape:0.00} | {row.Mase:0.000} | {row.Coverage80:0.0%} | {row.Coverage95:0.0%} | {row.MillisecondsASeries:0.00} |\n");
            }
        }
    }

    private static void Suggestions(StringBuilder page, string data)
    {
        var (all, fresh, seconds) = RecommendEvaluation.Run(TransactionFile.Read(Path.Combine(data, "online_retail/transactions.csv.gz"), out _), new(2011, 8, 1), new(2011, 9, 1));
        page.Append(CultureInfo.InvariantCulture, $"\n## Suggestions\n\nonline_retail: learned until 2011-07-31 in {seconds:0.0} s, measured on August.\n\n| items | list | customers | hit@10 | nDCG@10 |\n|---|---|---|---|---|\n");
        foreach (var (items, rows) in new[] { ("all", all), ("new to the customer", fresh) })
        {
            foreach (var row in rows)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {items} | {row.Model} | {row.Customers} | {row.HitAt10:0.0%} | {row.NdcgAt10:0.0%} |\n");
            }
        }
    }

    private static void Values(StringBuilder page, string data)
    {
        var lines = TransactionFile.Read(Path.Combine(data, "cdnow/transactions.csv.gz"), out _);
        List<Buyer> buyers = [.. lines.GroupBy(line => line.Customer).Select(customer => Buyer.Of(customer.Select(line => (line.At, line.Value))))];
        var start = Stopwatch.GetTimestamp();
        var (fit, held) = ValueHoldOut.Of(buyers, new(1997, 7, 2), new(1997, 10, 1))!.Value;
        page.Append(CultureInfo.InvariantCulture, $"\n## Value\n\ncdnow, {held.Customers:N0} customers: fitted to what came before 1997-07-02 in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s (BG/NBD r {fit.Purchases.R:0.0000}, α {fit.Purchases.Alpha:0.000} weeks, a {fit.Purchases.A:0.0000}, b {fit.Purchases.B:0.000}; Gamma–Gamma p {fit.Spend.P:0.000}, q {fit.Spend.Q:0.000}, v {fit.Spend.V:0.000}; correlation of both {fit.Correlation:0.000}), measured on the 13 weeks after it. Who buys again is told with an area under the curve of {held.BuysAgain:0.000}; the first tenth had {held.TopTenth:0.0%} of the purchases.\n\n| | purchases | spent | error a customer | in money | correlation |\n|---|---|---|---|---|---|\n| what came | {held.Purchases:N0} | {held.Value:N0} | | | |\n");
        foreach (var (name, said) in new[] { ("BG/NBD and Gamma–Gamma", held.Model), ("the same rate continues", held.SameRate) })
        {
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {said.Purchases:N0} | {said.Value:N0} | {said.MeanError:0.000} | {said.ValueError:0.00} | {said.Correlation:0.000} |\n");
        }
    }

    private static void Experiments(StringBuilder page, string data)
    {
        var rules = AaSimulation.Run();
        page.Append(CultureInfo.InvariantCulture, $"\n## Experiments without any difference\n\n4,000 runs, 5 % convert in both arms, 20 looks of 500 customers an arm. A winner is seen by «the higher rate wins» in {rules.Highest:0.00%}, by the z test believed at any look in {rules.Peeked:0.0%}, ");
        page.Append(CultureInfo.InvariantCulture, $"at the end alone in {rules.AtTheEnd:0.0%}, by the always-valid range in {rules.Always:0.0%}.\n");
    }

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
