using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace ServiceBot.Desk.Requests;

/// <summary>The values of a request's form as its row keeps them.</summary>
public static class RequestFields
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The values by field.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? json) => json is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    /// <summary>The same as text, in the order of names; null: there are none.</summary>
    internal static string? Write(IReadOnlyDictionary<string, string> values) =>
        values.Count == 0 ? null : JsonSerializer.Serialize(new SortedDictionary<string, string>(values.ToDictionary(), StringComparer.Ordinal), Readable);
}
