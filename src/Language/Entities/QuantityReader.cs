using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Entities;

/// <summary>Finds the quantities of a message: 12, 1,000, 29.99, 3万, twelve, 十二.</summary>
internal static class QuantityReader
{
    private const int LongestNumber = 18;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.,");

    private static readonly FrozenDictionary<string, int> Words = new Dictionary<string, int>
    {
        ["a"] = 1,
        ["an"] = 1,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["seventeen"] = 17,
        ["eighteen"] = 18,
        ["nineteen"] = 19,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
        ["hundred"] = 100,
        ["thousand"] = 1000,
    }.ToFrozenDictionary();

    public static List<Quantity> Read(MessageText text)
    {
        var words = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        List<Quantity> quantities = [];
        var end = 0;
        foreach (var token in text.Tokens)
        {
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
            else if (token.Kind == TokenKind.Word && words.TryGetValue(characters, out var count))
            {
                quantities.Add(new(token.Start, token.End, count, QuantityForm.English));
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
