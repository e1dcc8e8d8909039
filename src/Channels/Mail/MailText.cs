using System.Text;

namespace ServiceBot.Channels.Mail;

/// <summary>Lexical matters of header fields.</summary>
internal static class MailText
{
    private const int MaxId = 1_000;

    /// <summary>A structured field without its comments, which may lie in each other.</summary>
    public static string WithoutComments(string text)
    {
        if (!text.Contains('(', StringComparison.Ordinal))
        {
            return text;
        }

        var rest = new StringBuilder(text.Length);
        var (depth, isQuoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length && (isQuoted || depth > 0))
            {
                i++;
                _ = depth == 0 ? rest.Append(c).Append(text[i]) : rest;
                continue;
            }

            isQuoted ^= c == '"' && depth == 0;
            depth += c == '(' && !isQuoted ? 1 : 0;
            if (depth == 0)
            {
                rest.Append(c);
            }
            else if (c == ')' && !isQuoted)
            {
                depth--;
            }
        }

        return rest.ToString();
    }

    /// <summary>One line without control characters and with single blanks: what may be shown, and put into a header again.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isBlank = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (!isBlank)
            {
                line.Append(rune);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The ids in a field such as References, with their angle brackets.</summary>
    public static IReadOnlyList<string> Ids(string? field)
    {
        var ids = new List<string>();
        var text = field ?? "";
        for (var start = text.IndexOf('<', StringComparison.Ordinal); start >= 0; start = text.IndexOf('<', start + 1))
        {
            var end = text.IndexOf('>', start, Math.Min(MaxId, text.Length - start));
            if (end < 0)
            {
                continue;
            }

            var id = text[start..(end + 1)];
            if (id.Length > 3 && id.All(c => c is > ' ' and < '\u007F'))
            {
                ids.Add(id);
            }
        }

        return ids;
    }
}
