using ServiceBot.Knowledge.Articles;

namespace ServiceBot.Tests.Knowledge;

[TestClass]
public sealed class ArticleReaderTests
{
    private const string Head = "---\nid: a\ntitle: A\nlanguage: en\n";

    [TestMethod]
    [DataRow("Just text.", 1, 1, "There is no front matter")]
    [DataRow("", 1, 1, "There is no front matter")]
    [DataRow("---\nid: a\ntitle: A\n", 1, 1, "The front matter is not closed")]
    [DataRow("---\nid: [a\ntitle: A\n---\n\nText.", 2, 5, "The front matter is not valid YAML")]
    [DataRow("---\nid: a\ntitle: \"A\nlanguage: en\n---\n\nText.", 3, 8, "The front matter is not valid YAML")]
    [DataRow("---\n- a\n- b\n---\n\nText.", 2, 1, "The front matter is not a list of fields")]
    [DataRow(Head + "colour: red\n---\n\nText.", 5, 9, "`colour` is not a field of an article")]
    [DataRow(Head + "title: B\n---\n\nText.", 5, 1, "`title` is there twice")]
    [DataRow("---\ntitle: A\nlanguage: en\n---\n\nText.", 1, 1, "`id` is missing")]
    [DataRow("---\nid: a\nlanguage: en\n---\n\nText.", 1, 1, "`title` is missing")]
    [DataRow("---\nid: a\ntitle: \"\"\nlanguage: en\n---\n\nText.", 3, 8, "`title` is missing")]
    [DataRow("---\nid: a\ntitle: A\n---\n\nText.", 1, 1, "`language` is missing")]
    [DataRow("---\nid: Router Drops\ntitle: A\nlanguage: en\n---\n\nText.", 2, 5, "The id `Router Drops` is not a slug")]
    [DataRow("---\nid: a--b\ntitle: A\nlanguage: en\n---\n\nText.", 2, 5, "The id `a--b` is not a slug")]
    [DataRow("---\nid: a\ntitle: A\nlanguage: de\n---\n\nText.", 4, 11, "The language `de` is not known")]
    [DataRow(Head + "audience: all\n---\n\nText.", 5, 11, "The audience `all` is not known")]
    [DataRow(Head + "updated: 12.10.2026\n---\n\nText.", 5, 10, "`12.10.2026` is not a date")]
    [DataRow(Head + "updated: 2026-02-30\n---\n\nText.", 5, 10, "`2026-02-30` is not a date")]
    [DataRow(Head + "tags: {a: b}\n---\n\nText.", 5, 7, "`tags` holds something that is not plain text")]
    [DataRow("---\nid: a\ntitle: [A, B]\nlanguage: en\n---\n\nText.", 3, 8, "`title` is a list")]
    [DataRow(Head + "---\n\n", 6, 1, "The article has no text")]
    [DataRow(Head + "---\n\n## Only a heading\n", 6, 1, "The article has no text")]
    [DataRow(Head + "---\n\nSee\n[this](no-such-article).", 8, 1, "The link target `no-such-article` is not known")]
    [DataRow(Head + "---\n\nClick [here](javascript:alert(1)).", 7, 7, "The link target `javascript:alert(1)` is not known")]
    public void Every_mistake_is_told_with_its_place(string text, int line, int column, string message)
    {
        var errors = ArticleReader.Read([A.File("en/a.md", text)])[0].Errors;

        Assert.IsTrue(errors.Any(error => error.Line == line && error.Column == column && error.Message.StartsWith(message, StringComparison.Ordinal)),
            string.Join('\n', errors));
        Assert.HasCount(1, errors, string.Join('\n', errors));
        Assert.IsTrue(errors.All(error => error.File == "en/a.md" && error.Hint.Length > 0));
    }

    [TestMethod]
    public void All_mistakes_of_all_files_are_told()
    {
        var readings = ArticleReader.Read(
        [
            A.File("b.md", "---\nid: B!\nlanguage: fr\nupdated: soon\n---\n"),
            A.File("a.md", "nothing"),
        ]);

        CollectionAssert.AreEqual(
            new[]
            {
                "a.md:1:1: There is no front matter.", "b.md:1:1: `title` is missing.", "b.md:2:5: The id `B!` is not a slug.",
                "b.md:3:11: The language `fr` is not known.", "b.md:4:10: `soon` is not a date.", "b.md:6:1: The article has no text.",
            },
            readings.SelectMany(reading => reading.Errors).Select(error => $"{error.File}:{error.Line}:{error.Column}: {error.Message}").ToArray());
    }

