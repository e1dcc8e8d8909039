using ServiceBot.Language.Personal;

namespace ServiceBot.Tests.Language.Personal;

[TestClass]
public sealed class PersonalTextTests
{
    [TestMethod]
    [DataRow("write to Mei.Lin+shop@Example.com please", "write to [email] please")]
    [DataRow("call me on +86 138 1234 5678 or 020 7946 0018", "call me on [phone] or [phone]")]
    [DataRow("我的手机是13812345678，谢谢", "我的手机是[phone]，谢谢")]
    [DataRow("my card 4111 1111 1111 1111 was charged twice", "my card [card] was charged twice")]
    [DataRow("卡号：5500005555555559。", "卡号：[card]。")]
    [DataRow("身份证11010519491231002X", "身份证[resident-id]")]
    [DataRow("refund to GB82 WEST 1234 5698 7654 32 today", "refund to [iban] today")]
    [DataRow("DE89370400440532013000", "[iban]")]
    [DataRow("I moved to 12 Harbour Lane, Flat 3, Leeds LS1 4AP last week", "I moved to [address] last week")]
    [DataRow("ship it to 1600 Amphitheatre Parkway, Springfield, IL 62704.", "ship it to [address].")]
    [DataRow("寄到上海市徐汇区漕溪北路88号3栋502室，谢谢", "寄到[address]，谢谢")]
    [DataRow("住在中山路一百二十号", "[address]")]
    [DataRow("１３８１２３４５６７８", "[phone]")]
    public void What_is_personal_is_masked(string text, string masked) => Assert.EndsWith(masked, PersonalText.Mask(text));

    [TestMethod]
    [DataRow("where is my order HL-204817 and request SR-000123")]
    [DataRow("I paid 1,299.00 USD on 2026-11-21 for 3 routers")]
    [DataRow("the code is 123456")]
    [DataRow("4111 1111 1111 1112 is a typo")]                       // fails Luhn
    [DataRow("0000 0000 0000 0000")]
    [DataRow("11010519491331002X")]                                 // there is no month 13
    [DataRow("I waited 20 minutes on the street and gave up")]
    [DataRow("2 weeks in a row the road is closed")]
    [DataRow("我有三个问题，第一个是路由器，第二个是账单")]
    [DataRow("这条街道有5号线吗")]
    [DataRow("")]
    public void What_is_not_stays(string text) => Assert.DoesNotContain('[', PersonalText.Mask(text));

    [TestMethod]
    public void Spans_lie_inside_the_text_in_order_whatever_it_holds()
    {
        var random = new Random(7);
        string[] pieces = ["@", "a@b.co", "4111", " ", "-", "1", "8", "路", "号", "12 high street ", "x", "GB82", "\uD83D", "\uDE00", "é", "，", "十", "+86 138", "\0", "\r\n", "WEST", "1111 1111"];
        for (var round = 0; round < 3_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
            var end = 0;
            foreach (var span in PersonalText.Find(text))
            {
                Assert.IsGreaterThanOrEqualTo(end, span.Start, text);
                Assert.IsGreaterThan(0, span.Length);
                end = span.End;
            }

            Assert.IsLessThanOrEqualTo(text.Length, end, text);
        }
    }

    [TestMethod]
    public void A_masked_text_holds_nothing_more_to_mask()
    {
        const string Text = "mei@example.com, 4111111111111111, 13812345678, GB82WEST12345698765432, 11010519491231002X, 南京东路100号";

        var masked = PersonalText.Mask(Text);

        Assert.AreEqual("[email], [card], [phone], [iban], [resident-id], [address]", masked);
        Assert.AreEqual(masked, PersonalText.Mask(masked));
    }
}
