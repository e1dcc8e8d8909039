namespace ServiceBot.Tests.Knowledge;

[TestClass]
public sealed class PassageTests
{
    [TestMethod]
    [DataRow("What should I try first?", "what-should-i-try-first")]
    [DataRow("网络断断续续，先试什么？", "网络断断续续-先试什么")]
    [DataRow("Wi-Fi 密码在哪里看？", "wi-fi-密码在哪里看")]
    [DataRow("𠮷野家", "𠮷野家")]
    [DataRow("كيف حالك؟", "كيف-حالك")]
    [DataRow("Prices **and** [terms](a)", "prices-and-terms")]
    [DataRow("😀 !", "section")]
    public void A_heading_of_any_script_has_an_anchor(string heading, string anchor)
    {
        Assert.AreEqual(anchor, A.Article(body: $"## {heading}\nText.").Passages.Single().Anchor);
    }

    [TestMethod]
    public void Equal_headings_have_different_anchors()
    {
        var article = A.Article(body: "## Cost\nA.\n\n## Cost\nB.\n\n### Cost\nC.");

        CollectionAssert.AreEqual(new[] { "cost", "cost-2", "cost-3" }, article.Passages.Select(passage => passage.Anchor).ToArray());
    }

    [TestMethod]
    [DataRow("Word word word. ", 200)]
    [DataRow("这是一句话。", 500)]
    [DataRow("nospaceatall", 200)]
    [DataRow("𠮷", 1000)]
    public void A_long_paragraph_is_cut_into_readable_pieces(string sentence, int times)
    {
        var text = string.Concat(Enumerable.Repeat(sentence, times)).Trim();

        var passages = A.Article(body: text).Passages;

        Assert.IsGreaterThan(1, passages.Count);
        Assert.IsTrue(passages.All(passage => passage.Text.Length is > 0 and <= 700));
        Assert.AreEqual(text.Replace(" ", "", StringComparison.Ordinal),
            string.Concat(passages.Select(passage => passage.Text)).Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        Assert.IsFalse(passages.Any(passage => char.IsLowSurrogate(passage.Text[0])));
    }

    [TestMethod]
    public void A_list_stays_in_one_piece()
    {
        var list = string.Join('\n', Enumerable.Range(1, 30).Select(i => $"{i}. Step number {i} of a very long list of steps"));

        var passages = A.Article(body: $"{new string('x', 600)}\n\n{list}").Passages;

        Assert.HasCount(2, passages);
        Assert.AreEqual(list, passages[1].Text);
    }

    [TestMethod]
    public void Parts_of_a_long_section_share_its_anchor()
    {
        var part = new string('y', 500);

        var passages = A.Article(body: $"Opening.\n\n## Long\n{part}\n\n{part}").Passages;

        CollectionAssert.AreEqual(new[] { null, "long", "long" }, passages.Select(passage => passage.Anchor).ToArray());
    }
}
