using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using ServiceBot.Crm;

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
