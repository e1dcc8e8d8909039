using ServiceBot.Dialogs;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class ConditionTests
{
    [TestMethod]
    [DataRow("day is set", true)]
    [DataRow("note is set", false)]
    [DataRow("skipped is set", false)]
    [DataRow("note is not set", true)]
    [DataRow("day", true)]
    [DataRow("not day", false)]
    [DataRow("outcome == \"found\"", true)]
    [DataRow("outcome != 'found'", false)]
    [DataRow("note == 'x'", false)]
    [DataRow("note != 'x'", true)]
    [DataRow("amount > 9", true)]
    [DataRow("amount >= 25", true)]
    [DataRow("amount < 25.5", true)]
    [DataRow("amount <= 24", false)]
    [DataRow("day < '2026-12-01'", true)]
    [DataRow("note or day and outcome == 'x'", false)]
    [DataRow("(note or day) and outcome == 'found'", true)]
    [DataRow("not note and not (outcome == 'x')", true)]
    public void A_condition_holds_or_does_not(string text, bool holds)
    {
        var values = new Dictionary<string, string> { ["day"] = "2026-11-24", ["outcome"] = "found", ["amount"] = "25.00 USD", ["skipped"] = "" };

        Assert.AreEqual(holds, ConditionParser.Parse(text).Holds(values.GetValueOrDefault));
    }

    [TestMethod]
    [DataRow("", 0)]
    [DataRow("day is", 6)]
    [DataRow("day ==", 6)]
    [DataRow("(day", 4)]
    [DataRow("day day", 4)]
    [DataRow("'x'", 3)]
    [DataRow("day == 'x", 7)]
    [DataRow("Day", 0)]
    [DataRow("day = 3", 4)]
    [DataRow("and day", 0)]
    public void What_is_no_condition_is_told_with_its_place(string text, int at) =>
        Assert.AreEqual(at, Assert.ThrowsExactly<TemplateException>(() => ConditionParser.Parse(text)).At);
}
