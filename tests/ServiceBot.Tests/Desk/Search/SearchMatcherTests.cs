using ServiceBot.Desk.Search;

namespace ServiceBot.Tests.Desk.Search;

[TestClass]
public sealed class SearchMatcherTests
{
    [TestMethod]
    [DataRow("router drops", "My [router] [dropped] again")]
    [DataRow("ROUTER", "my [Router]s", "[Routers]")]
    [DataRow("my router", "The [router] is dead")]
    [DataRow("HL-204817", "Order [HL-204817] is late")]
    [DataRow("hl 204817", "Order [HL]-[204817] is late")]
    [DataRow("宽带", "我家的[宽带]太慢")]
    [DataRow("寬帶太慢", "我家的[宽带太慢]了")]
    [DataRow("路由器掉线", "[路由器]总是[掉线]")]
    [DataRow("router 掉线", "我的 [Router] [掉线] 了")]
    [DataRow("mei.lin@exam", "Write to [mei.lin@example].com.")]
    public void Found_as_it_was_meant(string query, string marked, string? longer = null)
    {
        var expected = longer is null ? marked : marked.Replace("[Router]s", longer, StringComparison.Ordinal);
        var text = expected.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);

        Assert.AreEqual(expected, Marked(query, text, isTolerant: false));
    }

    [TestMethod]
    [DataRow("ruoter", "My [router] again")]
    [DataRow("internt conection", "The [internet] [connection] drops")]
    [DataRow("宽代太慢", "我家的[宽带太慢]了")]
    [DataRow("router zzzz drops", "[router] [drops]")]
    public void A_mistyped_word_or_character_counts_when_nothing_fits_better(string query, string marked)
    {
        var text = marked.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);

        Assert.IsNull(Marked(query, text, isTolerant: false));
        Assert.AreEqual(marked, Marked(query, text, isTolerant: true));
    }

    [TestMethod]
    [DataRow("204818", "Order HL-204817")]
    [DataRow("2048", "Order HL-204817")]
    [DataRow("HL-204818", "Order HL-204817")]
    [DataRow("宽代", "我家的宽带太慢了")]
    [DataRow("cat", "The car is here")]
    [DataRow("mei.lon@example", "mei.lin@example.com")]
    public void Numbers_codes_and_short_words_count_exactly(string query, string text) => Assert.IsNull(Marked(query, text, isTolerant: true));

    [TestMethod]
    [DataRow("i.lin@ex", "m[ei.lin@ex]ample.com", "ei.lin@ex")]
    [DataRow("7700 900", "+44 [7700] [900]123", null)]
    [DataRow("0900123", "+44 770[0 900123]", null)]
    [DataRow("ohns", "J[ohns]on", null)]
    public void Any_part_of_a_name_an_address_or_a_number_finds_it(string query, string marked, string? part)
    {
        var text = marked.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        var field = new SearchField("email", text, 1, IsIdentity: true);

        var match = new SearchMatcher(SearchQuery.Read(part ?? query), isTolerant: false).Match([field]);

        Assert.IsNotNull(match);
        if (part is null)
        {
            Assert.AreEqual(marked, string.Concat(match.Whole(field).Select(piece => piece.IsHit ? $"[{piece.Text}]" : piece.Text)));
        }
    }

    [TestMethod]
    public void The_surroundings_of_the_first_hit_are_cut_out_and_nothing_is_lost_between_the_pieces()
    {
        var text = string.Join(' ', Enumerable.Repeat("words before 𠮷", 30)) + "\nthe router\tdrops, the ROUTER drops " + string.Join(' ', Enumerable.Repeat("and after", 30));
        var field = new SearchField("details", text, 1);

        var snippet = new SearchMatcher(SearchQuery.Read("router"), isTolerant: false).Match([field])!.Snippet(field);

        var shown = string.Concat(snippet.Select(piece => piece.Text));
        Assert.Contains(shown.Trim('…'), text.Replace('\n', ' ').Replace('\t', ' '));
        Assert.StartsWith("…", shown);
        Assert.EndsWith("…", shown);
        CollectionAssert.AreEqual(new[] { "router", "ROUTER" }, snippet.Where(piece => piece.IsHit).Select(piece => piece.Text).ToArray());
    }

    [TestMethod]
    [DataRow("SR-000123", 123L)]
    [DataRow("sr 123", 123L)]
    [DataRow("123", 123L)]
    [DataRow("ＳＲ－１２３", 123L)]
    [DataRow("HL-123", null)]
    [DataRow("", null)]
    public void A_request_is_named_by_its_number(string query, long? number) => Assert.AreEqual(number, SearchQuery.Read(query).Number?.Value);

    [TestMethod]
    [DataRow("")]
    [DataRow("   ")]
    [DataRow("?!… 😀")]
    [DataRow("%_'\"\\; DROP TABLE")]
    [DataRow("\ud83d")]
    [DataRow("the")]
    public void Whatever_is_typed_is_read(string query)
    {
        var read = SearchQuery.Read(query + new string('x', 500));

        Assert.IsNotEmpty(read.Words);
        Assert.IsTrue(read.Words.All(word => word.Text.Length is > 0 and <= SearchQuery.MostCharacters));
        _ = SearchQuery.Read(query);
    }

    [TestMethod]
    public void The_terms_of_a_text_hold_every_word_that_a_query_finds_in_it()
    {
        var random = new Random(20261121);
        string[] words = ["router", "Dropped", "wifi6", "29.99", "HL-204817", "宽带", "寬頻太慢", "don't", "mei@example.com", "SR-000123", "зима", "人工客服"];
        for (var i = 0; i < 300; i++)
        {
            var some = random.GetItems(words, 5);
            var terms = SearchTerms.Of([new("subject", string.Join(random.Next(2) == 0 ? " " : "，", some), 1)]);

            foreach (var word in SearchQuery.Read(some[random.Next(5)]).Words)
            {
                var wanted = word.Kind == SearchWordKind.Han ? Enumerable.Range(0, word.Tokens.Count - 1).Select(at => word.Tokens[at] + word.Tokens[at + 1]) : word.Tokens;
                Assert.IsTrue(wanted.All(terms.Contains), $"{word.Text} in {string.Join(' ', some)}");
            }
        }
    }

    private static string? Marked(string query, string text, bool isTolerant)
    {
        var field = new SearchField("subject", text, 1);
        return new SearchMatcher(SearchQuery.Read(query), isTolerant).Match([field]) is { } match
            ? string.Concat(match.Whole(field).Select(piece => piece.IsHit ? $"[{piece.Text}]" : piece.Text))
            : null;
    }
}
