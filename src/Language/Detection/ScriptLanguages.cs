using System.Buffers;
using System.Text;

namespace ServiceBot.Language.Detection;

/// <summary>The languages that a script gives away, by their most common one; letters of their own tell a few neighbours apart.</summary>
internal static class ScriptLanguages
{
    private static readonly (int First, int Last, string Language)[] Blocks =
    [
        (0x0370, 0x03FF, "el"), (0x0400, 0x052F, "ru"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"), (0x0600, 0x077F, "ar"), (0x0900, 0x097F, "hi"),
        (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"), (0x0A80, 0x0AFF, "gu"), (0x0B80, 0x0BFF, "ta"), (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"),
        (0x0D00, 0x0D7F, "ml"), (0x0D80, 0x0DFF, "si"), (0x0E00, 0x0E7F, "th"), (0x0E80, 0x0EFF, "lo"), (0x0F00, 0x0FFF, "bo"), (0x1000, 0x109F, "my"),
        (0x10A0, 0x10FF, "ka"), (0x1100, 0x11FF, "ko"), (0x1200, 0x137F, "am"), (0x1780, 0x17FF, "km"), (0x1800, 0x18AF, "mn"), (0x3130, 0x318F, "ko"), (0xAC00, 0xD7FF, "ko"),
    ];

    private static readonly SearchValues<char> Ukrainian = SearchValues.Create("іїєґІЇЄҐ");
    private static readonly SearchValues<char> Persian = SearchValues.Create("پچژگی");

    /// <summary>The language of a word that is not in Latin letters (ISO 639-1); <c>und</c> for a script that is not listed.</summary>
    public static string Of(ReadOnlySpan<char> word)
    {
        Rune.DecodeFromUtf16(word, out var rune, out _);
        foreach (var (first, last, language) in Blocks)
        {
            if (rune.Value >= first && rune.Value <= last)
            {
                return language switch
                {
                    "ru" when word.ContainsAny(Ukrainian) => "uk",
                    "ar" when word.ContainsAny(Persian) => "fa",
                    _ => language,
                };
            }
        }

        return "und";
    }
}
