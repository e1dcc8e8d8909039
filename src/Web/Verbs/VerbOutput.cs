using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ServiceBot.Web.Verbs;

/// <summary>How verbs print: words for people, or JSON for scripts.</summary>
internal static class VerbOutput
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static Option<bool> JsonOption() => new("--json") { Description = "Print the result as JSON." };

    public static void WriteJson(object result) => Console.WriteLine(JsonSerializer.Serialize(result, Options));

    /// <summary>Writes a result for people: a figure a line, and what has parts as compact JSON.</summary>
    public static void WriteText(IReadOnlyDictionary<string, object?> result)
    {
        foreach (var (name, value) in result)
        {
            if (value is double figure)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20}{figure,14:0.####}"));
            }
            else if (value is string or int or long)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20}{value,14}"));
            }
            else
            {
                Console.WriteLine(name);
                var json = JsonSerializer.SerializeToElement(value, Options);
                foreach (var row in json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(part => part.ToString())] : json.EnumerateObject().Select(part => $"{part.Name,-22}{part.Value}"))
                {
                    Console.WriteLine("  " + string.Join(' ', row.Split(['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries)));
                }
            }
        }
    }

    /// <summary>A figure as JSON has it; null where there is none.</summary>
    public static double? Finite(double figure) => double.IsFinite(figure) ? figure : null;

    /// <summary>Runs a verb on files; what is wrong with them is said in one line.</summary>
    public static int Measured(Action measure)
    {
        try
        {
            measure();
            return 0;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}
