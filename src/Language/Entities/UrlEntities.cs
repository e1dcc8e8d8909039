namespace ServiceBot.Language.Entities;

/// <summary>Web addresses: https://example.com/a?b=1, www.example.com, example.com/help; in the value as they are written, in front of it https:// where nothing is.</summary>
internal static class UrlEntities
{
    private const int Longest = 2000;

    public static void Find(MessageText text)
    {
        var folded = text.Folded;
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var start = text.Tokens[i].Start;
            if (text.IsTaken(start, start + 1) || text.At(start - 1) is '@' or '.' or '/' || !char.IsAsciiLetterOrDigit(folded[start]))
            {
                continue;
            }

            var hasScheme = text.After(start, ["https://", "http://"]);
            var host = hasScheme > 0 ? hasScheme : start;
            var hostEnd = End(folded, host, static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
            var name = folded[host..hostEnd].TrimEnd(".-");
            var top = name[(name.LastIndexOf('.') + 1)..];
            var isHost = top.Length >= 2 && top.Length < name.Length && top.IndexOfAnyExceptInRange('a', 'z') < 0;
            var isPath = isHost && host + name.Length == hostEnd && text.At(hostEnd) is '/' or ':' or '?' or '#';
            if (!isHost || !(hasScheme > 0 || name.StartsWith("www.") || (isPath && text.At(hostEnd) == '/')))
            {
                continue;
            }

            var end = isPath ? End(folded, hostEnd, static c => c is > ' ' and < (char)0x7F and not '"' and not '<' and not '>' and not '\\' and not '^' and not '`' and not '{' and not '|' and not '}') : host + name.Length;
            end = start + folded[start..end].TrimEnd(".,;:!?'()[]").Length;
            text.Add(EntityTypes.Url, hasScheme > 0 ? text.Original(start, end) : $"https://{text.Original(start, end)}", start, end);
            while (i + 1 < text.Tokens.Count && text.Tokens[i + 1].Start < end)
            {
                i++;
            }
        }
    }

    private static int End(ReadOnlySpan<char> text, int start, Func<char, bool> belongs)
    {
        var end = start;
        while (end < text.Length && end - start < Longest && belongs(text[end]))
        {
            end++;
        }

        return end;
    }
}
