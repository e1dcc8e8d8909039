using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ServiceBot.Channels.Answers;

/// <summary>
/// Makes Markdown of anybody fit to be shown: HTML in it becomes text, links lead to http, https, mailto and tel only, and pictures become
/// links, so that nothing is fetched unasked.
/// </summary>
public static class SafeMarkdown
{
    private const int MostRounds = 10;

    private static readonly string[] Schemes = ["https://", "http://", "mailto:", "tel:"];

    private static readonly MarkdownPipeline HtmlPipeline = new MarkdownPipelineBuilder().DisableHtml().UseSoftlineBreakAsHardlineBreak().Build();

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    // Where a surface knows no tables, what was cut by their lines may be a link, or code, or HTML.
    private static readonly MarkdownPipeline WithoutTables = new MarkdownPipelineBuilder().UsePreciseSourceLocation().Build();

    /// <summary>The text as a surface may have it.</summary>
    /// <param name="markdown">Markdown of anybody.</param>
    /// <param name="dialect">What the surface shows.</param>
    public static string For(string markdown, MarkdownDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        try
        {
            return dialect switch
            {
                MarkdownDialect.None => PlainText.Of(Markdig.Markdown.Parse(markdown, Pipeline)),
                _ when IsPlainlySafe(markdown, dialect) => markdown,
                _ => Edited(markdown, dialect),
            };
        }
        catch (ArgumentException)     // nested more deeply than Markdig goes: nobody writes so to be read
        {
            return dialect == MarkdownDialect.None ? markdown : Escape(markdown);
        }
    }

    /// <summary>The text as HTML for the product's own pages; nothing in it is HTML but what the Markdown itself makes.</summary>
    /// <param name="markdown">Markdown of anybody.</param>
    public static string ToHtml(string markdown) => Markdig.Markdown.ToHtml(For(markdown, MarkdownDialect.Simple), HtmlPipeline);

    /// <summary>Words as Markdown that shows just these words: never as markup, link, HTML or control character.</summary>
    /// <param name="value">Plain text; its lines stay lines.</param>
    public static string Escape(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
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

    /// <summary>Whether a link may lead there: to the web, to mail, to a telephone, or to a page of the product itself.</summary>
    public static bool IsSafeLink(string? url) => url is not null
        && (Array.Exists(Schemes, scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) || (url.Length > 1 && url[0] == '/' && char.IsAsciiLetterOrDigit(url[1])));

    /// <summary>Most texts hold no HTML and no links but plain ones; it takes no parser to see that.</summary>
    private static bool IsPlainlySafe(string markdown, MarkdownDialect dialect)
    {
        if (markdown.AsSpan().IndexOfAny('<', '!') >= 0 || markdown.Contains("]:", StringComparison.Ordinal) || markdown.Contains("][", StringComparison.Ordinal)
            || (dialect == MarkdownDialect.Simple && markdown.AsSpan().IndexOfAny('#', '|', '=') >= 0))
        {
            return false;
        }

        for (var at = markdown.IndexOf("](", StringComparison.Ordinal); at >= 0; at = markdown.IndexOf("](", at + 2, StringComparison.Ordinal))
        {
            if (!IsSafeLink(markdown[(at + 2)..Math.Min(at + 10, markdown.Length)]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Edits until nothing is left to edit: what was hidden in HTML may be Markdown once that is text.</summary>
    private static string Edited(string markdown, MarkdownDialect dialect)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var edits = Edits(markdown, dialect, Pipeline).Concat(Edits(markdown, dialect, WithoutTables)).OrderByDescending(edit => edit.Span.Start).ToList();
            if (edits.Count == 0)
            {
                return markdown;
            }

            var text = new StringBuilder(markdown);
            var from = markdown.Length;
            foreach (var (span, with) in edits.Where(edit => edit.Span is { IsEmpty: false }))
            {
                if (span.End < from)     // not inside of one that is replaced already; the next round sees what is left of that
                {
                    text.Remove(span.Start, span.Length).Insert(span.Start, with);
                    from = span.Start;
                }
            }

            markdown = text.ToString();
        }

        return Escape(markdown);
    }

    private static IEnumerable<(SourceSpan Span, string With)> Edits(string markdown, MarkdownDialect dialect, MarkdownPipeline pipeline)
    {
        var document = Markdig.Markdown.Parse(markdown, pipeline);
        foreach (var node in document.Descendants())
        {
            switch (node)
            {
                case HtmlBlock or HtmlInline:
                    yield return (node.Span, Source(node).Replace("<", "&lt;", StringComparison.Ordinal));
                    break;
                case LinkInline { IsImage: true } image:
                    yield return (image.Span, IsSafeLink(image.Url) ? $"[{Escape(Alternative(image))}]({image.Url})" : Escape(Alternative(image)));
                    break;
                case LinkInline link when !IsSafeLink(link.Url):
                    yield return (link.Span, Escape(PlainText.Of(link)));
                    break;
                case AutolinkInline { IsEmail: false } link when !IsSafeLink(link.Url):
                    yield return (link.Span, Escape(link.Url));
                    break;
                case LinkReferenceDefinition definition when !IsSafeLink(definition.Url):
                    yield return (definition.Span, "");
                    break;
                case HeadingBlock heading when dialect == MarkdownDialect.Simple:
                    yield return (heading.Span, $"**{Escape(PlainText.Of(heading.Inline))}**");
                    break;
                case Table table when dialect == MarkdownDialect.Simple:
                    yield return (table.Span, string.Join('\n', PlainText.Rows(table).Select(row => $"- {string.Join(" · ", row.Select(Escape))}")));
                    break;
            }
        }

        string Source(IMarkdownObject node) => markdown.Substring(((MarkdownObject)node).Span.Start, ((MarkdownObject)node).Span.Length);

        static string Alternative(LinkInline image) => PlainText.Of((ContainerInline)image) is { Length: > 0 } words ? words : image.Url ?? "";
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
