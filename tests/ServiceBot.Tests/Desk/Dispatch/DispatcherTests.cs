using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Tests.Desk.Dispatch;

[TestClass]
public sealed class DispatcherTests
{
    private static readonly OfferOptions Options = new();

    [TestMethod]
    public void Who_does_not_fit_is_named_with_the_reason()
    {
        var chat = A.Chat() with { Demands = [new("refunds", 2)], TurnedDown = [new(A.IdOf(7), A.Nine.AddMinutes(1))] };
        var able = A.Agent(1) with { Skills = new Dictionary<string, int> { ["refunds"] = 2 } };

        Assert.IsNull(Fitness.Of(chat, able, Options, A.Nine));
        Assert.AreEqual(new Unfit(Misfit.NotConnected), Fitness.Of(chat, able with { IsConnected = false }, Options, A.Nine));
        Assert.AreEqual(new Unfit(Misfit.NotAvailable), Fitness.Of(chat, able with { Availability = Availability.Busy }, Options, A.Nine));
        Assert.AreEqual(new Unfit(Misfit.OtherTeam, "billing"), Fitness.Of(chat, able with { Sight = A.Agent(1, "faults").Sight }, Options, A.Nine));
        Assert.AreEqual(new Unfit(Misfit.Language, "en"), Fitness.Of(chat, able with { Languages = ["zh"] }, Options, A.Nine));
        Assert.AreEqual(new Unfit(Misfit.Skill, "refunds", 0, 2, A.Nine.AddSeconds(120)), Fitness.Of(chat, A.Agent(1), Options, A.Nine));
        Assert.AreEqual(new Unfit(Misfit.TurnedDown, Until: A.Nine.AddMinutes(1)), Fitness.Of(chat, able with { Id = A.IdOf(7) }, Options, A.Nine));
        Assert.AreEqual(new Unfit(Misfit.Full, "chat", 2.25, 3.25), Fitness.Of(chat, able with { Held = Held(2, 1) }, Options, A.Nine));
        Assert.AreEqual(new Unfit(Misfit.ChannelFull, "request", 8, 8), Fitness.Of(A.Request(), A.Agent(1) with { Held = Held(0, 8) }, Options, A.Nine));
    }

    [TestMethod]
    public void Capacity_is_used_up_to_the_last_weight()
    {
        var plan = Dispatcher.Decide([.. Enumerable.Range(1, 5).Select(number => A.Chat(number)), .. Enumerable.Range(1, 9).Select(number => A.Request(number))], [A.Agent(1) with { Held = Held(1, 3) }], Options, A.Nine);

        Assert.AreEqual("chat 1, request 1", string.Join(", ", plan.Offers.Select(offer => $"{offer.Item.Channel} {offer.Item.Id.Number}")));
        Assert.AreEqual(3, plan.Agents[0].LoadIn(Options));
    }

    [TestMethod]
    public void The_default_teams_work_is_everybodys_and_an_administrators_is_all()
    {
        var care = A.Chat() with { Team = "care" };

        Assert.IsNull(Fitness.Of(care, A.Agent(1), Options, A.Nine));
        Assert.IsNull(Fitness.Of(A.Chat() with { Team = null }, A.Agent(1, "faults"), Options, A.Nine));
        Assert.IsNull(Fitness.Of(A.Chat(), A.Agent(1, team: null, StaffRole.Administrator), Options, A.Nine));
        Assert.AreEqual(A.IdOf(2), Only([care], A.Agent(1), A.Agent(2, "care")).Agent);
    }

    [TestMethod]
    public void Least_time_left_comes_first_and_a_head_start_counts_as_time_that_has_passed()
    {
        WorkItem[] waiting =
        [
            A.Chat(1) with { DueAt = A.Nine.AddMinutes(3) },
            A.Chat(2) with { DueAt = A.Nine.AddMinutes(4), HeadStart = TimeSpan.FromMinutes(5) },
            A.Request(3) with { DueAt = A.Nine.AddMinutes(-1), HeadStart = TimeSpan.FromSeconds(1) },
            A.Chat(4) with { DueAt = A.Nine.AddMinutes(3), WaitsSince = A.Nine.AddMinutes(-1) },
        ];

        var plan = Dispatcher.Decide(waiting, [A.Agent(1) with { Capacity = 100 }], Options, A.Nine);

        Assert.AreEqual("3, 2, 4, 1", string.Join(", ", plan.Offers.Select(offer => offer.Item.Id.Number)));
        Assert.AreEqual((2, 4, 240.0, 300.0), (plan.Offers[1].Because.Place, plan.Offers[1].Because.Of, plan.Offers[1].Because.LeftSeconds, plan.Offers[1].Because.HeadStartSeconds));
    }

