using ServiceBot.Crm.Identity;

namespace ServiceBot.Tests.Crm;

[TestClass]
public sealed class SurvivorshipTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow("api", 0, "import", 0, true, DisplayName = "what is trusted more")]
    [DataRow("api", 100, "import", 0, true, DisplayName = "what is trusted more stays for a while")]
    [DataRow("mail", 10, "api", 2_000, true, DisplayName = "what is new counts before what is old")]
    [DataRow("channel", 10, "api", 2_000, false, DisplayName = "what is a little older and trusted more stays")]
    [DataRow("staff", 9_000, "api", 0, true, DisplayName = "the desk's word stands above all")]
    [DataRow("staff", 10, "staff", 9_000, true, DisplayName = "of the desk's words the last")]
    public void What_counts_is_trust_halved_for_every_two_years_below_the_word_of_the_desk(string winner, int days, string loser, int loserDays, bool isFirst)
    {
        var (one, other) = (Fact(2, winner, days, "first"), Fact(1, loser, loserDays, "second"));

        foreach (var facts in new[] { new[] { one, other }, [other, one] })
        {
            Assert.AreEqual(isFirst ? "first" : "second", Survivorship.Choose(facts)["name"].Value);
        }
    }

    [TestMethod]
    public void A_withdrawn_fact_does_not_count_and_did_until_then()
    {
        CustomerFact[] facts = [Fact(1, "api", 30, "old"), Fact(2, "staff", 20, "desk") with { WithdrawnAt = Now.AddDays(-10) }];

        Assert.AreEqual("old", Survivorship.Choose(facts)["name"].Value);
        Assert.AreEqual("desk", Survivorship.ChooseAt(facts, Now.AddDays(-15))["name"].Value);
        Assert.AreEqual("old", Survivorship.ChooseAt(facts, Now.AddDays(-25))["name"].Value);
        Assert.IsEmpty(Survivorship.ChooseAt(facts, Now.AddDays(-40)));
    }

    private static CustomerFact Fact(long id, string source, int days, string value) => new()
    {
        Id = id,
        Customer = Guid.Empty,
        Field = "name",
        Value = value,
        Source = source,
        At = Now.AddDays(-days),
    };
}
