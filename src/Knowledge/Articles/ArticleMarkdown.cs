using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ServiceBot.Knowledge.Articles;

/// <summary>The one dialect of Markdown that articles are written in: CommonMark with pipe tables and without HTML.</summary>
internal static class ArticleMarkdown
{
    public static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().DisableHtml().Build();

    /// <summary>Parses Markdown.</summary>
    /// <exception cref="ArgumentException">Quotes, lists or emphasis are nested more deeply than Markdig allows.</exception>
    public static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    /// <summary>The text of a heading or link without its markup.</summary>
    public static string PlainText(ContainerInline? inlines)
    {
        if (inlines is null)
        {
            return "";
        }

        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer) { EnableHtmlForInline = false, EnableHtmlForBlock = false, EnableHtmlEscape = false };
        Pipeline.Setup(renderer);
        renderer.WriteChildren(inlines);
        return writer.ToString().Trim();
    }

    public static string PlainText(string markdown) => Markdown.ToPlainText(markdown, Pipeline).Trim();
}
