using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ServiceBot.Crm.Cleaning;

/// <summary>How phone numbers are made in every country: the table that libphonenumber is maintained with, as the npm package libphonenumber-js carries it.</summary>
internal sealed class PhoneTable
{
    // Places in a country's row.
    private const int Pattern = 2;
    private const int Formats = 4;
    private const int NationalPrefix = 5;
    private const int PrefixForParsing = 7;
    private const int PrefixTransform = 8;
    private const int LeadingDigits = 10;
    private const int Kinds = 11;
    private const int LongestCode = 3;

    private static readonly Lazy<PhoneTable> Shared = new(() => new());

    private readonly JsonElement _countries;
    private readonly JsonElement _codes;
    private readonly ConcurrentDictionary<string, Country> _read = [];

    private PhoneTable()
    {
        using var stream = typeof(PhoneTable).Assembly.GetManifestResourceStream("phones.json")!;
        using var table = JsonDocument.Parse(stream);
        (_countries, _codes) = (table.RootElement.GetProperty("countries").Clone(), table.RootElement.GetProperty("country_calling_codes").Clone());
    }

    /// <summary>The table; read at the first use.</summary>
    public static PhoneTable Default => Shared.Value;

    /// <summary>A country, or null.</summary>
    /// <param name="code">ISO 3166-1 alpha-2.</param>
    public Country? Find(string? code) =>
        code is { Length: 2 } && _countries.TryGetProperty(code, out var row) ? _read.GetOrAdd(code, static (_, row) => new(row.code, row.row), (code, row)) : null;

    /// <summary>The countries whose calling code some digits begin with, the main one first, and how long that code is.</summary>
    public (int Length, IReadOnlyList<Country> Countries) FindByCallingCode(string digits)
    {
        for (var length = 1; length <= Math.Min(LongestCode, digits.Length); length++)
        {
            if (_codes.TryGetProperty(digits[..length], out var countries))
            {
                return (length, [.. countries.EnumerateArray().Select(country => Find(country.GetString())).OfType<Country>()]);
            }
        }

        return (0, []);
    }

    private static string? Text(JsonElement row, int place) =>
        row.GetArrayLength() > place && row[place] is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static Regex Whole(string pattern) => new($"^(?:{pattern})$", RegexOptions.CultureInvariant);

    /// <summary>A country's numbers.</summary>
    internal sealed class Country
    {
        private readonly Regex _number;
        private readonly Regex[] _kinds;
        private readonly Regex? _prefix;
        private readonly Regex? _leading;
        private readonly string? _transform;
        private readonly Format[] _formats;

        public Country(string code, JsonElement row)
        {
            (Code, CallingCode, _number) = (code, row[0].GetString()!, Whole(Text(row, Pattern)!));
            Trunk = Text(row, NationalPrefix);
            _prefix = (Text(row, PrefixForParsing) ?? Text(row, NationalPrefix)) is { } prefix ? new($"^(?:{prefix})", RegexOptions.CultureInvariant) : null;
            _transform = Text(row, PrefixTransform);
            _leading = Text(row, LeadingDigits) is { } leading ? new($"^(?:{leading})", RegexOptions.CultureInvariant) : null;
            _kinds = row.GetArrayLength() > Kinds && row[Kinds].ValueKind == JsonValueKind.Array
                ? [.. row[Kinds].EnumerateArray().Where(kind => kind.ValueKind == JsonValueKind.Array && kind[0].GetString() is { Length: > 0 }).Select(kind => Whole(kind[0].GetString()!))]
                : [];
            _formats = row[Formats].ValueKind == JsonValueKind.Array ? [.. row[Formats].EnumerateArray().Select(format => new Format(format))] : [];
        }

        /// <summary>ISO 3166-1 alpha-2.</summary>
        public string Code { get; }

        /// <summary>What its numbers begin with abroad: <c>44</c>.</summary>
        public string CallingCode { get; }

        /// <summary>What is dialled before a number inside the country, mostly <c>0</c>; null: nothing.</summary>
        public string? Trunk { get; }

        /// <summary>Whether digits, without any prefix, are a number of some kind here.</summary>
        public bool Has(string national) => _number.IsMatch(national) && Array.Exists(_kinds, kind => kind.IsMatch(national));

        /// <summary>Whether such a number is of this country, and of none that shares its calling code.</summary>
        public bool Claims(string national) => _leading?.IsMatch(national) ?? Has(national);

        /// <summary>Digits as somebody dials them in the country, without what they dial before.</summary>
        public string WithoutPrefix(string dialled)
        {
            if (_prefix?.Match(dialled) is not { Success: true } match)
            {
                return dialled;
            }

            var groups = match.Groups.Count > 1 && match.Groups[^1].Success;
            var national = _transform is { } transform && groups ? string.Concat(match.Result(transform), dialled.AsSpan(match.Length)) : dialled[match.Length..];
            return _number.IsMatch(dialled) && !_number.IsMatch(national) ? dialled : national;
        }

        /// <summary>A number in groups, as it is written with the calling code before it; null: the country says nothing of it.</summary>
        public string? Grouped(string national) => Array.Find(_formats, format => format.Fits(national))?.Write(national);
    }

    private sealed class Format(JsonElement row)
    {
        private readonly Regex _pattern = Whole(row[0].GetString()!);
        private readonly Regex? _leading = row.GetArrayLength() > 2 && row[2] is { ValueKind: JsonValueKind.Array } all && all.GetArrayLength() > 0
            ? new($"^(?:{all[all.GetArrayLength() - 1].GetString()})", RegexOptions.CultureInvariant)
            : null;

        private readonly string _write = Text(row, 5) ?? row[1].GetString()!;

        public bool Fits(string national) => _leading?.IsMatch(national) != false && _pattern.IsMatch(national);

        public string Write(string national) => _pattern.Replace(national, _write);
    }
}
