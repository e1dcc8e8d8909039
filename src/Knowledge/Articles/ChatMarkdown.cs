using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ServiceBot.Knowledge.Articles;

/// <summary>Turns a quoted passage into what a chat channel can show.</summary>
public static class ChatMarkdown
{
    /// <summary>The passage with links that work outside of the article's page.</summary>
    /// <param name="passage">The passage as it was found.</param>
    /// <param name="baseUrl">Where the desk is reached, such as <c>https://help.example.com</c>; a slash at its end is dropped.</param>
    /// <returns>Markdown: links to articles become <c>{baseUrl}/articles/{language}/{id}</c>; links that an article may not hold become their text.</returns>
    public static string WithFullLinks(FoundPassage passage, string baseUrl)
    {
        var text = new StringBuilder(passage.Text);
        var links = ArticleMarkdown.Parse(passage.Text).Descendants<LinkInline>().Where(link => link.Parent is not LinkInline);
        foreach (var link in links.OrderByDescending(link => link.Span.Start))
        {
            var target = LinkTarget.Of(link.Url);
            if (link.IsImage || link.FirstChild is LinkInline || target.Kind == LinkKind.Refused)
            {
                text.Remove(link.Span.Start, link.Span.Length).Insert(link.Span.Start, ArticleMarkdown.PlainText(link));
            }
            else if (target.Kind != LinkKind.External && link.UrlSpan is { IsEmpty: false } url)
            {
                text.Remove(url.Start, url.Length).Insert(url.Start, baseUrl.TrimEnd('/') + target.Path(passage.Language, passage.ArticleId));
            }
        }

        return text.ToString();
    }

    /// <summary>The passage without any markup, for channels that show text only.</summary>
    /// <param name="markdown">Markdown of an article or passage.</param>
    public static string PlainText(string markdown) => ArticleMarkdown.PlainText(markdown);
}
