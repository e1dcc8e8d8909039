using System.Collections.Frozen;
using System.Text.Json;

namespace ServiceBot.Crm.Cleaning;

/// <summary>The countries' names in English and Chinese, by ISO 3166-1: as the npm package i18n-iso-countries carries them.</summary>
public static class CountryTable
{
    private static readonly Lazy<FrozenDictionary<string, string[]>> English = new(() => Read("countries.en.json"));
    private static readonly Lazy<FrozenDictionary<string, string[]>> Chinese = new(() => Read("countries.zh.json"));

    private static readonly (string Name, string Code)[] Usual =
    [
        ("England", "GB"), ("Scotland", "GB"), ("Wales", "GB"), ("Britain", "GB"), ("USA", "US"), ("U.S.A.", "US"), ("UAE", "AE"), ("Holland", "NL"), ("Deutschland", "DE"),
        ("Mainland China", "CN"), ("P.R. China", "CN"), ("PRC", "CN"),
    ];

    private static readonly Lazy<FrozenDictionary<string, string>> Codes = new(() => English.Value.Concat(Chinese.Value)
        .SelectMany(country => country.Value.Append(country.Key), (country, name) => (Name: name, Code: country.Key))
        .Concat(Usual)
        .Select(pair => (Name: Plain(pair.Name), pair.Code))
        .DistinctBy(pair => pair.Name)
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Code));

    /// <summary>The code of a country that somebody wrote by a name or its code.</summary>
    /// <returns>ISO 3166-1 alpha-2, or null.</returns>
    public static string? CodeOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : Codes.Value.GetValueOrDefault(Plain(text));

    /// <summary>A country's name.</summary>
    /// <param name="code">ISO 3166-1 alpha-2.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    /// <returns>Null when there is no such country.</returns>
    public static string? NameOf(string code, string language) => (language == "zh" ? Chinese : English).Value.GetValueOrDefault(code)?[0];

    private static string Plain(string text) =>
        string.Join(' ', string.Concat(StoredText.FoldWidth(text).Select(c => char.IsLetter(c) ? char.ToUpperInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static FrozenDictionary<string, string[]> Read(string file)
    {
        using var stream = typeof(CountryTable).Assembly.GetManifestResourceStream(file)!;
        using var table = JsonDocument.Parse(stream);
        return table.RootElement.GetProperty("countries").EnumerateObject().ToFrozenDictionary(
            country => country.Name,
            country => country.Value.ValueKind == JsonValueKind.Array ? country.Value.EnumerateArray().Select(name => name.GetString()!).ToArray() : [country.Value.GetString()!]);
    }
}
