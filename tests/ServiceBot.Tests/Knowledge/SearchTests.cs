using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Knowledge.Index;

namespace ServiceBot.Tests.Knowledge;

[TestClass]
public sealed class SearchTests
{
    [TestMethod]
    [DataRow("cancel cancels canceled cancelled cancelling cancellation", "cancel")]
    [DataRow("deliver delivers delivered delivery deliveries", "deliver")]
    [DataRow("drop drops dropped dropping", "drop")]
    [DataRow("install installs installed installing installation", "instal")]
    [DataRow("activate activated activating activation", "activ")]
    [DataRow("pay pays payment payments", "pay")]
    [DataRow("connect connection connections connecting", "connect")]
    [DataRow("box boxes", "box")]
    [DataRow("slow slowly", "slow")]
    [DataRow("status", "status")]
    [DataRow("need", "need")]
    [DataRow("wi", "wi")]
    public void Forms_of_a_word_have_one_stem(string words, string stem)
    {
        foreach (var word in words.Split(' '))
        {
            var letters = word.ToCharArray();
            Assert.AreEqual(stem, new string(letters, 0, EnglishStemmer.Stem(letters)), word);
        }
    }

    [TestMethod]
    [DataRow("My Routers' lights", "router|light")]
    [DataRow("Wi-Fi", "wifi|wi|fi")]
    [DataRow("ＷＩＦＩ wifi6", "wifi|wifi6")]
    [DataRow("It’s 29.99", "29.99")]
    [DataRow("断线", "断|断线|线")]
    [DataRow("怎么装", "么装|装")]
    [DataRow("我的router断线", "router|断|断线|线")]
    [DataRow("𠮷野", "𠮷|𠮷野|野")]
    [DataRow("包裹", "包|parcel|裹")]
    [DataRow("reboot", "restart")]
    [DataRow("😀 !?", "")]
    [DataRow("\uD800x", "x")]
    [DataRow("مرحبا بك", "مرحبا|بك")]
    public void A_text_is_found_by_its_terms(string text, string terms)
    {
        Assert.AreEqual(terms, string.Join('|', TermsOf(text, plain: false)));
    }

    [TestMethod]
    [DataRow("My Routers don't", "my|routers|don't")]
    [DataRow("断线", "断|线")]
    public void Plain_analysis_only_lowers_the_case(string text, string terms)
    {
        Assert.AreEqual(terms, string.Join('|', TermsOf(text, plain: true)));
    }

    /// <summary>
    /// Two documents, "apple apple banana" (length 3) and "banana" (1), mean length 2, k1 1.2, b 0.75. apple: idf = ln(1 + 1.5/1.5) = 0.693147,
    /// tf 2: 2 / (2 + 1.2 (0.25 + 0.75 · 3/2)) = 2 / 3.65. banana: idf = ln(1 + 0.5/2.5) = 0.182322, document 0: 1 / (1 + 1.65), document 1:
    /// 1 / (1 + 1.2 (0.25 + 0.75/2)) = 1 / 1.75.
    /// </summary>
    [TestMethod]
    [DataRow("apple", 0, 0.693147 * 2 / 3.65)]
    [DataRow("banana", 1, 0.182322 / 1.75)]
    [DataRow("apple banana", 0, (0.693147 * 2 / 3.65) + (0.182322 / 2.65))]
    [DataRow("apples apples", 0, 2 * 0.693147 * 2 / 3.65)]
    public void Scores_are_those_computed_by_hand(string question, int document, double score)
    {
        var index = Index(new(), ("", "apple apple banana"), ("", "banana"));
        var hits = new Hit[10];

        Assert.IsGreaterThan(0, index.Search(question, hits));
        Assert.AreEqual(document, hits[0].Document);
        Assert.AreEqual(score, hits[0].Score, 1e-6);
    }

    [TestMethod]
    public void A_word_of_the_title_counts_as_often_as_it_is_told_to()
    {
        var weighted = Index(new() { TitleWeight = 3 }, ("apple", "banana"), ("", "cherry"));
        var repeated = Index(new() { TitleWeight = 1 }, ("apple apple apple", "banana"), ("", "cherry"));
        var (first, second) = (new Hit[1], new Hit[1]);

        weighted.Search("apple", first);
        repeated.Search("apple", second);

        Assert.AreEqual(second[0], first[0]);
    }

