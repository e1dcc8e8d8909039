using System.Net;
using System.Text;

namespace ServiceBot.Channels.Mail;

/// <summary>What somebody reads who reads an HTML mail, as plain text. One pass; nothing of the markup is left, quotations get <c>&gt;</c>.</summary>
internal static class HtmlText
{
    private const int MaxQuoteDepth = 5;

    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe", "textarea", "select" };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "br", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "blockquote", "section", "article", "header", "footer", "address", "dl", "dt", "dd",
    };

    /// <summary>The text.</summary>
    public static string Of(string html)
    {
        var page = new Page();
        for (var i = 0; i < html.Length;)
        {
            if (html[i] != '<')
            {
                var end = html.IndexOf('<', i);
                end = end < 0 ? html.Length : end;
                page.Words(WebUtility.HtmlDecode(html[i..end]));
                i = end;
            }
            else if (string.CompareOrdinal(html, i, "<!--", 0, 4) == 0)
            {
                i = Behind(html, "-->", i + 4);
            }
            else if (i + 1 < html.Length && (char.IsAsciiLetter(html[i + 1]) || html[i + 1] is '/' or '!' or '?'))
            {
                i = Tag(html, i, page);
            }
            else
            {
                page.Words("<");
                i++;
            }
        }

        return page.ToString();
    }

    private static int Tag(string html, int start, Page page)
    {
        var closes = html[start + 1] == '/';
        var nameStart = start + (closes ? 2 : 1);
        var nameEnd = nameStart;
        while (nameEnd < html.Length && char.IsAsciiLetterOrDigit(html[nameEnd]))
        {
            nameEnd++;
        }

        var name = html[nameStart..nameEnd];
        var (end, attributes) = EndOfTag(html, nameEnd);
        if (Unseen.Contains(name) && !closes && !attributes.EndsWith('/'))
        {
            return Behind(html, ">", Behind(html, $"</{name}", end) - 1);
        }

        if (name.Equals("blockquote", StringComparison.OrdinalIgnoreCase))
        {
            page.Quote(closes ? -1 : 1);
        }
        else if (Blocks.Contains(name))
        {
            page.Break(isHard: name.Equals("br", StringComparison.OrdinalIgnoreCase), isParagraph: closes && name.Equals("p", StringComparison.OrdinalIgnoreCase));
            page.Prefix(name.Equals("li", StringComparison.OrdinalIgnoreCase) && !closes ? "- " : "");
        }
        else if (name.Equals("td", StringComparison.OrdinalIgnoreCase) || name.Equals("th", StringComparison.OrdinalIgnoreCase))
        {
            page.Words(" ");
        }
        else if (name.Equals("a", StringComparison.OrdinalIgnoreCase))
        {
            page.Link(closes ? null : Attribute(attributes, "href"));
        }

        return end;
    }

    /// <summary>The place behind the tag, and what stands in it behind the name. A <c>&gt;</c> in a quoted value ends nothing, unless the quote is never closed.</summary>
    private static (int End, string Attributes) EndOfTag(string html, int start)
    {
        var quote = '\0';
        for (var i = start; i < html.Length && i - start < 20_000; i++)
        {
            if (quote != '\0')
            {
                quote = html[i] == quote ? '\0' : quote;
            }
            else if (html[i] is '"' or '\'')
            {
                quote = html[i];
            }
            else if (html[i] == '>')
            {
                return (i + 1, html[start..i]);
            }
        }

        var end = html.IndexOf('>', start);
        return end < 0 ? (html.Length, "") : (end + 1, html[start..Math.Min(end, start + 20_000)]);
    }

    private static string? Attribute(string attributes, string name)
    {
        var at = attributes.IndexOf($"{name}=", StringComparison.OrdinalIgnoreCase);
        if (at < 0 || (at > 0 && !char.IsWhiteSpace(attributes[at - 1])))
        {
            return null;
        }

        var value = attributes[(at + name.Length + 1)..];
        var end = value.Length == 0 ? 0 : value[0] is '"' or '\'' ? value.IndexOf(value[0], 1) : value.IndexOfAny([' ', '\t', '\r', '\n']);
        return WebUtility.HtmlDecode((end < 0 ? value : value[..end]).Trim('"', '\''));
    }

    private static int Behind(string html, string what, int start)
    {
        var at = start >= html.Length ? -1 : html.IndexOf(what, start, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? html.Length : at + what.Length;
    }

    /// <summary>The text as it grows, with white space as a browser shows it.</summary>
    private sealed class Page
    {
        private readonly StringBuilder _text = new();
        private int _depth;
        private bool _isSpaced;
        private bool _isLineStart = true;
        private string? _address;
        private int _linkStart;

        public void Words(string words)
        {
            foreach (var c in words)
            {
                if (c is ' ' or '\t' or '\r' or '\n' or '\u00A0')
                {
                    _isSpaced = true;
                }
                else if (!char.IsControl(c) && c is not ('\u200B' or '\u00AD' or '\uFEFF'))
                {
                    Begin();
                    _text.Append(_isSpaced && !_isLineStart ? " " : "").Append(c);
                    (_isSpaced, _isLineStart) = (false, false);
                }
            }
        }

        public void Prefix(string prefix)
        {
            if (prefix.Length > 0)
            {
                Begin();
                _text.Append(prefix);
            }
        }

        public void Break(bool isHard, bool isParagraph)
        {
            if (!_isLineStart || isHard)
            {
                Begin();
                _text.Append(isParagraph ? "\n\n" : "\n");
            }

            (_isLineStart, _isSpaced) = (true, false);
        }

        public void Quote(int change)
        {
            Break(isHard: false, isParagraph: false);
            _depth = Math.Clamp(_depth + change, 0, MaxQuoteDepth);
        }

        /// <summary>Where a link leads stands behind its words, if they do not say so.</summary>
        public void Link(string? address)
        {
            if (address is not null)
            {
                (_address, _linkStart) = (address, _text.Length);
                return;
            }

            if (_address is { Length: <= 2_000 } known && Uri.TryCreate(known, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
                && !_text.ToString(_linkStart, _text.Length - _linkStart).Contains(known, StringComparison.Ordinal))
            {
                Words($" ({known})");
            }

            _address = null;
        }

        public override string ToString()
        {
            var lines = _text.ToString().Split('\n').Select(line => line.TrimEnd());
            var text = new StringBuilder();
            var empty = 0;
            foreach (var line in lines)
            {
                empty = line.Length == 0 ? empty + 1 : 0;
                _ = empty > 1 ? text : text.Append(line).Append('\n');
            }

            return text.ToString().Trim('\n');
        }

        private void Begin()
        {
            if (_depth > 0 && (_text.Length == 0 || _text[^1] == '\n'))
            {
                _text.Append(new string('>', _depth)).Append(' ');
            }
        }
    }
}
