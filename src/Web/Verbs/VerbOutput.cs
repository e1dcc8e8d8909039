using System.CommandLine;
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
}
