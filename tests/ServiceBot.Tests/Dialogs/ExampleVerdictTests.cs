using ServiceBot.Dialogs.Learning;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class ExampleVerdictTests
{
    [TestMethod]
    [DataRow(0, 0, 1.0)]
    [DataRow(0, 3, 1.0)]
    [DataRow(1, 0, 0.5)]
    [DataRow(5, 0, 0.03125)]
    [DataRow(2, 2, 0.6875)]
    public void The_chance_of_so_many_losses_is_the_binomial_s(int lost, int gained, double chance) =>
        Assert.AreEqual(chance, ExampleVerdict.ChanceOfLosing(lost, gained), 1e-12);

    [TestMethod]
    public void Losses_beyond_chance_and_any_line_of_a_dialog_test_are_worse()
    {
        var verdict = new ExampleVerdict(0.9, 0.9, 1, 0, 0, 0, []);

        Assert.IsTrue(verdict.IsGood);
        Assert.IsFalse((verdict with { Lost = 5 }).IsGood);
        Assert.IsFalse((verdict with { FailuresAfter = 1, Lines = ["a"] }).IsGood);
        Assert.IsFalse((verdict with { Failures = 1, FailuresAfter = 1, Lines = ["b"] }).IsGood);
        Assert.IsTrue(ExampleVerdict.FromJson(verdict.ToJson())!.IsGood);
    }
}
