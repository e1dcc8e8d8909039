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

    private static double Measure(string text) => Enumerable.Range(0, 5).Min(_ => ProcessorTime.Of(() => SmallDesk.Model.Understand(text, Now)).TotalMilliseconds);

    private static string Repeat(string unit, int length) => string.Concat(Enumerable.Repeat(unit, length / unit.Length));
}
