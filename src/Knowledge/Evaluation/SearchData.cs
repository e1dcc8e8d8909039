using System.Globalization;
using System.Text.Json;

namespace ServiceBot.Knowledge.Evaluation;

/// <summary>Reads judged questions: documents and questions as JSON Lines, judgements as tab-separated values.</summary>
/// <remarks>A line that cannot be read throws a <see cref="FormatException"/> that names file and line.</remarks>
public static class SearchData
{
    /// <summary>Reads <c>{"id","title","text"}</c> a line; the title may be missing.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">A line is not such an object, or an id is there twice.</exception>
    public static IReadOnlyList<SearchDocument> ReadDocuments(string path) =>
        ReadJsonLines(path, (id, line) => new SearchDocument(id, Text(line, "title") ?? "", Required(line, "text")));

    /// <summary>Reads <c>{"id","text"}</c> a line.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">A line is not such an object, or an id is there twice.</exception>
    public static IReadOnlyList<SearchQuery> ReadQueries(string path) =>
        ReadJsonLines(path, (id, line) => new SearchQuery(id, Required(line, "text")));

    /// <summary>Reads query, document and grade, or a TREC file's query, 0, document and grade; a header line is skipped.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">A line does not have three or four columns, or its last is no number.</exception>
    public static IReadOnlyList<Judgement> ReadJudgements(string path)
    {
        // A pair that is judged twice counts with its last grade.
        var judgements = new Dictionary<(string, string), Judgement>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var columns = line.Split(line.Contains('\t') ? ['\t'] : (char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length == 0)
            {
                continue;
            }

            if (columns.Length is not (3 or 4))
            {
                throw new FormatException($"{path}:{number}: 3 or 4 columns are expected, query, document and grade; there are {columns.Length}.");
            }

            if (double.TryParse(columns[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var grade))
            {
                judgements[(columns[0], columns[^2])] = new(columns[0], columns[^2], grade);
            }
            else if (number > 1)
            {
                throw new FormatException($"{path}:{number}: the grade `{columns[^1]}` is not a number.");
            }
        }

        return [.. judgements.Values];
    }

    private static List<T> ReadJsonLines<T>(string path, Func<string, JsonElement, T> read)
    {
        var items = new List<T>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                using var json = JsonDocument.Parse(line);
                var id = Required(json.RootElement, "id");
                items.Add(ids.Add(id) ? read(id, json.RootElement) : throw new FormatException($"the id `{id}` is there twice."));
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
            {
                throw new FormatException($"{path}:{number}: {e.Message}", e);
            }
        }

        return items;
    }

    private static string Required(JsonElement line, string name) => Text(line, name) ?? throw new FormatException($"`{name}` is missing or not a text.");

    private static string? Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
