using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;

namespace ServiceBot.Tests.Desk;

[TestClass]
public sealed class RoutingTests
{
    [TestMethod]
    [DataRow("fault", "Router drops", null, "faults", RequestPriority.Normal)]
    [DataRow("fault", "我的路由器冒烟了", null, "faults", RequestPriority.Urgent)]
    [DataRow("billing", "Fire the person who wrote this bill", null, "faults", RequestPriority.Urgent)]
    [DataRow("billing", "My firewall", null, "billing", RequestPriority.Normal)]
    [DataRow("privacy", "My data", null, "privacy", RequestPriority.High)]
    [DataRow("other", "Where is it", "HL-204817", "orders", RequestPriority.Normal)]
    [DataRow("other", "Hello", null, "care", RequestPriority.Normal)]
    public void Harborlines_rules_hold_when_the_settings_have_none(string category, string subject, string? order, string team, RequestPriority priority)
    {
        var decision = Router.Decide(new(), Facts(category, subject) with { OrderNumber = order });

        Assert.AreEqual(team, decision.Team);
        Assert.AreEqual(priority, decision.Priority);
    }

    [TestMethod]
    public void The_first_rule_that_fits_decides_and_says_so()
    {
        var options = new RoutingOptions
        {
            Rules =
            {
                new() { Category = "fault", Language = "zh", Team = "faults-zh" },
                new() { Category = "fault", OrderNumber = false, Keywords = { "断线", "drops" }, Team = "network", SetPriority = RequestPriority.High },
                new() { Category = "fault", Team = "faults" },
            },
        };

        var decision = Router.Decide(options, Facts("fault", "It DROPS all the time"));

        Assert.AreEqual(
            new RoutingDecision("network", RequestPriority.High, "rule 2: category fault, order number missing, keyword drops"), decision);
    }

    [TestMethod]
    public void What_no_rule_fits_goes_to_the_default_team_and_keeps_its_priority()
    {
        var options = new RoutingOptions { DefaultTeam = "front", Rules = { new() { Priority = RequestPriority.Urgent, Team = "now" } } };

        var decision = Router.Decide(options, Facts("fault", "x") with { Priority = RequestPriority.Low });

        Assert.AreEqual(new RoutingDecision("front", RequestPriority.Low, "no rule fits: the default team"), decision);
    }

    [TestMethod]
    [DataRow("my bill is wrong", "bill", true)]
    [DataRow("Bill!", "bill", true)]
    [DataRow("a billion bills", "bill", false)]
    [DataRow("a billion, and a bill", "bill", true)]
    [DataRow("老是断线", "断线", true)]
    [DataRow("我的wifi断了", "wifi", true)]
    [DataRow("", "bill", false)]
    public void A_keyword_is_a_whole_word_where_words_are_parted(string text, string word, bool holds) =>
        Assert.AreEqual(holds, Router.Holds(text, word));

    [TestMethod]
    public void Harborlines_own_rules_are_valid()
    {
        var options = new RoutingOptions();
        foreach (var rule in Router.HarborlineRules)
        {
            options.Rules.Add(rule);
        }

        Assert.IsTrue(new RoutingOptionsRules().Validate(null, options).Succeeded);
    }

    [TestMethod]
    public void Every_wrong_rule_is_named_with_its_place()
    {
        var options = new RoutingOptions
        {
            DefaultTeam = "",
            Rules =
            {
                new() { Category = "fault", Team = "faults" },
                new() { Team = "all" },
                new() { Category = "No Word", Language = "fr", Keywords = { " " }, Team = "Billing Team" },
            },
        };

        var result = new RoutingOptionsRules().Validate(null, options);

        Assert.HasCount(6, result.Failures!);
        Assert.IsTrue(result.Failures!.Any(failure => failure.StartsWith("Desk:Routing:Rules:1: The rule has no condition", StringComparison.Ordinal)));
        Assert.IsTrue(result.Failures!.Any(failure => failure.StartsWith("Desk:Routing:Rules:2: Language: 'fr'", StringComparison.Ordinal)));
    }

    private static RoutingFacts Facts(string category, string subject) => new(category, RequestPriority.Normal, "en", null, subject, "");
}
