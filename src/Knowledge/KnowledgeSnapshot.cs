using ServiceBot.Knowledge.Articles;
using ServiceBot.Knowledge.Index;

namespace ServiceBot.Knowledge;

/// <summary>One state of the knowledge base: articles and their index. Immutable; a change makes a new one.</summary>
public sealed class KnowledgeSnapshot
{
    private readonly Dictionary<(string Language, string Id), Article> _articles;

    /// <summary>Indexes articles.</summary>
    /// <param name="articles">Articles whose id is unique in their language.</param>
    public KnowledgeSnapshot(IEnumerable<Article> articles)
    {
        Articles = [.. articles.OrderBy(article => article.Language, StringComparer.Ordinal).ThenBy(article => article.Id, StringComparer.Ordinal)];
        _articles = Articles.ToDictionary(article => (article.Language, article.Id));
        English = new(Articles.Where(article => article is { Language: "en", Audience: Article.CustomerAudience }));
        Chinese = new(Articles.Where(article => article is { Language: "zh", Audience: Article.CustomerAudience }));
    }

    /// <summary>All articles, by language and id; those for agents as well.</summary>
    public IReadOnlyList<Article> Articles { get; }

    internal Shelf English { get; }

    internal Shelf Chinese { get; }

    /// <summary>An article by language (<c>en</c>, <c>zh</c>) and id, or null.</summary>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    /// <param name="id">The article's id.</param>
    public Article? Find(string language, string id) => _articles.GetValueOrDefault((language, id));

    /// <summary>The page of an article, or null when there is no such article.</summary>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    /// <param name="id">The article's id.</param>
    public ArticlePage? Page(string language, string id) =>
        Find(language, id) is { } article ? ArticlePage.Render(article, other => _articles.ContainsKey((language, other))) : null;
}
