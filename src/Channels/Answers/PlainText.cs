using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ServiceBot.Channels.Answers;

/// <summary>Parsed Markdown as words: the addresses of links stand behind them, lists keep their marks.</summary>
internal static class PlainText
{
    public static string Of(MarkdownDocument document)
    {
        var text = new StringBuilder();
        Blocks(text, document, "", tight: false);
        return text.ToString().Trim();
    }

    public static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? Enumerable.Empty<Inline>())
        {
            Write(text, inline);
        }

        return text.ToString();
    }

    /// <summary>The cells of a table's rows.</summary>
    public static IEnumerable<IEnumerable<string>> Rows(Table table) => table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(cell =>
    {
        var text = new StringBuilder();
        Blocks(text, cell, "", tight: true);
        return text.ToString().Trim();
    }));

    private static void Blocks(StringBuilder text, ContainerBlock blocks, string indent, bool tight)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case ListBlock list:
                    Items(text, list, indent);
                    break;
                case Table table:
                    text.AppendJoin('\n', Rows(table).Select(row => indent + string.Join(" | ", row))).Append('\n');
                    break;
                case LinkReferenceDefinitionGroup:
                    continue;
                case ContainerBlock container:
                    Blocks(text, container, indent, tight);
                    continue;
                case ThematicBreakBlock:
                    text.Append(indent).Append("---\n");
                    break;
                case LeafBlock { Inline: { } inline }:
                    text.Append(indent).Append(Of(inline).Replace("\n", "\n" + indent, StringComparison.Ordinal)).Append('\n');
                    break;
                case LeafBlock leaf:
                    text.Append(indent).Append(leaf.Lines.ToString().Replace("\n", "\n" + indent, StringComparison.Ordinal)).Append('\n');
                    break;
            }

            if (!tight)
            {
                text.Append('\n');
            }
        }
    }

    private static void Items(StringBuilder text, ListBlock list, string indent)
    {
        var number = int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            var from = text.Length;
            Blocks(text, item, indent + new string(' ', mark.Length), tight: true);
            if (text.Length > from)
            {
                text.Remove(from, indent.Length + mark.Length).Insert(from, indent + mark);
            }
        }
    }

    private static void Write(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content);
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case LineBreakInline:
                text.Append('\n');
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded);
                break;
            case HtmlInline html:
                text.Append(html.Tag);
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case LinkInline link:
                var words = Of((ContainerInline)link);
                text.Append(words);
                if (SafeMarkdown.IsSafeLink(link.Url) && link.Url != words)
                {
                    text.Append(CultureInfo.InvariantCulture, $" ({link.Url})");
                }

                break;
            case ContainerInline container:
                text.Append(Of(container));
                break;
        }
    }
}
