using ServiceBot.Knowledge;
using ServiceBot.Knowledge.Articles;

namespace ServiceBot.Web.Pages.Articles;

/// <summary>Articles of one topic, in the order that they are shown.</summary>
internal sealed record Topic(string Id, IReadOnlyList<Article> Articles);

/// <summary>The customers' articles, by topic.</summary>
internal sealed class ArticleShelf(LiveArticles live)
{
    // An article belongs to the topic of its first known tag. The ids are those most asked for: they come first.
    private static readonly (string Id, string[] Tags, string[] Popular)[] Topics =
    [
        ("connection", ["fault", "router", "wifi", "speed", "outage", "installation", "technician", "phone"], ["no-internet", "router-drops", "wifi-coverage"]),
        ("billing", ["billing", "payment"], ["read-your-bill", "disputed-charge", "payment-methods"]),
        ("orders", ["order", "delivery", "shop"], ["track-order", "late-delivery", "change-delivery"]),
        ("returns", ["returns", "refund", "warranty"], ["how-to-return", "refund-times", "warranty"]),
        ("contract", ["plan", "contract", "cancellation", "moving"], ["plans-overview", "change-plan", "moving-house"]),
        ("account", ["account", "privacy", "messages"], ["reset-password", "locked-account", "privacy-export"]),
        ("contact", ["contact", "complaint"], ["talk-to-a-person", "opening-hours", "complaints"]),
        ("more", [], []),
    ];

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
           let popular = Topics[topic.Key].Popular
           select new Topic(Topics[topic.Key].Id, [.. topic.OrderBy(article => (uint)Array.IndexOf(popular, article.Id)).ThenBy(article => article.Title, StringComparer.Ordinal)]),
    ];

    private static int TopicOf(Article article)
    {
        var topic = article.Tags.Select(tag => Array.FindIndex(Topics, candidate => candidate.Tags.Contains(tag))).FirstOrDefault(index => index >= 0, -1);
        return topic < 0 ? Topics.Length - 1 : topic;
    }
}