    [TestMethod]
    public void Of_those_who_fit_each_preference_decides_before_the_next()
    {
        var skills = new Dictionary<string, int> { ["refunds"] = 1 };
        var (early, late) = (A.Nine.AddMinutes(-9), A.Nine.AddMinutes(-1));
        var plain = A.Agent(2) with { LastGiven = early };

        Assert.AreEqual((1, Preference.LastAgent), Winner(A.Chat() with { LastAgent = A.IdOf(1) }, A.Agent(1, "care") with { Sight = A.Agent(1, null, StaffRole.Administrator).Sight, Held = Held(1, 0) }, plain));
        Assert.AreEqual((1, Preference.OwnTeam), Winner(A.Chat(), A.Agent(1) with { Held = Held(1, 0) }, plain with { Sight = A.Agent(2, null, StaffRole.Administrator).Sight }));
        Assert.AreEqual((1, Preference.LessLoad), Winner(A.Chat(), A.Agent(1) with { Skills = skills }, plain with { Held = Held(0, 1) }));
        Assert.AreEqual((1, Preference.FewerOtherSkills), Winner(A.Chat(), A.Agent(1) with { LastGiven = late }, plain with { Skills = skills }));
        Assert.AreEqual((2, Preference.LongerIdle), Winner(A.Chat(), A.Agent(1) with { LastGiven = late }, plain));
        Assert.AreEqual((1, Preference.Order), Winner(A.Chat(), A.Agent(1) with { LastGiven = early }, plain));
    }

    [TestMethod]
    public void Waiting_relaxes_a_demand_step_by_step_and_the_plan_says_when_to_look_again()
    {
        var chat = A.Chat() with { Demands = [new("refunds", 2)] };
        var beginner = A.Agent(1) with { Skills = new Dictionary<string, int> { ["refunds"] = 1 } };

        var now = Dispatcher.Decide([chat], [beginner], Options, A.Nine);
        var later = Dispatcher.Decide([chat], [beginner], Options, A.Nine.AddSeconds(120));
        var never = Dispatcher.Decide([chat], [beginner], new() { RelaxSeconds = 0 }, A.Nine.AddDays(1));

        Assert.AreEqual((0, A.Nine.AddSeconds(120)), (now.Offers.Count, now.LookAgainAt));
        Assert.AreEqual((1, 1), (later.Offers.Count, later.Offers[0].Because.RelaxedBy));
        Assert.AreEqual((0, null), (never.Offers.Count, never.LookAgainAt));
    }

    [TestMethod]
    public void What_was_turned_down_is_offered_to_the_next_and_after_a_while_again()
    {
        var chat = A.Chat() with { TurnedDown = [new(A.IdOf(1), A.Nine.AddMinutes(10))] };

        Assert.AreEqual(A.IdOf(2), Only([chat], A.Agent(1), A.Agent(2)).Agent);
        Assert.AreEqual(A.Nine.AddMinutes(10), Dispatcher.Decide([chat], [A.Agent(1)], Options, A.Nine).LookAgainAt);
        Assert.HasCount(1, Dispatcher.Decide([chat], [A.Agent(1)], Options, A.Nine.AddMinutes(10)).Offers);
    }

    [TestMethod]
    public void What_nobody_fits_for_does_not_stand_in_the_way_of_what_comes_after_it()
    {
        var plan = Dispatcher.Decide([A.Chat(1) with { Language = "zh" }, A.Chat(2) with { DueAt = A.Nine.AddHours(1) }], [A.Agent(1) with { Languages = ["en"] }], Options, A.Nine);

        Assert.AreEqual(2L, plan.Offers.Single().Item.Id.Number);
    }

    [TestMethod]
    public void An_explanation_names_everybody_the_chosen_one_first()
    {
        var because = Only([A.Chat()], A.Agent(1) with { Availability = Availability.Away }, A.Agent(2) with { Held = Held(1, 0) }, A.Agent(3)).Because;

        Assert.AreEqual("Agent 3  | Agent 2 LessLoad | Agent 1 NotAvailable", string.Join(" | ", because.Considered.Select(one => $"{one.Name} {one.After}{one.Unfit?.Why}")));
    }

    private static PlannedOffer Only(WorkItem[] waiting, params DispatchAgent[] agents) => Dispatcher.Decide(waiting, agents, Options, A.Nine).Offers.Single();

    private static (int Agent, Preference? For) Winner(WorkItem item, DispatchAgent one, DispatchAgent two)
    {
        var offer = Only([item], one, two);
        return (offer.Agent == one.Id ? 1 : 2, offer.Because.Considered.Single(considered => considered.After is not null).After);
    }

    private static Dictionary<string, int> Held(int chats, int requests) => new() { ["chat"] = chats, ["request"] = requests };
}
