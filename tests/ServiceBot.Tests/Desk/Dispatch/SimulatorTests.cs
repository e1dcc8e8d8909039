using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Dispatch.Simulation;

namespace ServiceBot.Tests.Desk.Dispatch;

[TestClass]
public sealed class SimulatorTests
{
    private static readonly SimulatedDay Short = new() { Opens = 8, Closes = 9.5 };

    [TestMethod]
    public void No_work_waits_while_somebody_who_fits_is_free_on_many_days_and_under_many_settings()
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            var day = Short with { ChatsPerHour = 20 + (seed % 5 * 40), RequestsPerHour = seed % 4 * 30, Declined = seed % 3 * 0.1, Ignored = seed % 2 * 0.1, ConnectionLosses = seed % 7 };
            var options = new OfferOptions { RelaxSeconds = seed % 3 * 50, TurnedDownSeconds = seed % 4 * 90, Seconds = 5 + (seed % 5 * 10), Capacity = 1 + (seed % 4 * 0.75) };

            var result = Simulator.Run(day, options, Dispatcher.Decide, seed);

            Assert.AreEqual(0, result.Broken, $"seed {seed}: {string.Join("; ", result.BrokenAt)}");
            Assert.IsGreaterThan(0, result.Offers, $"seed {seed}");
        }
    }

    [TestMethod]
    public void A_rule_that_misses_something_is_found_out()
    {
        static DispatchPlan OneAtATime(IEnumerable<WorkItem> waiting, IReadOnlyList<DispatchAgent> agents, OfferOptions options, DateTimeOffset now) =>
            Dispatcher.Decide(waiting.Take(1), agents, options, now);
        static DispatchPlan WithoutClock(IEnumerable<WorkItem> waiting, IReadOnlyList<DispatchAgent> agents, OfferOptions options, DateTimeOffset now) =>
            Dispatcher.Decide(waiting, agents, options, now) with { LookAgainAt = null };
        static DispatchPlan Strict(IEnumerable<WorkItem> waiting, IReadOnlyList<DispatchAgent> agents, OfferOptions options, DateTimeOffset now) =>
            Dispatcher.Decide(waiting, [.. agents.Select(agent => agent with { Capacity = agent.Capacity - 0.25 })], options, now);

        foreach (var rule in new DispatchRule[] { OneAtATime, WithoutClock, Strict })
        {
            Assert.IsGreaterThan(0, Simulator.Run(Short, new(), rule, 1).Broken, rule.Method.Name);
        }
    }

    [TestMethod]
    public void The_same_day_again_is_the_same_and_another_is_another()
    {
        var one = Simulator.Run(Short, new(), Dispatcher.Decide, 7);

        Assert.AreEqual(one.Chats, Simulator.Run(Short, new(), Dispatcher.Decide, 7).Chats);
        Assert.AreNotEqual(one.Chats, Simulator.Run(Short, new(), Dispatcher.Decide, 8).Chats);
    }

    [TestMethod]
    public void All_rules_meet_the_same_work_and_all_of_it_is_counted()
    {
        var results = Simulator.Compare(Short, new(), 3);

        Assert.HasCount(3, results);
        Assert.HasCount(1, results.Select(rule => (rule.Result.Chats.Count, rule.Result.Requests.Count)).Distinct());
        foreach (var (name, result) in results)
        {
            Assert.AreEqual(result.Chats.Count + result.Requests.Count - result.Chats.LeftOver - result.Requests.LeftOver, result.Offers - result.Returned, name);
        }
    }

    [TestMethod]
    public void Work_comes_as_often_as_the_day_says()
    {
        var day = new SimulatedDay { Opens = 0, Closes = 24, ChatsPerHour = 100, RequestsPerHour = 0, Curve = [1] };

        var count = Enumerable.Range(1, 20).Average(seed => Arrivals.Of(day, new(seed)).Count);

        Assert.AreEqual(2_400, count, 4 * Math.Sqrt(2_400.0 / 20));     // four standard errors of a Poisson count
    }

    [TestMethod]
    [DataRow(new[] { 1.0, 1, 1, 1 }, 1.0)]
    [DataRow(new[] { 1.0, 0, 0, 0 }, 0.25)]
    [DataRow(new[] { 1.0, 2, 3 }, 36.0 / 42)]      // (Σx)² / (n Σx²) by hand
    [DataRow(new[] { 0.0, 0 }, 1.0)]
    public void Jains_index_is_what_the_paper_says(double[] x, double index) => Assert.AreEqual(index, DayRecord.Jain(x), 1e-12);

    [TestMethod]
    public void Percentiles_and_attainment_count_what_nobody_took()
    {
        var waiting = Waiting.Of(Enumerable.Range(1, 10).Select(second => ((double)second, second < 10, second <= 8)));

        Assert.AreEqual(new(10, 1, 5.5, 9, 10, 0.8), waiting);
        Assert.AreEqual(1.0 / 2, Waiting.Of([(1, true, true), (5, true, false), (6, false, true)]).Attainment, "what is not due yet is not judged");
    }
}
