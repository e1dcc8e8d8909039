using System.Globalization;
using System.Text.Json;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Forecasting;

/// <summary>A series of a file.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Season">How many values a season has; 1: it has none.</param>
/// <param name="Horizon">How many values are asked for.</param>
/// <param name="Values">The values, the oldest first.</param>
public sealed record Series(string Id, int Season, int Horizon, double[] Values);

/// <summary>Reads series: JSON Lines of id, frequency, horizon and values, or CSV of date and value; plain or gzip.</summary>
public static class SeriesFile
{
    /// <summary>Reads all series of a file.</summary>
    /// <param name="path">The file; CSV if its name says so.</param>
    /// <exception cref="InvalidDataException">It holds something else; the message says where.</exception>
    public static IReadOnlyList<Series> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase) ? [ReadTable(path)] : ReadLines(path);
    }

    private static List<Series> ReadLines(string path)
    {
        var series = new List<Series>();
        using var reader = CsvFile.OpenText(path);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            try
            {
                using var json = JsonDocument.Parse(text);
                var root = json.RootElement;
                var values = root.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToArray();
                series.Add(new(
                    root.TryGetProperty("id", out var id) ? id.ToString() : line.ToString(CultureInfo.InvariantCulture),
                    root.TryGetProperty("frequency", out var season) ? Math.Max(1, season.GetInt32()) : 1,
                    root.TryGetProperty("horizon", out var horizon) ? horizon.GetInt32() : 0,
                    values.Length > 0 ? values : throw new InvalidOperationException("values is empty")));
            }
            catch (JsonException failure)
            {
                throw CsvFile.Bad(path, line, 1 + (int)(failure.BytePositionInLine ?? 0), "this line is no JSON", "each line is an object with id, frequency, horizon and values", failure);
            }
            catch (Exception failure) when (failure is KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw CsvFile.Bad(path, line, 1, "this is no series", "each line is an object with id, frequency, horizon and values, which are numbers", failure);
            }
        }

        return series.Count > 0 ? series : throw CsvFile.Bad(path, 1, 1, "the file is empty", "each line is a series");
    }

    private static Series ReadTable(string path)
    {
        var file = CsvFile.Read(path);
        if (file.Header.Count < 2)
        {
            throw CsvFile.Bad(path, 1, 1, "there are no two columns", "the first line is date,value");
        }

        var days = new List<DateTime>();
        var values = new List<double>();
        foreach (var record in file.Records)
        {
            days.Add(DateTime.TryParse(record.Fields[0], CultureInfo.InvariantCulture, out var day) ? day : throw file.Bad(record, 0, $"{record.Fields[0]} is no day", "write days as 2026-01-31"));
            values.Add(NumberText.TryParse(record.Fields[1], out var value) ? value : throw file.Bad(record, 1, $"{record.Fields[1]} is no number", "write numbers as 1234.50"));
        }

        if (values.Count == 0)
        {
            throw CsvFile.Bad(path, 1, 1, "the file has no values", "each line is a date and a value, the oldest first");
        }

        var gaps = days.Zip(days.Skip(1), (a, b) => (b - a).TotalDays).Order().ToList();
        var season = gaps.Count == 0 ? 1 : gaps[gaps.Count / 2] switch { < 0.2 => 24, < 2 => 7, < 20 => 1, < 45 => 12, < 120 => 4, _ => 1 };
        return new(Path.GetFileNameWithoutExtension(path), season, season > 1 ? season : 6, [.. values]);
    }
}