    [TestMethod]
    public void An_id_belongs_to_one_article_of_a_language()
    {
        var readings = ArticleReader.Read(
            [A.File("en/a.md", A.ArticleText("same")), A.File("en/b.md", A.ArticleText("same")), A.File("zh/a.md", A.ArticleText("same", language: "zh"))]);

        Assert.IsNotNull(readings[0].Article);
        Assert.IsNull(readings[1].Article);
        Assert.AreEqual("en/b.md:2:5: The id `same` is already used by en/a.md.", readings[1].Errors.Single().ToString().Split(" Give")[0]);
        Assert.IsNotNull(readings[2].Article);
    }

    [TestMethod]
    public void A_link_needs_its_target_in_the_same_language()
    {
        var readings = ArticleReader.Read([A.File("en/a.md", A.ArticleText("a", body: "[b](b#there)")), A.File("zh/b.md", A.ArticleText("b", language: "zh"))]);

        Assert.HasCount(1, readings[0].Errors);
        Assert.IsNotNull(readings[0].Article, "a dangling link leaves the article readable");
    }

    [TestMethod]
    public void Bytes_that_are_not_UTF8_are_placed()
    {
        byte[] bytes = [.. "---\nid: a\ntitle: caf"u8, 0xE9, .. "\n"u8];

        var error = ArticleReader.Read([new("a.md", bytes)])[0].Errors.Single();

        Assert.AreEqual((3, 11), (error.Line, error.Column));
        StringAssert.Contains(error.Message, "not UTF-8", StringComparison.Ordinal);
    }

    [TestMethod]
    public void More_than_a_megabyte_is_no_article()
    {
        var fits = A.ArticleText();
        fits += new string('x', ArticleReader.MaxBytes - fits.Length);

        Assert.IsEmpty(ArticleReader.Read([A.File("a.md", fits)])[0].Errors);
        StringAssert.Contains(ArticleReader.Read([A.File("a.md", fits + "x")])[0].Errors.Single().Message, "larger than", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow('[', 9_000)]
    [DataRow('{', 9_000)]
    [DataRow('[', 900_000)]
    public void Nesting_in_the_front_matter_exhausts_neither_stack_nor_patience(char open, int depth)
    {
        var reading = ArticleReader.Read([A.File("a.md", $"---\ntags: {new string(open, depth)}\n---\nText.")])[0];

        Assert.IsNull(reading.Article);
        Assert.IsNotEmpty(reading.Errors);
    }

    [TestMethod]
    public void No_front_matter_and_no_text_makes_the_reader_fail()
    {
        const string Alphabet = "---\n: [ ] { } , & * ! | > ' \" % @ ` # \n- ?a b\t\\<!\u0085\uFEFF😀\0[x](y)";
        var random = new Random(20);
        for (var i = 0; i < 3_000; i++)
        {
            var yaml = new string(random.GetItems(Alphabet.AsSpan(), random.Next(40)));
            var body = new string(random.GetItems(Alphabet.AsSpan(), random.Next(60)));

            var reading = ArticleReader.Read([A.File("a.md", $"---\nid: a\n{yaml}\n---\n{body}")])[0];

            Assert.IsTrue(reading.Errors.All(error => error is { Line: > 0, Column: > 0 }), yaml + body);
        }
    }

    [TestMethod]
    public void Nesting_in_the_text_is_an_error_not_a_crash()
    {
        var reading = ArticleReader.Read([A.File("a.md", A.ArticleText(body: new string('>', 20_000) + " x"))])[0];

        Assert.AreEqual("Quotes, lists or emphasis are nested too deeply.", reading.Errors.Single().Message);
    }

    [TestMethod]
    public void An_article_says_all_it_holds()
    {
        var file = A.File("zh/a.md", "\uFEFF" + A.ArticleText("a", "路由器", "zh", "正文。\r\n\r\n## 为什么？\r\n因为。"));

        var article = ArticleReader.Read([file])[0].Article!;

        Assert.AreEqual(("a", "路由器", "zh", "customer", new DateOnly(2026, 10, 12)), (article.Id, article.Title, article.Language, article.Audience, article.Updated!.Value));
        CollectionAssert.AreEqual(new[] { "fault", "router" }, article.Tags.ToArray());
        Assert.AreEqual(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file.Bytes))[..12], article.Version);
        CollectionAssert.AreEqual(new Passage[] { new(null, null, "正文。"), new("为什么？", "为什么", "因为。") }, article.Passages.ToArray());
    }
}
