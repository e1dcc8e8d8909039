using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ServiceBot.Insight.Learning.Tables;
using ServiceBot.Insight.Segments;
using ServiceBot.Insight.Segments.Clusters;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate segments</c>: scores and clusters the customers of a file.</summary>
internal static class EvaluateSegmentsVerb
{
    private const int Most = 8;

    public static Command Create()
    {
        var transactions = new Option<FileInfo?>("--transactions") { Description = "Purchases: CSV with a header, plain or .gz, see docs/insight.md." };
        var table = new Option<FileInfo?>("--table") { Description = "Instead: any table; its columns of numbers are clustered." };
        var drop = new Option<string[]>("--drop") { Description = "Columns of the table to leave out.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var plain = new Option<bool>("--plain") { Description = "Cluster the table's numbers as they are, not standardised." };
        var asOf = new Option<DateTime?>("--as-of") { Description = "The day as of which customers are scored; by default the one after the last purchase." };
        var k = new Option<int?>("--k") { Description = "How many clusters; by default 2 to 8 are tried." };
        var distance = new Option<double?>("--distance") { Description = "Also find dense places: how near neighbours are (standardised)." };
        var neighbours = new Option<int>("--neighbours") { Description = "How many neighbours make a place dense.", DefaultValueFactory = _ => 5 };
        var seed = new Option<int>("--seed") { Description = "The same number gives the same clusters.", DefaultValueFactory = _ => 1 };
        var json = VerbOutput.JsonOption();
        var command = new Command("segments", "Score customers by recency, frequency and money, and cluster them.") { transactions, table, drop, plain, asOf, k, distance, neighbours, seed, json };
        command.Validators.Add(parsed =>
        {
            if ((parsed.GetValue(transactions) is null) == (parsed.GetValue(table) is null))
            {
                parsed.AddError("Name either --transactions or --table.");
            }
        });
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var result = new Dictionary<string, object?>();
            Points points, described;
            IReadOnlyList<string> names;
            if (parsed.GetValue(transactions) is { } file)
            {
                var lines = TransactionFile.Read(file.FullName, out var leftOut);
                if (lines.Count == 0)
                {
                    throw new InvalidDataException($"{file.FullName}:1:1: no line counts; each needs a customer and a value above 0.");
                }

                var segments = SegmentEvaluation.Of(lines, parsed.GetValue(asOf));
                Add(result, segments, leftOut);
                (points, described, names) = (segments.Points.Standardised(), segments.Plain, SegmentEvaluation.Features);
            }
            else
            {
                (described, names) = ReadTable(parsed.GetValue(table)!.FullName, parsed.GetValue(drop)!);
                points = parsed.GetValue(plain) ? described : described.Standardised();
                result["rows"] = points.Count;
            }

            Cluster(result, points, described, names, parsed.GetValue(k), parsed.GetValue(seed));
            if (parsed.GetValue(distance) is { } near)
            {
                var start = Stopwatch.GetTimestamp();
                var dense = Dbscan.Fit(points, near, parsed.GetValue(neighbours));
                result["dense"] = new
                {
                    clusters = dense.Max() + 1,
                    noise = dense.Count(cluster => cluster == Dbscan.Noise),
                    sizes = dense.Where(cluster => cluster >= 0).GroupBy(cluster => cluster).OrderBy(group => group.Key).Select(group => group.Count()),
                    silhouette = VerbOutput.Finite(ClusterQuality.Silhouette(points, dense)),
                    seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
                };
            }

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

    private static void Add(Dictionary<string, object?> result, SegmentEvaluation segments, int leftOut)
    {
        result["as_of"] = segments.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        result["customers"] = segments.Customers.Count;
        result["purchases"] = segments.Customers.Sum(customer => customer.Purchases);
        result["spent"] = Math.Round(segments.Customers.Sum(customer => customer.Spent), 2);
        result["lines_left_out"] = leftOut;
        result["recency_scores"] = Counts(segments.Scores, score => score.Recency);
        result["frequency_scores"] = Counts(segments.Scores, score => score.Frequency);
        result["monetary_scores"] = Counts(segments.Scores, score => score.Monetary);
        result["cells"] = Counts(segments.Scores, score => score.Cell);
    }

    private static void Cluster(Dictionary<string, object?> result, Points points, Points described, IReadOnlyList<string> names, int? k, long seed)
    {
        var start = Stopwatch.GetTimestamp();
        KMeansResult best;
        if (k is { } asked)
        {
            best = asked >= 1 && asked <= points.Count ? KMeans.Fit(points, asked, seed) : throw new InvalidDataException($"--k is {asked}, and there are {points.Count} rows.");
        }
        else
        {
            (best, var trials) = points.Count >= 3 ? ClusterChoice.Choose(points, 2, Most, seed) : throw new InvalidDataException($"{points.Count} rows are too few to cluster.");
            result["tried"] = trials.Select(trial => new { trial.K, trial.Inertia, Silhouette = VerbOutput.Finite(trial.Silhouette), trial.Stability });
        }

        result["k"] = best.Centres.Count;
        result["inertia"] = best.Inertia;
        result["silhouette"] = VerbOutput.Finite(ClusterQuality.Silhouette(points, best.Clusters));
        result["sizes"] = best.Sizes().Order();
        result["seconds"] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        result["clusters"] = ClusterProfile.Of(described, names, best.Clusters).Select(profile => new
        {
            profile.Size,
            profile.Share,
            traits = profile.Traits.Take(5).Select(trait => new { trait.Feature, trait.Mean, trait.Usual, trait.Deviations }),
        });
    }

    /// <summary>The columns of numbers; a missing one is the column's mean.</summary>
    private static (Points Points, IReadOnlyList<string> Names) ReadTable(string path, string[] drop)
    {
        var file = CsvFile.Read(path);
        var left = drop.SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var columns = TableSchema.NumbersOf(file, left);
        if (columns.Count == 0 || file.Records.Count == 0)
        {
            throw new InvalidDataException($"{path}:1:1: no column holds numbers that differ.");
        }

        return (Points.OfColumns([.. columns.Select(column =>
        {
            var mean = column.Numbers.Where(number => !double.IsNaN(number)).Average();
            return Array.ConvertAll(column.Numbers, number => double.IsNaN(number) ? mean : number);
        })]), [.. columns.Select(column => column.Name)]);
    }

    private static Dictionary<string, int> Counts<T>(RfmScore[] scores, Func<RfmScore, T> of)
        where T : notnull => scores.GroupBy(of).OrderBy(group => group.Key).ToDictionary(group => group.Key.ToString()!, group => group.Count());
}