    /// <summary>
    /// Lengths 51 and 1 are remembered by Lucene as 50 (24 + 27, of which four bits are kept: 26) and 1; the mean stays that of true lengths, 26.
    /// </summary>
    [TestMethod]
    public void Lucene_scores_use_rounded_lengths()
    {
        var index = Index(Bm25Options.LuceneCompatible, ("", string.Concat(Enumerable.Repeat("apple ", 51))), ("", "pear"));
        var hits = new Hit[1];

        index.Search("apple", hits);

        Assert.AreEqual(Math.Log(1 + (1.5 / 1.5)) * 51 / (51 + (1.2 * (0.25 + (0.75 * 50 / 26)))), hits[0].Score, 1e-6);
    }

    /// <summary>From Lucene's SmallFloat: 0 to 40 are exact, then steps of 2 to 56, of 4 to 88, of 8 …</summary>
    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(24, 24)]
    [DataRow(40, 40)]
    [DataRow(41, 40)]
    [DataRow(55, 54)]
    [DataRow(59, 56)]
    [DataRow(88, 88)]
    [DataRow(95, 88)]
    [DataRow(1000, 984)]
    public void Lucene_remembers_lengths_in_a_byte(int length, int remembered)
    {
        Assert.AreEqual(remembered, LuceneLength.Round(length));
    }

    [TestMethod]
    public void The_best_come_first_and_of_equals_the_earlier()
    {
        var index = Index(new(), [.. Enumerable.Range(0, 50).Select(i => ("", i % 7 == 3 ? "apple apple" : "apple pear"))]);

        var all = Find(index, "apple", 50);
        var few = Find(index, "apple", 9);

        CollectionAssert.AreEqual(all.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Document).ToArray(), all);
        CollectionAssert.AreEqual(all[..9], few);
        Assert.AreEqual(3, all[0].Document);
    }

    [TestMethod]
    public void The_few_best_are_the_beginning_of_all()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var words = new[] { "apple", "pear", "plum", "fig" };
            var index = Index(new(), [.. bytes.Select(value => ("", $"{words[value & 3]} {words[(value >> 2) & 3]} {words[(value >> 4) & 3]}"))]);
            var all = Find(index, "apple fig fig", bytes.Length + 1);
            return all.Zip(all.Skip(1)).All(pair => pair.First.Score >= pair.Second.Score) && Find(index, "apple fig fig", 3).SequenceEqual(all.Take(3));
        }).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("zebra")]
    [DataRow("the of and")]
    [DataRow("😀")]
    public void A_question_without_known_words_finds_nothing(string question)
    {
        Assert.AreEqual(0, Index(new(), ("", "apple")).Search(question, new Hit[3]));
    }

    [TestMethod]
    public void An_empty_index_finds_nothing()
    {
        Assert.AreEqual(0, Index(new()).Search("apple", new Hit[3]));
    }

    [TestMethod]
    public void A_search_allocates_next_to_nothing()
    {
        var index = Index(new(), ("", "apple pear"), ("", "路由器断线"));
        var hits = new Hit[10];
        Array.ForEach(new[] { 1, 2 }, _ => index.Search("My apples 路由器 zebra", hits));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            index.Search("My apples 路由器 zebra", hits);
        }

        Assert.IsLessThan(100 * 200, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Hit[] Find(InvertedIndex index, string question, int most)
    {
        var hits = new Hit[most];
        return hits[..index.Search(question, hits)];
    }

    private static InvertedIndex Index(Bm25Options options, params (string Title, string Text)[] documents)
    {
        var builder = new IndexBuilder(options);
        foreach (var (title, text) in documents)
        {
            builder.Add(title, text);
        }

        return builder.Build();
    }

    private static List<string> TermsOf(string text, bool plain)
    {
        var sink = new Terms([]);
        Analyser.Analyse(text, plain, ref sink);
        return sink.List;
    }

    private readonly record struct Terms(List<string> List) : ITermSink
    {
        public void Add(scoped ReadOnlySpan<char> term) => List.Add(term.ToString());
    }
}
