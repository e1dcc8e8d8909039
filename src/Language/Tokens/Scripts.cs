using System.Globalization;
using System.Text;

namespace ServiceBot.Language.Tokens;

/// <summary>What a character does to the word it stands in.</summary>
internal enum CharacterClass
{
    /// <summary>White space, punctuation, control characters, halves of surrogate pairs: ends a token and is none.</summary>
    Gap,

    /// <summary>A letter of a script with words between spaces: Latin, Cyrillic, Arabic …</summary>
    Letter,

    /// <summary>Hiragana or katakana.</summary>
    Kana,

    /// <summary>A Korean letter or syllable.</summary>
    Hangul,

    /// <summary>A digit or another numeral that is not an ideograph.</summary>
    Digit,

    /// <summary>An ideograph.</summary>
    Han,

    /// <summary>Belongs to what stands before it: accents, variation selectors, joiners, skin tones.</summary>
    Extender,

    /// <summary>Emoji, currency, arithmetic and other symbols.</summary>
    Symbol,
}

/// <summary>Classes of characters by script.</summary>
internal static class Scripts
{
    private const char ZeroWidthJoiner = '\u200D';

    public static CharacterClass Of(Rune rune)
    {
        var value = rune.Value;
        if (value < 0x80)
        {
            return OfAscii((char)value);
        }

        if (IsHan(value))
        {
            return CharacterClass.Han;
        }

        if (value is >= 0x3041 and <= 0x30FF or >= 0x31F0 and <= 0x31FF or >= 0xFF66 and <= 0xFF9F or >= 0x1AFF0 and <= 0x1B16F)
        {
            return value is 0x30A0 or 0x30FB ? CharacterClass.Gap : CharacterClass.Kana;
        }

        if (value is >= 0xAC00 and <= 0xD7FF or >= 0x1100 and <= 0x11FF or >= 0x3131 and <= 0x318E or >= 0xA960 and <= 0xA97F
            or >= 0xFFA0 and <= 0xFFDC)
        {
            return CharacterClass.Hangul;
        }

        return value is ZeroWidthJoiner or 0x200C or 0xAD or >= 0x1F3FB and <= 0x1F3FF
            ? CharacterClass.Extender
            : OfCategory(Rune.GetUnicodeCategory(rune));
    }

    /// <summary>Ideographs of all planes, radicals, the repetition mark 々 and the numeral 〇.</summary>
    public static bool IsHan(int value) => value is
        >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF
        or >= 0x2E80 and <= 0x2FDF or 0x3005 or 0x3007;

    public static bool IsLatin(int value) => value is
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= 0xC0 and <= 0x24F and not 0xD7 and not 0xF7 or >= 0x1E00 and <= 0x1EFF
        or >= 0xFF21 and <= 0xFF3A or >= 0xFF41 and <= 0xFF5A;

    private static CharacterClass OfAscii(char value) => value switch
    {
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' => CharacterClass.Letter,
        >= '0' and <= '9' => CharacterClass.Digit,
        '$' or '+' or '<' or '=' or '>' or '^' or '`' or '|' or '~' => CharacterClass.Symbol,
        _ => CharacterClass.Gap,
    };

    private static CharacterClass OfCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharacterClass.Letter,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterClass.Extender,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharacterClass.Digit,
        UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherSymbol
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => CharacterClass.Symbol,
        _ => CharacterClass.Gap,
    };
}
