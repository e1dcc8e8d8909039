using System.Globalization;
using System.Text;

namespace ServiceBot.Dialogs;

/// <summary>Messages of pictures and punctuation: 👍 is a yes, ❌ a no, and a lone «?» asks what was meant.</summary>
internal static class Marks
{
    private static readonly string[] Yes = ["👍", "👌", "✅", "✔", "☑", "🆗", "🙆", "💯"];
    private static readonly string[] No = ["👎", "❌", "✖", "🙅", "🚫"];

    /// <summary>The intent of the bot itself that a text without letters and digits stands for, or null.</summary>
    public static string? Meaning(string text)
    {
        var signs = text.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune) && !IsColour(rune)).Select(rune => rune.ToString()).ToList();
        return signs.Count == 0 ? null
            : signs.TrueForAll(sign => sign is "?" or "？") ? Names.Repeat
            : signs.TrueForAll(Yes.Contains) ? Names.Affirm
            : signs.TrueForAll(No.Contains) ? Names.Deny
            : null;
    }

    /// <summary>Skin tones, and the mark that asks for the coloured form of a sign.</summary>
    private static bool IsColour(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.ModifierSymbol;
}
