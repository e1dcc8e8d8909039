using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Language.Parts;

namespace ServiceBot.Tests.Language;

[TestClass]
public sealed class PartTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow("a b and c d", "a b|c d")]
    [DataRow("a b. C d!", "a b|C d!")]
    [DataRow("a b, and also c d", "a b|c d")]
    [DataRow("a b? By the way, c d", "a b|c d")]
    [DataRow("a b, c d", "a b|c d")]
    [DataRow("3.5 stars", "3.5 stars")]
    [DataRow("sandy band", "sandy band")]
    [DataRow("我要退货，另外发票怎么开", "我要退货|发票怎么开")]
    [DataRow("我要退货。顺便问一下，发票怎么开？", "我要退货|发票怎么开？")]
    [DataRow("我要退貨，還有發票怎麼開", "我要退貨|發票怎麼開")]
    [DataRow("我要退货", "我要退货")]
    [DataRow("and also", "and also")]
    [DataRow("", "")]
    public void Messages_may_be_cut_between_clauses(string text, string expected)
    {
        var (clauses, start) = (new List<string>(), 0);
        foreach (var at in ClauseBreaks.Of(text))
        {
            clauses.Add(text[start..at.End]);
            start = at.Start;
        }

        clauses.Add(text[start..]);
        Assert.AreEqual(expected, string.Join('|', clauses));
    }

    [TestMethod]
    [DataRow("where is my router and let me talk to a person", "order_status|person")]
    [DataRow("when will the adapter arrive? also my bill is $50 too high", "order_status|bill_question")]
    [DataRow("我想退适配器，另外转人工客服", "return_item|person")]
    [DataRow("我的主机到哪了？还有账单上为什么有中继", "order_status|bill_question")]
    [DataRow("i want to return my router and my adapter", "")]
    [DataRow("my router is broken and it keeps dropping the connection", "")]
    [DataRow("适配器坏了，不能用", "")]
    public void A_message_with_two_matters_has_two_parts(string text, string expected)
    {
        var parts = SmallDesk.Model.Understand(text, Now).Parts;

        Assert.AreEqual(expected, string.Join('|', parts.Select(part => part.Intents[0].Intent)));
        Assert.IsTrue(parts.All(part => part.Start >= 0 && part.Length > 0 && part.Start + part.Length <= text.Length));
    }

    [TestMethod]
    public void Parts_of_any_text_stand_in_it_in_order()
    {
        var pieces = Gen.Elements("where is my router", "我要人工", " and ", ". ", "，另外", ", also ", "my bill is too high", "\n", "?", "\uD842", "。", "track HL-123456 please", " ")
            .ArrayOf().Select(string.Concat);

        Prop.ForAll(pieces.ToArbitrary(), text =>
        {
            var parts = SmallDesk.Model.Understand(text, Now).Parts;

            Assert.AreNotEqual(1, parts.Count);
            Assert.IsTrue(parts.All(part => part.Start >= 0 && part.Length > 0 && part.Start + part.Length <= text.Length && part.Intents.Count > 0));
            Assert.IsTrue(parts.Zip(parts.Skip(1)).All(pair => pair.First.Start + pair.First.Length <= pair.Second.Start && pair.First.Intents[0].Intent != pair.Second.Intents[0].Intent));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }
}
