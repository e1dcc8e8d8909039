using System.Text;
using Markdig.Syntax;

namespace ServiceBot.Knowledge.Articles;

/// <summary>Cuts an article into its opening and its sections, and long ones into pieces that are readable in a chat bubble.</summary>
internal static class PassageSplitter
{
    /// <summary>Characters that a passage should not exceed; only a list, table or code block that is longer by itself may.</summary>
    public const int MaxLength = 700;

    public static IReadOnlyList<Passage> Split(string body, MarkdownDocument document)
    {
        var passages = new List<Passage>();
        var slugs = new AnchorSlugs();
        var text = new StringBuilder();
        string? heading = null;
        string? anchor = null;

        foreach (var block in document)
        {
            if (block is HeadingBlock title)
            {
                var name = ArticleMarkdown.PlainText(title.Inline);
                var slug = slugs.For(name);
                if (title.Level <= 3)
                {
                    Flush();
                    (heading, anchor) = (name, slug);
                    continue;
                }
            }

            if (block is LinkReferenceDefinitionGroup or ThematicBreakBlock)
            {
                continue;
            }

            var source = body.AsSpan(block.Span.Start, block.Span.Length).Trim().ToString();
            foreach (var piece in block is ParagraphBlock && source.Length > MaxLength ? Sentences(source) : [source])
            {
                if (text.Length + piece.Length + 2 > MaxLength)
                {
                    Flush();
                }

                text.Append(text.Length > 0 ? "\n\n" : "").Append(piece);
            }
        }

        Flush();
        return passages;

        void Flush()
        {
            if (text.Length > 0)
            {
                passages.Add(new(heading, anchor, text.ToString()));
                text.Clear();
            }
        }
    }

    /// <summary>Cuts a long paragraph behind the last sentence end that fits; where there is none, behind a space or wherever it must be.</summary>
    private static IEnumerable<string> Sentences(string paragraph)
    {
        var start = 0;
        while (paragraph.Length - start > MaxLength)
        {
            var window = paragraph.AsSpan(start, MaxLength);
            var cut = Math.Max(window.LastIndexOfAny("。！？；") + 1, Math.Max(window.LastIndexOf(". "), Math.Max(window.LastIndexOf("? "), window.LastIndexOf("! "))) + 1);
            cut = cut > 0 ? cut : window.LastIndexOf(' ') + 1;
            cut = cut > 0 ? cut : MaxLength - (char.IsHighSurrogate(window[^1]) ? 1 : 0);
            yield return paragraph.Substring(start, cut).Trim();
            start += cut;
        }

        yield return paragraph[start..].Trim();
    }
}
