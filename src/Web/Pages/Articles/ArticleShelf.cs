using Microsoft.Extensions.Options;
using ServiceBot.Knowledge;
using ServiceBot.Knowledge.Articles;

namespace ServiceBot.Web.Pages.Articles;

/// <summary>Articles of one topic, in the order that they are shown.</summary>
internal sealed record Topic(string Id, IReadOnlyList<Article> Articles);

/// <summary>The customers' articles, by topic.</summary>
internal sealed class ArticleShelf(LiveArticles live, IOptions<CompanyOptions> company)
{
    private readonly TopicOptions[] _topics = [.. company.Value.TopicsOrDefault, new("more", "", "", [], [])];

    /// <summary>An article that customers may read, or null.</summary>
    public Article? Find(string language, string id) => live.Current.Find(language, id) is { Audience: Article.CustomerAudience } article ? article : null;

    public ArticlePage? Page(string language, string id) => Find(language, id) is null ? null : live.Current.Page(language, id);

    /// <summary>The topics that hold an article, each with the most wanted first.</summary>
    public IReadOnlyList<Topic> In(string language) =>
    [
        .. from article in live.Current.Articles
           where article.Language == language && article.Audience == Article.CustomerAudience
           group article by TopicOf(article) into topic
           orderby topic.Key
           let popular = _topics[topic.Key].Popular
           select new Topic(_topics[topic.Key].Id, [.. topic.OrderBy(article => (uint)popular.IndexOf(article.Id)).ThenBy(article => article.Title, StringComparer.Ordinal)]),
    ];

    private int TopicOf(Article article)
    {
        var topic = article.Tags.Select(tag => Array.FindIndex(_topics, candidate => candidate.Tags.Contains(tag))).FirstOrDefault(index => index >= 0, -1);
        return topic < 0 ? _topics.Length - 1 : topic;
    }
}
