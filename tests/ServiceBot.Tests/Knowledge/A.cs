using System.Text;
using ServiceBot.Knowledge;
using ServiceBot.Knowledge.Articles;

namespace ServiceBot.Tests.Knowledge;

/// <summary>Valid articles and knowledge bases; a test says only what matters to it.</summary>
internal static class A
{
    public static string ArticleText(string id = "router-drops", string title = "My router keeps dropping", string language = "en", string body = "Restart it.") =>
        $"---\nid: {id}\ntitle: \"{title}\"\nlanguage: {language}\ntags: [fault, router]\naudience: customer\nupdated: 2026-10-12\n---\n\n{body}\n";

    public static ArticleFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    public static Article Article(string id = "router-drops", string title = "My router keeps dropping", string language = "en", string body = "Restart it.", string tags = "fault") =>
        ArticleReader.Read([File($"{language}/{id}.md", ArticleText(id, title, language, body).Replace("[fault, router]", $"[{tags}]", StringComparison.Ordinal))])[0].Article!;

    public static IKnowledge Knowledge(params Article[] articles)
    {
        var snapshot = new KnowledgeSnapshot(articles);
        return new KnowledgeBase(() => snapshot, new KnowledgeOptions().Threshold);
    }
}
