using ServiceBot.Outreach.Campaigns;

namespace ServiceBot.Tests.Outreach;

[TestClass]
public sealed class CampaignPlanTests
{
    [TestMethod]
    public void Steps_follow_each_other_through_branches_and_out_of_them()
    {
        var plan = Plan(Wait("a"), If("b", [Wait("c"), If("d", [Wait("e")], [])], [Wait("f")]), Wait("g"));
        var branches = plan.All.OfType<CampaignStep.Branch>().ToDictionary(branch => branch.Id);

        Assert.AreEqual("a b c d e f g", string.Join(' ', plan.All.Select(step => step.Id)));
        Assert.AreEqual("b g d g g g ", string.Join(' ', new[] { "a", "b", "c", "d", "e", "f", "g" }.Select(plan.After)));
        Assert.AreEqual("c f e g", $"{plan.Into(branches["b"], true)} {plan.Into(branches["b"], false)} {plan.Into(branches["d"], true)} {plan.Into(branches["d"], false)}");
        Assert.IsNull(plan.After("nowhere"));
    }

    [TestMethod]
    public void A_plan_comes_back_from_its_JSON_as_it_was()
    {
        var plan = Plan(new CampaignStep.Send([Guid.NewGuid(), Guid.NewGuid()]) { Id = "a" }, If("b", [new CampaignStep.Ask("Call them", "care") { Id = "c" }], [])) with { Budget = 12.5m, Except = 7 };

        var read = CampaignPlan.Parse(plan.ToJson());

        Assert.AreEqual(plan.ToJson(), read.ToJson());
        Assert.AreEqual(2, read.Variants);
        StringAssert.Contains(plan.ToJson(), "\"do\":\"send\"");
    }

    private static CampaignPlan Plan(params CampaignStep[] steps) => new() { Entry = new() { Kind = EntryKind.Segment }, Purpose = "marketing", Steps = steps };

    private static CampaignStep.Wait Wait(string id) => new(1) { Id = id };

    private static CampaignStep.Branch If(string id, IReadOnlyList<CampaignStep> yes, IReadOnlyList<CampaignStep> no) => new(BranchKind.Answered, null, yes, no) { Id = id };
}
