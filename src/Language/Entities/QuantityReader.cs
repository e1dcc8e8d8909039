using System.Buffers;
using System.Globalization;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Entities;

/// <summary>Finds the quantities of a message: 12, 1,000, 29.99, 3万, twelve, 十二.</summary>
internal static class QuantityReader
{
    private const int LongestNumber = 18;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.,");

    public static List<Quantity> Read(MessageText text)
    {
        List<Quantity> quantities = [];
        var end = 0;
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var token = text.Tokens[i];
            if (token.Start < end)
            {
                continue;
            }

            var characters = text[token];
            if (char.IsAsciiDigit(characters[0]))
            {
                var digits = characters.IndexOfAnyExcept(NumberCharacters);
                if (TryParse(digits < 0 ? characters : characters[..digits], out var value))
                {
                    end = token.Start + (digits < 0 ? characters.Length : digits);
                    if (digits < 0 && text.At(end) == '万')
                    {
                        (value, end) = (value * 10_000, end + 1);
                    }

                    quantities.Add(new(token.Start, end, value, digits < 0 ? QuantityForm.Digits : QuantityForm.DigitsInWord));
                }
            }
            else if (EnglishNumbers.Read(text, i, out var count) is > 0 and var tokens)
            {
                end = text.Tokens[i + tokens - 1].End;
                quantities.Add(new(token.Start, end, count, QuantityForm.English));
            }
            else if (token.Kind == TokenKind.Han && ChineseNumerals.IsNumeral(characters[0]))
            {
                end = token.Start + ChineseNumerals.RunAt(text.Folded, token.Start);
                if (ChineseNumerals.TryParse(text.Folded[token.Start..end], out var numeral))
                {
                    quantities.Add(new(token.Start, end, numeral, QuantityForm.Chinese));
                }
            }
        }

        return quantities;
    }

    /// <summary>A comma is a thousands separator before three digits (1,000) and a decimal comma before two (29,99).</summary>
    private static bool TryParse(ReadOnlySpan<char> number, out decimal value)
    {
        value = 0;
        if (number.Length > LongestNumber)
        {
            return false;
        }

        Span<char> plain = stackalloc char[LongestNumber];
        var length = 0;
        for (var i = 0; i < number.Length; i++)
        {
            if (number[i] != ',')
            {
                plain[length++] = number[i];
            }
            else if (number.Length - i != 4 && (number.Length - i < 4 || number[i + 4] is not ',' and not '.'))
            {
                plain[length++] = '.';
            }
        }

        return decimal.TryParse(plain[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }
}
