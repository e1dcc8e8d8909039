using System.CommandLine;
using System.Globalization;
using ServiceBot.Insight.Forecasting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate forecast</c>: forecasts the ends of series by every method, beside the naive ones.</summary>
internal static class EvaluateForecastVerb
{
    public static Command Create()
    {
        var series = new Option<FileInfo>("--series") { Description = "Series: JSON Lines of id, frequency, horizon and values, or CSV of date and value; plain or .gz.", Required = true }.AcceptExistingOnly();
        var test = new Option<FileInfo?>("--test") { Description = "What came after them: the same ids. Without it the last values of each series are cut off and forecast." };
        var horizon = new Option<int?>("--horizon") { Description = "How many values to forecast; by default what each series says." };
        var every = new Option<int>("--every") { Description = "Look at each so-many-th series only.", DefaultValueFactory = _ => 1 };
        var json = VerbOutput.JsonOption();
        var command = new Command("forecast", "Forecast the ends of series, and measure that beside the naive forecasts.") { series, test, horizon, every, json };
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var file = parsed.GetValue(series)!.FullName;
            var known = SeriesFile.Read(file).Where((_, i) => i % Math.Max(1, parsed.GetValue(every)) == 0).ToList();
            var rows = parsed.GetValue(test) is { } after ? ForecastEvaluation.Compare(Matched(known, after)) : ForecastEvaluation.Run(known, parsed.GetValue(horizon));
            if (rows.Count == 0)
            {
                throw new InvalidDataException($"{file}:1:1: no series is longer than its horizon; name another with --horizon.");
            }

            if (parsed.GetValue(json))
            {
                VerbOutput.WriteJson(new
                {
                    groups = rows.GroupBy(row => (row.Season, row.Horizon, row.Series)).Select(group => new
                    {
                        frequency = group.Key.Season,
                        group.Key.Horizon,
                        group.Key.Series,
                        methods = group.Select(row => new
                        {
                            row.Method,
                            row.Smape,
                            mase = VerbOutput.Finite(row.Mase),
                            coverage_80 = row.Coverage80,
                            coverage_95 = row.Coverage95,
                            ms_a_series = row.MillisecondsASeries,
                            beats_naive = row.Smape < group.First(naive => naive.Method == ForecastMethod.SeasonalNaive.Name).Smape,
                        }),
                    }),
                });
                return;
            }

            Console.WriteLine($"{"frequency",-10}{"horizon",8}{"series",8}  {"method",-16}{"smape",9}{"mase",9}{"in_80%",9}{"in_95%",9}{"ms",9}");
            foreach (var row in rows)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Season,-10}{row.Horizon,8}{row.Series,8}  {row.Method,-16}{row.Smape,9:0.000}{row.Mase,9:0.000}{row.Coverage80,9:0.0%}{row.Coverage95,9:0.0%}{row.MillisecondsASeries,9:0.00}"));
            }
        }));
        return command;
    }

    private static List<(Series Known, double[] Came)> Matched(List<Series> known, FileInfo after)
    {
        var came = SeriesFile.Read(after.FullName).ToDictionary(one => one.Id, one => one.Values);
        return known.ConvertAll(one => came.TryGetValue(one.Id, out var values)
            ? (one with { Horizon = values.Length }, values)
            : throw new InvalidDataException($"{after.FullName}:1:1: the series {one.Id} is not there."));
    }
}
