using FsCheck;
using FsCheck.Fluent;

namespace ServiceBot.Tests.Language;

[TestClass]
[DoNotParallelize]
public sealed class HostileTextTests
{
    private const int Size = 80_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow("1")]
    [DataRow("@")]
    [DataRow("a@")]
    [DataRow("a")]
    [DataRow("一")]
    [DataRow("万")]
    [DataRow("hl-")]
    [DataRow("1-")]
    [DataRow("1 ")]
    [DataRow("12 34 ")]
    [DataRow("1.")]
    [DataRow("$")]
    [DataRow("a.")]
    [DataRow("+1(")]
    [DataRow("下")]
    [DataRow("in 3 ")]
    [DataRow("the day after ")]
    [DataRow("一月")]
    [DataRow("hub ")]
    [DataRow("hub 2 ")]
    [DataRow("路由")]
    [DataRow("'")]
    [DataRow("a'")]
    [DataRow("\u0301")]
    [DataRow("\u200D😀")]
    [DataRow("\u202E")]
    [DataRow("か")]
    public void Time_grows_no_faster_than_the_text(string unit)
    {
        var small = Repeat(unit, Size / 16);
        var large = Repeat(unit, Size);

        // Sixteen times the text takes sixteen times as long, or 256 times where it is read in a square.
        Assert.IsLessThan(50, Measure(large) / Measure(small), unit);
    }

    [TestMethod]
    [DataRow("1")]
    [DataRow("@")]
    [DataRow("where is my order HL-204817? ")]
    [DataRow("我的订单HL-204817在哪里？")]
    public void A_megabyte_is_understood(string unit)
    {
        var understanding = SmallDesk.Model.Understand(Repeat(unit, 1_000_000), Now);

        Assert.IsTrue(understanding.InScope is >= 0 and <= 1);
    }

    [TestMethod]
    public void Any_text_is_understood_without_a_fault()
    {
        var anyCharacters = ArbMap.Default.ArbFor<char[]>().Generator.Select(characters => new string(characters));
        var likelyPieces = Gen.Elements(
            "HL-", "204817", "SR", "@", "a.bc", "+", "1", "12", "2026", "-", "/", ".", ",", "$", "块", "一", "十", "万", "月", "日", "下周", "三天前", "next", "march",
            "in", "days", "ago", " ", "\uD842", "\uDFB7", "\u202E", "\0", "é", "か", "가", "م", "😀", "hub", "2", "pro", "'", "the", "th", "千万")
            .ArrayOf().Select(string.Concat);

        Prop.ForAll(Gen.OneOf(anyCharacters, likelyPieces, likelyPieces).ToArbitrary(), text =>
        {
            var understanding = SmallDesk.Model.Understand(text, Now);

            Assert.IsTrue(understanding.InScope is >= 0 and <= 1);
            Assert.IsTrue(understanding.Entities.All(entity => entity.Start >= 0 && entity.Length > 0 && entity.Start + entity.Length <= text.Length));
            Assert.IsTrue(understanding.Entities.Zip(understanding.Entities.Skip(1)).All(pair => pair.First.Start <= pair.Second.Start));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [TestMethod]
    public void Line_endings_and_the_form_of_accents_change_nothing()
    {
        var pieces = Gen.Elements("router", "réclamation", "où", "señor", "ÜBER", "where is my", "我的路由器", "坏了", "HL-204817", "bill", "Ångström", "café").NonEmptyListOf();

        Prop.ForAll(pieces.ToArbitrary(), words =>
        {
            var composed = string.Join('\n', words);
            var other = string.Join("\r\n", words.Select(Decomposed));
            var (one, two) = (SmallDesk.Model.Understand(composed, Now), SmallDesk.Model.Understand(other, Now));

            CollectionAssert.AreEqual(one.Intents.ToArray(), two.Intents.ToArray());
            Assert.AreEqual(one.InScope, two.InScope);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

        static string Decomposed(string text)
        {
            foreach (var (letter, parts) in new[] { ("é", "e\u0301"), ("ù", "u\u0300"), ("ñ", "n\u0303"), ("Ü", "U\u0308"), ("Å", "A\u030A"), ("ö", "o\u0308") })
            {
                text = text.Replace(letter, parts, StringComparison.Ordinal);
            }

            return text;
        }
    }

    private static double Measure(string text) => Enumerable.Range(0, 5).Min(_ => ProcessorTime.Of(() => SmallDesk.Model.Understand(text, Now)).TotalMilliseconds);

    private static string Repeat(string unit, int length) => string.Concat(Enumerable.Repeat(unit, length / unit.Length));
}
