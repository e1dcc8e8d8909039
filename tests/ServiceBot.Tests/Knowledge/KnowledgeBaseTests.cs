using ServiceBot.Knowledge;
using ServiceBot.Knowledge.Articles;
using ServiceBot.Language;

namespace ServiceBot.Tests.Knowledge;

[TestClass]
public sealed class KnowledgeBaseTests
{
    private static readonly Article[] Small =
    [
        A.Article("router-drops", "My router keeps dropping the connection", body: "Unplug it.\n\n## What if it still drops?\nCall us.", tags: "fault"),
        A.Article("track-order", "Where is my order?", body: "Follow your parcel on the orders page.", tags: "order"),
        A.Article("opening-hours", "Opening hours", body: "We are there from eight to eight.", tags: "contact"),
        A.Article("router-drops", "路由器老是断线怎么办", "zh", "请重启路由器。"),
        A.Article("track-order", "我的订单到哪里了", "zh", "在订单页面查看快递进度。"),
    ];

    [TestMethod]
    [DataRow("my router drops", TextLanguage.English, "en", "router-drops")]
    [DataRow("我的路由器老是断线", TextLanguage.Chinese, "zh", "router-drops")]
    [DataRow("我的 router 老是断线", TextLanguage.Mixed, "zh", "router-drops")]
    [DataRow("router connection 怎么办", TextLanguage.Mixed, "en", "router-drops")]
    [DataRow("opening hours", TextLanguage.Undetermined, "en", "opening-hours")]
    [DataRow("ORDER HL-204817???", TextLanguage.English, "en", "track-order")]
    public void A_question_finds_its_article_in_its_language(string question, TextLanguage language, string articleLanguage, string id)
    {
        var best = A.Knowledge(Small).Answer(question, language, []).Passages[0];

        Assert.AreEqual((articleLanguage, id), (best.Language, best.ArticleId));
    }

    [TestMethod]
    public void A_passage_says_where_it_stands()
    {
        var best = A.Knowledge(Small).Answer("it still drops", TextLanguage.English, []).Passages[0];

        Assert.AreEqual(new FoundPassage("router-drops", Small[0].Version, "en", Small[0].Title, "What if it still drops?", "what-if-it-still-drops", "Call us.", best.Score), best);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    [DataRow("quantum chromodynamics")]
    [DataRow("😀😀")]
    [DataRow("\uD800\uDC00\uD800")]
    [DataRow("مرحبا، كيف حالك؟")]
    [DataRow("\u202Eabc\u202C")]
    [DataRow("\0\u0001\u007F")]
    public void What_no_article_knows_is_refused(string question)
    {
        foreach (var language in Enum.GetValues<TextLanguage>())
        {
            var answer = A.Knowledge(Small).Answer(question, language, []);

            Assert.IsFalse(answer.Answered);
            Assert.AreEqual((0, 0.0), (answer.Passages.Count, answer.Confidence));
        }
    }

    [TestMethod]
    [DataRow("router ")]
    [DataRow("路由器断线")]
    [DataRow("😀")]
    [DataRow("x1y2 ")]
    public void A_question_of_a_megabyte_costs_no_more_than_its_beginning(string piece)
    {
        var knowledge = A.Knowledge(Small);

        Assert.IsLessThan(4, Measure(1_000_000) / Measure(100_000));

        double Measure(int length)
        {
            var question = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
            return Enumerable.Range(0, 5).Min(_ => ProcessorTime.Of(() => knowledge.Answer(question, TextLanguage.Mixed, [])).TotalMilliseconds);
        }
    }

    [TestMethod]
    public void A_preferred_tag_decides_between_equals_and_raises_the_confidence()
    {
        var knowledge = A.Knowledge(A.Article("a", "Cost of delivery", tags: "shop"), A.Article("b", "Cost of delivery", tags: "moving"), A.Article("c", "Speed"));

        var plain = knowledge.Answer("delivery cost", TextLanguage.English, []);
        var preferred = knowledge.Answer("delivery cost", TextLanguage.English, ["moving"]);

        Assert.AreEqual("a", plain.Passages[0].ArticleId);
        Assert.AreEqual("b", preferred.Passages[0].ArticleId);
        Assert.IsGreaterThan(plain.Confidence, preferred.Confidence);
    }

    [TestMethod]
    public void Articles_for_agents_are_not_quoted_to_customers()
    {
        var secret = A.Article(title: "Router drops") with { Audience = Article.AgentAudience };

        Assert.IsEmpty(A.Knowledge(secret).Answer("router drops", TextLanguage.English, []).Passages);
    }

    [TestMethod]
    public void Readers_see_whole_snapshots_while_they_are_swapped()
    {
        var snapshots = Enumerable.Range(0, 4).Select(i => new KnowledgeSnapshot(
            Enumerable.Range(0, 5 + i).Select(n => A.Article($"a{n}", $"Router of snapshot {i}", body: $"Router text {i}.")))).ToArray();
        var current = snapshots[0];
        var knowledge = new KnowledgeBase(() => Volatile.Read(ref current), 0.3);
        using var done = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                Volatile.Write(ref current, snapshots[i % snapshots.Length]);
            }
        }, CancellationToken.None);

        Parallel.For(0, 2_000, _ =>
        {
            var passages = knowledge.Answer("router text", TextLanguage.English, []).Passages;
            Assert.HasCount(1, passages.Select(passage => passage.Title).Distinct().ToList());
            Assert.AreEqual(passages[0].Title.Replace("Router of snapshot ", "Router text ", StringComparison.Ordinal) + ".", passages[0].Text);
        });

        done.Cancel();
        writer.Wait(CancellationToken.None);
    }
}
