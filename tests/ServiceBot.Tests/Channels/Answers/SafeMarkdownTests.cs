using ServiceBot.Channels.Answers;

namespace ServiceBot.Tests.Channels.Answers;

[TestClass]
public sealed class SafeMarkdownTests
{
    [TestMethod]
    [DataRow("Plain words, *emphasis* and a\n\n- list")]
    [DataRow("See [Set up the Hub](https://help.example.com/articles/en/set-up) or [call](tel:+44123).")]
    [DataRow("# Heading\n\n| a | b |\n| - | - |\n| 1 | 2 |")]
    [DataRow("`<b>` and 1 < 2, really!")]
    public void What_is_safe_stays_as_it_is(string markdown) => Assert.AreEqual(markdown, SafeMarkdown.For(markdown, MarkdownDialect.Full));

    [TestMethod]
    [DataRow("[click](javascript:alert(1))", "click")]
    [DataRow("[click](  jAvAsCrIpT:alert(1))", "click")]
    [DataRow("[click](data:text/html,x)", "click")]
    [DataRow("[click](//evil.example)", "click")]
    [DataRow("[click](vbscript:x \"title\")", "click")]
    [DataRow("<javascript:alert(1)>", "javascript:alert(1)")]
    [DataRow("[a][r]\n\n[r]: javascript:x", "a")]
    [DataRow("[*bold* `code`](file:///etc/passwd)", "bold code")]
    public void A_link_to_anything_else_becomes_its_words(string markdown, string words) =>
        Assert.AreEqual(words, SafeMarkdown.For(markdown, MarkdownDialect.Full).Trim());

    [TestMethod]
    [DataRow("a <img src=x onerror=alert(1)> b", "a &lt;img src=x onerror=alert(1)> b")]
    [DataRow("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>")]
    [DataRow("<div>\n[x](javascript:1)\n</div>", "&lt;div>\nx\n&lt;/div>")]
    [DataRow("--><div>`| <div>\nhttps://x [a](<div>- | ", "-->&lt;div>`| &lt;div>\nhttps://x [a](&lt;div>- | ", DisplayName = "code in one parser, a table's cell in another")]
    public void Html_is_shown_as_text(string markdown, string safe) => Assert.AreEqual(safe, SafeMarkdown.For(markdown, MarkdownDialect.Full));

    [TestMethod]
    public void A_picture_becomes_a_link_so_that_nothing_is_fetched_unasked()
    {
        Assert.AreEqual("[a cat](https://x.example/c.png)", SafeMarkdown.For("![a cat](https://x.example/c.png)", MarkdownDialect.Full));
        Assert.AreEqual("a cat", SafeMarkdown.For("![a cat](data:image/png;base64,xx)", MarkdownDialect.Full));
    }

    [TestMethod]
    public void A_simple_dialect_has_no_headings_and_tables()
    {
        const string Markdown = "## Prices\n\nSee:\n\n| Plan | Price |\n| --- | --- |\n| Home | 30 |";

        Assert.AreEqual("**Prices**\n\nSee:\n\n- Plan · Price\n- Home · 30", SafeMarkdown.For(Markdown, MarkdownDialect.Simple));
    }

    [TestMethod]
    public void Without_markdown_the_words_are_left_with_the_addresses_of_links()
    {
        const string Markdown = "# Restart\n\n1. **Unplug** the *Hub*.\n2. Wait\n   - 30 s\n\nSee [the guide](https://h.example/g), [no](javascript:x) & `code`  \nnew line <https://h.example/>";

        Assert.AreEqual(
            "Restart\n\n1. Unplug the Hub.\n2. Wait\n   - 30 s\n\nSee the guide (https://h.example/g), no & code\nnew line https://h.example/",
            SafeMarkdown.For(Markdown, MarkdownDialect.None));
    }

    [TestMethod]
    [DataRow(MarkdownDialect.Simple)]
    [DataRow(MarkdownDialect.Full)]
    public void Nested_beyond_reason_is_shown_as_words(MarkdownDialect dialect)
    {
        var nested = string.Concat(Enumerable.Repeat("> ", 5000)) + "<b>[x](javascript:1)";

        Assert.EndsWith("""\<b\>\[x\](javascript:1)""", SafeMarkdown.For(nested, dialect));
    }

    [TestMethod]
    public void Nothing_made_of_dangerous_parts_gets_through()
    {
        string[] parts = ["[a](", "javascript:x", ")", "<", ">", "b", "\n", "\n\n", "](", "[", "]", "![", "]: ", "&lt;", "`", "\\", "*", "# ", "| ", "https://x ", "<div>", "<!--", "-->", "    ", "> ", "- "];
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var n = 0; n < 20_000; n++)
        {
            var markdown = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => parts[random.Next(parts.Length)]));
            foreach (var dialect in new[] { MarkdownDialect.Full, MarkdownDialect.Simple })
            {
                var html = Markdig.Markdown.ToHtml(SafeMarkdown.For(markdown, dialect));

                Assert.DoesNotContain("=\"javascript:", html, $"seed {seed}: {markdown}");
                Assert.DoesNotContain("<div", html, $"seed {seed}: {markdown}");
                Assert.DoesNotContain("<!--", html, $"seed {seed}: {markdown}");
                Assert.DoesNotContain("<img", html, $"seed {seed}: {markdown}");
            }
        }
    }

    [TestMethod]
    public void Escaped_words_read_as_they_were()
    {
        const string Words = "1. *a* _b_ [c](d) <e> #f `g` | h\\";

        Assert.AreEqual(Words, SafeMarkdown.For(SafeMarkdown.Escape(Words), MarkdownDialect.None));
    }
}
