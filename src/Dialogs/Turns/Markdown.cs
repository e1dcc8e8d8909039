using System.Text;

namespace ServiceBot.Dialogs;

/// <summary>Puts a customer's words into Markdown as words: never as markup, link, HTML or control character.</summary>
internal static class Markdown
{
    public static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length + 8);
        foreach (var line in value.Split(['\n', '\r', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (escaped.Length > 0)
            {
                escaped.Append("  \n");
            }

            Line(line, escaped);
        }

        return escaped.ToString();
    }

    private static void Line(string line, StringBuilder escaped)
    {
        var number = line.TakeWhile(char.IsAsciiDigit).Count();
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            var opensBlock = i == 0 ? c is '#' or '+' or '-' or '=' : i == number && c is '.' or ')';
            if (char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
            {
                // Direction overrides would turn around the bot's own words after the value.
                continue;
            }

            if (opensBlock || c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '&' or '~' or '|' or '!' or '$')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }
    }
}
