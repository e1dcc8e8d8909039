using ServiceBot.Outreach.OptOut;

namespace ServiceBot.Tests.Outreach;

[TestClass]
public sealed class OptOutWordsTests
{
    [TestMethod]
    [DataRow("STOP", true)]
    [DataRow(" stop. ", true)]
    [DataRow("Unsubscribe", true)]
    [DataRow("退订", true)]
    [DataRow("TD", true)]
    [DataRow("取消订阅！", true)]
    [DataRow("stop the router", false)]
    [DataRow("我要退订宽带", false)]
    [DataRow("", false)]
    [DataRow(null, false)]
    public void Only_who_says_nothing_else_stops_messages(string? words, bool stops) => Assert.AreEqual(stops, OptOutWords.IsStop(words));
}
