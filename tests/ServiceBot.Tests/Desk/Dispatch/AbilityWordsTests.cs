using ServiceBot.Desk.Dispatch;

namespace ServiceBot.Tests.Desk.Dispatch;

[TestClass]
public sealed class AbilityWordsTests
{
    [TestMethod]
    [DataRow("refunds 3, faults", "refunds 3, faults 1")]
    [DataRow("Refunds 5；faults 2", null)]
    [DataRow("退款 2", null)]
    [DataRow(" refunds 3 、faults 2\nvip ", "refunds 3, faults 2, vip 1")]
    [DataRow("", "")]
    [DataRow("refunds 0", null)]
    [DataRow("refunds 6", null)]
    [DataRow("refunds 3 4", null)]
    [DataRow("refunds -1", null)]
    public void Skills_are_read_as_people_write_them(string words, string? skills) =>
        Assert.AreEqual(skills, AbilityWords.ReadSkills(words) is { } read ? AbilityWords.Of(read) : null);

    [TestMethod]
    [DataRow("en, zh", "en, zh")]
    [DataRow("ZH en zh", "zh, en")]
    [DataRow("", "")]
    [DataRow("fr", null)]
    public void Languages_are_read_as_people_write_them(string words, string? languages) =>
        Assert.AreEqual(languages, AbilityWords.ReadLanguages(words) is { } read ? AbilityWords.Of(read) : null);
}
