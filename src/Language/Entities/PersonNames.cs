using System.Collections.Frozen;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Entities;

/// <summary>Names that somebody introduces: my name is Mei Lin, I'm Mei Lin, this is Tom speaking, 我叫林梅, 姓名：林梅.</summary>
internal static class PersonNames
{
    private const int MostWords = 3;
    private const int MostIdeographs = 4;

    /// <summary>After these anything is a name until a word that cannot be one.</summary>
    private static readonly string[] Sure = ["my name is ", "my name's ", "my full name is ", "the name is ", "name: ", "call me ", "i am called ", "i'm called "];

    /// <summary>After these a name begins with a capital letter.</summary>
    private static readonly string[] Likely = ["i'm ", "i am ", "this is ", "it's ", "im "];

    private static readonly string[] Chinese = ["我的名字叫", "我的名字是", "我名字叫", "我叫做", "我叫", "姓名是", "姓名：", "姓名:", "名字是", "本人叫"];

    private static readonly FrozenSet<string> NoName = new[]
    {
        "and", "but", "or", "i", "my", "the", "a", "an", "from", "on", "in", "at", "with", "for", "to", "of", "is", "are", "was", "here", "speaking", "calling", "not", "no", "please", "thanks",
        "thank", "so", "because", "it", "that", "this", "what", "when", "where", "who", "how", "when", "if", "back", "later", "tomorrow", "today", "now", "again", "maybe", "asap", "soon", "as", "about", "under",
        "english", "chinese", "american", "british", "german", "french",
    }.ToFrozenSet();

    private const string NoIdeograph = "的了吗呢吧啊什么是我你他她们在有没不要想，和来自今年住";

    public static void Find(MessageText text)
    {
        foreach (var token in text.Tokens)
        {
            var at = token.Start;
            if (char.IsAsciiLetterOrDigit(text.At(at - 1)))
            {
                continue;
            }

            if (text.After(at, Sure) is > 0 and var sure)
            {
                English(text, sure, mustBeCapital: false);
            }
            else if (text.After(at, Likely) is > 0 and var likely)
            {
                English(text, likely, mustBeCapital: true);
            }
            else if (token.Kind == TokenKind.Han && text.After(at, Chinese) is > 0 and var begin)
            {
                Ideographs(text, begin);
            }
        }
    }

    private static void English(MessageText text, int start, bool mustBeCapital)
    {
        var first = text.TokenAt(start);
        var (words, end) = (0, start);
        for (var i = first; i >= 0 && i < text.Tokens.Count && words < MostWords; i++)
        {
            var token = text.Tokens[i];
            var isNext = words == 0 ? token.Start == start : token.Start == end + 1 && text.At(end) is ' ' or '-';
            if (!isNext || token.Kind != TokenKind.Word || NoName.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[token]) || text[token].ContainsAnyInRange('0', '9')
                || ((mustBeCapital || words > 0) && !char.IsUpper(text.Original(token.Start, token.Start + 1)[0]) && !(words > 0 && !mustBeCapital)))
            {
                break;
            }

            (words, end) = (words + 1, token.End);
        }

        if (words > 0 && !text.IsTaken(start, end))
        {
            text.Add(EntityTypes.PersonName, text.Original(start, end), start, end, take: false);
        }
    }

    private static void Ideographs(MessageText text, int start)
    {
        var end = start;
        while (end < start + MostIdeographs && Scripts.IsHan(text.At(end)) && !NoIdeograph.Contains(text.At(end), StringComparison.Ordinal))
        {
            end++;
        }

        if (end - start >= 2)
        {
            text.Add(EntityTypes.PersonName, text.Original(start, end), start, end, take: false);
        }
        else if (end == start && char.IsAsciiLetter(text.At(start)))
        {
            English(text, start, mustBeCapital: false);
        }
    }
}
