using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Entities;

/// <summary>Postcodes: British ones by their form (SW1A 1AA); five or six digits, or a ZIP+4, where a word says so (zip 94107, postcode 100080, 邮编100080).</summary>
internal static class PostcodeEntities
{
    private static readonly string[] Cues = ["zip code", "zipcode", "zip", "postcode", "postal code", "post code", "邮政编码", "邮编"];
    private static readonly string[] Links = [" is ", ": ", "：", ":", "是", " "];

    public static void Find(MessageText text)
    {
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var token = text.Tokens[i];
            if (text.IsTaken(token.Start, token.End))
            {
                continue;
            }

            if (token.Kind == TokenKind.Word && i + 1 < text.Tokens.Count && IsOutward(text[token]) && text.Tokens[i + 1] is var inward
                && inward.Start == token.End + 1 && text.At(token.End) == ' ' && IsInward(text[inward]))
            {
                text.Add(EntityTypes.Postcode, $"{text[token]} {text[inward]}".ToUpperInvariant(), token.Start, inward.End);
            }
            else if (token.Kind == TokenKind.Number && token.Length is 5 or 6 && text[token].IndexOfAnyExceptInRange('0', '9') < 0 && HasCue(text, token.Start))
            {
                var more = text.At(token.End) == '-' && i + 1 < text.Tokens.Count && text.Tokens[i + 1] is { Length: 4 } next && next.Start == token.End + 1 ? next.End : token.End;
                text.Add(EntityTypes.Postcode, text.Folded[token.Start..more].ToString(), token.Start, more);
            }
        }
    }

    private static bool HasCue(MessageText text, int at)
    {
        foreach (var cue in Cues)
        {
            var begin = at - cue.Length;
            if (begin >= 0 && text.After(begin, [cue]) == at)
            {
                return true;
            }

            foreach (var link in Links)
            {
                begin = at - cue.Length - link.Length;
                if (begin >= 0 && text.After(begin, [cue]) is > 0 and var end && text.After(end, [link]) == at)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>SW1A, M1, EC2N: one or two letters, a digit, perhaps another digit or letter.</summary>
    private static bool IsOutward(ReadOnlySpan<char> word)
    {
        var letters = word.IndexOfAnyExceptInRange('a', 'z');
        return letters is 1 or 2 && word.Length - letters is 1 or 2 && char.IsAsciiDigit(word[letters]) && char.IsAsciiLetterOrDigit(word[^1]);
    }

    /// <summary>1AA.</summary>
    private static bool IsInward(ReadOnlySpan<char> word) =>
        word.Length == 3 && char.IsAsciiDigit(word[0]) && char.IsAsciiLetterLower(word[1]) && char.IsAsciiLetterLower(word[2]);
}
