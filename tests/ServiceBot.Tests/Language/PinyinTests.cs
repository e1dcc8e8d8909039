using ServiceBot.Language.Tokens;

namespace ServiceBot.Tests.Language;

[TestClass]
public sealed class PinyinTests
{
    [TestMethod]
    [DataRow("订单", "ding dan")]
    [DataRow("定单", "ding dan")]
    [DataRow("訂單", "ding dan")]
    [DataRow("绿女", "lv nv")]
    [DataRow("一a龘", "yi - -")]
    public void An_ideograph_is_said_as_its_sound_or_not_at_all(string text, string said)
    {
        Assert.AreEqual(said, string.Join(' ', text.Select(ideograph => Pinyin.Of(ideograph) ?? "-")));
    }
}
