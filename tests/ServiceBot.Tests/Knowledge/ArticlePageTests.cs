using ServiceBot.Knowledge;
using ServiceBot.Knowledge.Articles;

namespace ServiceBot.Tests.Knowledge;

[TestClass]
public sealed class ArticlePageTests
{
    [TestMethod]
    [DataRow("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [DataRow("a <img src=x onerror=alert(1)> b", "<p>a &lt;img src=x onerror=alert(1)&gt; b</p>")]
    [DataRow("<div onclick='x'>\n\nb", "&lt;div onclick='x'&gt;")]
    [DataRow("[x](javascript:alert(1))", "<p>x</p>")]
    [DataRow("[x](JaVaScRiPt:alert(1))", "<p>x</p>")]
    [DataRow("[x](java&#10;script:alert(1))", "<p>x</p>")]
    [DataRow("[x](data:text/html,y)", "<p>x</p>")]
    [DataRow("[x](//evil.example)", "<p>x</p>")]
    [DataRow("[x][r]\n\n[r]: vbscript:y", "<p>x</p>")]
    [DataRow("<javascript:alert(1)>", "<p>javascript:alert(1)</p>")]
    [DataRow("[x](missing)", "<p>x</p>")]
    [DataRow("![a picture](https://evil.example/x.png)", "<p>a picture</p>")]
    [DataRow("[x](other)", "<p><a href=\"/articles/en/other\">x</a></p>")]
    [DataRow("[x](other#part)", "<p><a href=\"/articles/en/other#part\">x</a></p>")]
    [DataRow("[x](#part)", "<p><a href=\"#part\">x</a></p>")]
    [DataRow("[x](tel:+15550142)", "href=\"tel:+15550142\"")]
    [DataRow("[x](mailto:a@example.com)", "href=\"mailto:a@example.com\"")]
    [DataRow("[x](https://example.com/\"onclick=y)", "href=\"https://example.com/%22onclick=y\" ", DisplayName = "A quote cannot leave the attribute")]
    [DataRow("[**x** & <b>](https://example.com/a?b=1&c=2)", "<a href=\"https://example.com/a?b=1&amp;c=2\" rel=\"noopener noreferrer\"><strong>x</strong> &amp; &lt;b&gt;</a>")]
    [DataRow("## 为什么？\nx", "<h2 id=\"为什么\">为什么？</h2>")]
    [DataRow("| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>")]
    public void An_article_becomes_safe_HTML(string body, string html)
    {
        var page = ArticlePage.Render(A.Article(body: body), id => id == "other");

        StringAssert.Contains(page.Html, html, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Anchors_of_the_page_are_those_of_the_passages()
    {
        var article = A.Article(body: "Opening.\n\n## Cost\nA.\n\n#### Detail\nB.\n\n## Cost\nC.\n\n### Detail\nD.");

        var html = ArticlePage.Render(article, _ => true).Html;

        foreach (var passage in article.Passages.Skip(1))
        {
            StringAssert.Contains(html, $"id=\"{passage.Anchor}\">{passage.Heading}</h", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void A_page_knows_title_language_and_day()
    {
        var page = new KnowledgeSnapshot([A.Article(title: "A & B")]).Page("en", "router-drops")!;

        Assert.AreEqual(("A & B", "en", new DateOnly(2026, 10, 12)), (page.Title, page.Language, page.Updated!.Value));
    }

    [TestMethod]
    public void There_is_no_page_of_an_article_that_is_not_there()
    {
        Assert.IsNull(new KnowledgeSnapshot([A.Article()]).Page("zh", "router-drops"));
    }

    [TestMethod]
    [DataRow("See [this](track-order) and [that](https://example.com).", "See [this](https://desk.example/articles/en/track-order) and [that](https://example.com).")]
    [DataRow("[here](#cost)", "[here](https://desk.example/articles/en/router-drops#cost)")]
    [DataRow("[bad](javascript:x) and ![pic](https://e.example/p.png)", "bad and pic")]
    [DataRow("[![pic](a.png)](track-order)", "pic")]
    [DataRow("1. [一](a)\n2. [二](b#x)", "1. [一](https://desk.example/articles/en/a)\n2. [二](https://desk.example/articles/en/b#x)")]
    public void A_quoted_passage_links_to_the_desk(string text, string expected)
    {
        var passage = new FoundPassage("router-drops", "0123456789ab", "en", "T", null, null, text, 1);

        Assert.AreEqual(expected, ChatMarkdown.WithFullLinks(passage, "https://desk.example/"));
    }

    [TestMethod]
    public void Plain_text_has_no_markup()
    {
        Assert.AreEqual("See this now.", ChatMarkdown.PlainText("See [this](track-order) **now**."));
    }
}
