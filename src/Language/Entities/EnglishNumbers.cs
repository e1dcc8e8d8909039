using System.Collections.Frozen;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Entities;

/// <summary>Reads English number words: twelve, twenty-five, a hundred, two hundred and fifty, three thousand.</summary>
internal static class EnglishNumbers
{
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
        ["million"] = 1_000_000,
    }.ToFrozenDictionary();

    /// <summary>The number that begins at a token.</summary>
    /// <param name="text">The message.</param>
    /// <param name="i">The token.</param>
    /// <param name="value">The number.</param>
    /// <returns>How many tokens it has; 0: none.</returns>
    public static int Read(MessageText text, int i, out long value)
    {
        var (total, section, last) = (0L, 0L, 0);
        var end = i;
        for (var next = i; next < text.Tokens.Count && next - i < 16; next++)
        {
            var isAnd = last >= 100 && text[text.Tokens[next]] is "and" && next + 1 < text.Tokens.Count && IsJoined(text, next);
            next += isAnd ? 1 : 0;
            if ((next > i && !IsJoined(text, next)) || WordAt(text, next) is not (> 0 and var word) || !MayFollow(last, word, section, isAnd, text[text.Tokens[next]]))
            {
                break;
            }

            if (word >= 1000)
            {
                total += Math.Max(section, 1) * word;
                section = 0;
            }
            else
            {
                section = word == 100 ? Math.Max(section, 1) * 100 : section + word;
            }

            last = word;
            end = next + 1;
        }

        value = total + section;
        return end - i;
    }

    /// <summary>«one two» are two numbers, «twenty two» is one.</summary>
    private static bool MayFollow(int last, int word, long section, bool isAfterAnd, ReadOnlySpan<char> spelling) => (last, word) switch
    {
        (0, _) => true,
        (_, < 100) when spelling is "a" or "an" => false,
        ( >= 20 and < 100, < 10) => true,
        (100, < 100) or ( >= 1000, < 100) => true,
        ( < 100, 100) => section < 10 && !isAfterAnd,
        ( < 1000, 1000 or 1_000_000) => !isAfterAnd,
        _ => false,
    };

    private static int WordAt(MessageText text, int i) =>
        text.Tokens[i].Kind == TokenKind.Word && Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[text.Tokens[i]], out var word) ? word : 0;

    private static bool IsJoined(MessageText text, int i) =>
        text.Tokens[i].Start - text.Tokens[i - 1].End == 1 && text.At(text.Tokens[i].Start - 1) is ' ' or '-';
}
