using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ServiceBot.Knowledge.Articles;

/// <summary>An article as HTML for its page; the frame around it is the web room's.</summary>
/// <param name="Title">The title, plain text: escape it.</param>
/// <param name="Language"><c>en</c> or <c>zh</c>, for the page's <c>lang</c>.</param>
/// <param name="Updated">The day of the last change, when the article says it.</param>
/// <param name="Html">The body, safe to write as it is: HTML in the article is escaped, links lead only where <see cref="Render"/> says.</param>
public sealed record ArticlePage(string Title, string Language, DateOnly? Updated, string Html)
{
    /// <summary>Renders an article.</summary>
    /// <param name="article">The article.</param>
    /// <param name="exists">Whether an article with this id is there in the article's language; links to others become plain text.</param>
    /// <remarks>
    /// Links go to http, https, mailto, tel, a heading of this page, or <c>/articles/{language}/{id}</c>; any other link, and every image, becomes its
    /// text (an image would tell another server who reads what). Headings carry the anchors that <see cref="Passage.Anchor"/> names.
    /// </remarks>
    public static ArticlePage Render(Article article, Func<string, bool> exists)
    {
        var document = ArticleMarkdown.Parse(article.Body);
        var slugs = new AnchorSlugs();
        foreach (var heading in document.OfType<HeadingBlock>())
        {
            heading.GetAttributes().Id = slugs.For(ArticleMarkdown.PlainText(heading.Inline));
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            Restrict(link, article, exists);
        }

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (!link.IsEmail && LinkTarget.Of(link.Url).Kind != LinkKind.External)
            {
                link.ReplaceBy(new LiteralInline(link.Url));
            }
        }

        return new(article.Title, article.Language, article.Updated, document.ToHtml(ArticleMarkdown.Pipeline));
    }

    private static void Restrict(LinkInline link, Article article, Func<string, bool> exists)
    {
        var target = LinkTarget.Of(link.Url);
        if (link.IsImage || target.Kind == LinkKind.Refused || (target.ArticleId is { } id && !exists(id)))
        {
            link.ReplaceBy(new LiteralInline(ArticleMarkdown.PlainText(link)), copyChildren: false);
        }
        else if (target.Kind == LinkKind.External)
        {
            link.GetAttributes().AddProperty("rel", "noopener noreferrer");
        }
        else if (target.Kind == LinkKind.Article)
        {
            link.Url = target.Path(article.Language, article.Id);
        }
    }
}
