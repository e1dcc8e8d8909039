using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using ServiceBot.Crm;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>The number that a customer is given: <c>SR-000123</c>.</summary>
/// <param name="Value">1 or more; kept as a number, so that requests sort by it.</param>
public readonly partial record struct RequestNumber(long Value)
{
    /// <summary>Reads a number as people write it: <c>SR-000123</c>, <c>sr 123</c>, <c>ＳＲ－１２３</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RequestNumber number)
    {
        var match = Pattern().Match(StoredText.FoldWidth(text ?? "").Trim());
        number = match.Success ? new(long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) : default;
        return number.Value > 0;
    }

    /// <summary>The number in a signal's data; null: it names none.</summary>
    internal static RequestNumber? Of(Signal signal) =>
        JsonElement.Parse(signal.Data).TryGetProperty("number", out var text) && text.ValueKind == JsonValueKind.String && TryParse(text.GetString(), out var number) ? number : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"SR-{Value:D6}");

    [GeneratedRegex("^SR[-–—_ #]{0,2}([0-9]{1,12})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    internal sealed class ColumnType : SqlMapper.TypeHandler<RequestNumber>
    {
        public override void SetValue(IDbDataParameter parameter, RequestNumber value) => parameter.Value = value.Value;

        public override RequestNumber Parse(object value) => new((long)value);
    }
}
