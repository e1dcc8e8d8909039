using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Tests.Language;

[TestClass]
public sealed class TokenizerTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("Where is my order?", "Where|is|my|order")]
    [DataRow("I don't know, 'tis l\u2019eau'", "I|don't|know|tis|l\u2019eau")]
    [DataRow("订单12号", "订|单|12|号")]
    [DataRow("HL-204817", "HL|204817")]
    [DataRow("HL204817 wifi6 5g", "HL204817|wifi6|5g")]
    [DataRow("$29.99, or 1,000.", "$|29.99|or|1,000")]
    [DataRow("12/03/2026", "12|03|2026")]
    [DataRow("我的order还没到", "我|的|order|还|没|到")]
    [DataRow("𠮷野家", "𠮷|野|家")]
    [DataRow("二〇二六年", "二|〇|二|六|年")]
    [DataRow("ＨＬ－２０４８１７", "ＨＬ|２０４８１７")]
    [DataRow("ルーターが壊れた", "ルーターが|壊|れた")]
    [DataRow("wifiが遅い", "wifi|が|遅|い")]
    [DataRow("라우터가 고장", "라우터가|고장")]
    [DataRow("где мой заказ", "где|мой|заказ")]
    [DataRow("أين طلبي؟", "أين|طلبي")]
    [DataRow("cafe\u0301 naïve", "cafe\u0301|naïve")]
    [DataRow("bad 👍🏽👨‍👩‍👧 ❤️!", "bad|👍🏽|👨‍👩‍👧|❤️")]
    [DataRow("mei@example.com", "mei|example|com")]
    [DataRow("a\u0000b\u200Bc", "a|b|c")]
    public void Text_is_cut_into_words_numbers_ideographs_and_symbols(string text, string expected)
    {
        Assert.AreEqual(expected, string.Join('|', Tokens(text).Select(token => text.Substring(token.Start, token.Length))));
    }

    [TestMethod]
    [DataRow("order", TokenKind.Word)]
    [DataRow("wifi6", TokenKind.Word)]
    [DataRow("ルーター", TokenKind.Word)]
    [DataRow("라우터", TokenKind.Word)]
    [DataRow("12.5", TokenKind.Number)]
    [DataRow("１２", TokenKind.Number)]
    [DataRow("①", TokenKind.Number)]
    [DataRow("单", TokenKind.Han)]
    [DataRow("𠮷", TokenKind.Han)]
    [DataRow("€", TokenKind.Other)]
    [DataRow("😀", TokenKind.Other)]
    public void A_token_says_what_it_is_made_of(string text, TokenKind kind)
    {
        Assert.AreEqual(new Token(0, text.Length, kind), Tokens(text).Single());
    }

    [TestMethod]
    [DynamicData(nameof(BrokenTexts))]
    public void Half_surrogates_controls_and_loose_marks_are_no_tokens(int number)
    {
        var (text, expected) = Broken[number];

        Assert.AreEqual(expected, string.Join('|', Tokens(text).Select(token => text.Substring(token.Start, token.Length))));
    }

    [TestMethod]
    public void Tokens_are_in_order_inside_the_text_and_never_cut_a_surrogate_pair()
    {
        var anyCharacters = ArbMap.Default.ArbFor<char[]>().Generator.Select(characters => new string(characters));
        var likelyCharacters = Gen.Elements("a", "Z", "9", "'", ".", " ", "单", "𠮷", "\uD842", "\uDFB7", "😀", "\u200D", "\u0301", "か", "가", "\0")
            .ArrayOf().Select(string.Concat);

        Prop.ForAll(Gen.OneOf(anyCharacters, likelyCharacters).ToArbitrary(), text =>
        {
            var end = 0;
            foreach (var token in Tokens(text))
            {
                Assert.IsTrue(token.Start >= end && token.Length > 0 && token.End <= text.Length);
                Assert.IsFalse(token.Start > 0 && char.IsSurrogatePair(text, token.Start - 1));
                Assert.IsFalse(token.End < text.Length && char.IsSurrogatePair(text, token.End - 1));
                end = token.End;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [TestMethod]
    public void No_letter_digit_or_ideograph_is_lost()
    {
        var text = "Bücher, 订单 HL-204817 'don't' 😀 ルーター 12.5%";

        var kept = Tokens(text).Sum(token => text.AsSpan(token.Start, token.Length).ToString().EnumerateRunes().Count(Rune.IsLetterOrDigit));

        Assert.AreEqual(text.EnumerateRunes().Count(Rune.IsLetterOrDigit), kept);
    }

    [TestMethod]
    public void Tokens_are_added_to_what_the_list_holds()
    {
        List<Token> tokens = [new(0, 1, TokenKind.Han)];

        Tokenizer.Tokenize("ok", tokens);

        CollectionAssert.AreEqual(new[] { new Token(0, 1, TokenKind.Han), new Token(0, 2, TokenKind.Word) }, tokens);
    }

    [TestMethod]
    public void Nothing_is_allocated_when_the_list_is_large_enough()
    {
        var tokens = new List<Token>(100);
        Tokenizer.Tokenize("warm up 单 12.5", tokens);
        tokens.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Tokenizer.Tokenize("I don't have 订单 HL-204817 😀", tokens);

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // An attribute cannot hold half a surrogate pair, so the rows are named by number.
    private static readonly (string Text, string Expected)[] Broken =
    [
        ("\uD842 a", "a"), ("a\uDFB7\uD842", "a"), ("\uDFB7\uD842单", "单"), ("\u202Eabc\u202C", "abc"), ("\u0301\uFE0F", ""),
    ];

    private static IEnumerable<int> BrokenTexts => Enumerable.Range(0, Broken.Length);

    private static List<Token> Tokens(string text)
    {
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        return tokens;
    }
}
