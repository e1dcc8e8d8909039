namespace ServiceBot.Language.Entities;

/// <summary>Reads Chinese numerals in folded text: 十二, 三百二十, 两万, 二〇二六.</summary>
internal static class ChineseNumerals
{
    private const string Digits = "零一二三四五六七八九";
    private const int Longest = 15;

    public static bool IsNumeral(char character) => DigitOf(character) >= 0 || UnitOf(character) > 0;

    /// <summary>Length of the run of numeral characters at a position; 0 when there is none.</summary>
    public static int RunAt(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && IsNumeral(text[end]))
        {
            end++;
        }

        return end - at;
    }

    /// <summary>Reads a whole run; false when it is no well-formed number (两三, 万万).</summary>
    public static bool TryParse(ReadOnlySpan<char> run, out long value)
    {
        value = 0;
        if (run.IsEmpty || run.Length > Longest)
        {
            return false;
        }

        foreach (var character in run)
        {
            if (UnitOf(character) > 0)
            {
                return TryParseUnits(run, out value);
            }
        }

        return TryParseDigits(run, out value);
    }

    private static bool TryParseDigits(ReadOnlySpan<char> run, out long value)
    {
        value = 0;
        foreach (var character in run)
        {
            value = (value * 10) + DigitOf(character);
        }

        return run.Length is 1 or 3 or >= 4 || run[0] is '零' or '〇';    // 两三, 七八 mean «about»
    }

    private static bool TryParseUnits(ReadOnlySpan<char> run, out long value)
    {
        value = 0;
        long section = 0;
        var digit = -1;
        long lastUnit = long.MaxValue;
        long lastLarge = long.MaxValue;
        foreach (var character in run)
        {
            var unit = UnitOf(character);
            if (unit == 0)
            {
                if (digit > 0)
                {
                    return false;
                }

                digit = DigitOf(character);
            }
            else if (unit >= 10_000)
            {
                section += Math.Max(digit, 0);
                if (section == 0 || unit >= lastLarge)
                {
                    return false;
                }

                value += section * unit;
                (section, digit, lastLarge, lastUnit) = (0, -1, unit, long.MaxValue);
            }
            else
            {
                if (unit >= lastUnit || (digit <= 0 && unit != 10))
                {
                    return false;
                }

                section += (digit > 0 ? digit : 1) * unit;
                (digit, lastUnit) = (-1, unit);
            }
        }

        value += section + Math.Max(digit, 0);
        return true;
    }

    private static int DigitOf(char character) => character switch
    {
        '〇' => 0,
        '两' => 2,
        _ => Digits.IndexOf(character, StringComparison.Ordinal),
    };

    private static long UnitOf(char character) => character switch
    {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => 0,
    };
}
