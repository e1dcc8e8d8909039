using System.Text.Json;
using ServiceBot.Crm;
using ServiceBot.Crm.Orders;
using ServiceBot.Insight.Features;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Outreach.Running;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Outreach;

[TestClass]
public sealed class CareOnSqlite() : CareTests(StorageProvider.Sqlite);

[TestClass]
public sealed class CareOnPostgreSql() : CareTests(StorageProvider.PostgreSql);

/// <summary>Who is cared for: whoever buys often answers to care, and whoever bought once does whatever they would have done anyway.</summary>
public abstract class CareTests(StorageProvider provider)
{
    private const int Drawn = 440;
    private const int Fresh = 40;

    private TestRooms? _rooms;

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestInitialize]
    public async Task CreateAsync() => _rooms = await OutreachRooms.CreateAsync(provider, Cancellation);

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task Care_goes_where_most_is_at_stake_and_as_soon_as_it_is_known_to_where_it_changes_something()
    {
        var people = await CompanyAsync();
        var template = await Rooms.TemplateAsync("Care", new("How are you?"));
        var campaign = await Rooms.StartAsync("Care", new()
        {
            Entry = new() { Kind = EntryKind.Care, PerDay = 10 },
            Purpose = "service",
            Steps = [new CampaignStep.Ask("Call them", null), new CampaignStep.Send([template])],
            Goal = new(GoalKind.Order, 2),
            Holdout = 0.5,
        });
        await DrawAsync(campaign, people.Take(Drawn).ToList(), matters: false);
        var choose = Rooms.Get<ChooseCare>();

        var byStake = await choose.HandleAsync(campaign, Cancellation);
        CollectionAssert.AreEqual(people.Reverse().Take(10).Select(one => one.Id).ToList(), byStake.Select(one => one.Person).ToList(), "the last of the company are those with the most at stake");
        Assert.IsTrue(byStake.All(one => CareReason.Parse(one.Why) is { Change: null, Probability: > 0.4, Value: > 0 }), "nothing is told from outcomes by chance");

        await Rooms.WriteAsync(unit => unit.ExecuteAsync("DELETE FROM outreach_participant"));
        await DrawAsync(campaign, people.Take(Drawn).ToList(), matters: true);
        var byChange = await choose.HandleAsync(campaign, Cancellation);
        Assert.HasCount(10, byChange);
        Assert.IsTrue(byChange.All(one => people.Single(person => person.Id == one.Person).Often), "those who bought once would do the same without");
        Assert.IsTrue(byChange.All(one => CareReason.Parse(one.Why) is { Change: > 0.2, LearnedFrom: Drawn }));

        await Rooms.Get<RunCampaigns>().WorkAsync(Cancellation);
        var entered = (await Rooms.ParticipantsAsync(campaign)).Where(one => one.EnteredAt == Rooms.Clock.GetUtcNow()).ToList();
        CollectionAssert.AreEquivalent(byChange.Select(one => one.Person).ToList(), entered.Select(one => one.CustomerId).ToList());
        Assert.IsTrue(entered.Any(one => one.Arm == Participant.Compared) && entered.Any(one => one.Arm > 0));
        var asked = await Rooms.ReadAsync(session => session.QueryAsync<string>("SELECT details FROM desk_request"));
        Assert.HasCount(entered.Count(one => one.Arm > 0), asked);
        Assert.IsTrue(asked.All(words => words.StartsWith("may leave: 0.5", StringComparison.Ordinal)));
        await Rooms.Get<RunCampaigns>().WorkAsync(Cancellation);
        Assert.HasCount(Drawn + 10, await Rooms.ParticipantsAsync(campaign), "once a day");
    }

    /// <summary>Every other one buys often; the later they are made the more is at stake with them, and those who buy often are no larger than the others.</summary>
    private async Task<IReadOnlyList<(Guid Id, bool Often)>> CompanyAsync()
    {
        Rooms.Clock.Advance(TimeSpan.FromDays(-120));
        var people = new List<(Guid Id, bool Often)>();
        for (var n = 0; n < Drawn + Fresh; n++)
        {
            people.Add((await Rooms.CustomerAsync($"P{n}"), n % 2 == 0));
        }

        for (var round = 0; round < 3; round++)
        {
            foreach (var some in people.Index().Where(one => round == 0 || one.Item.Often).Chunk(100))
            {
                await Rooms.WriteAsync(async unit =>
                {
                    foreach (var (n, (id, often)) in some)
                    {
                        var terms = new OrderTerms { Customer = id, Currency = "USD", Lines = [new(null, "Tea", 1, (1_000 + n) * (often ? 1m : 3m), 0, 0)] };
                        Assert.IsInstanceOfType<EditOutcome<OrderDetails>.Done>(await Rooms.Get<EditOrders>().CreateAsync(unit, terms, OutreachRooms.Mei, DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime)));
                    }

                    return true;
                });
            }

            Rooms.Clock.Advance(TimeSpan.FromDays(10));
        }

        Rooms.Clock.Advance(TimeSpan.FromDays(5));
        await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);
        await Rooms.WriteAsync(unit => unit.ExecuteAsync(
            $"""
            INSERT INTO insight_score (purpose, customer_id, model, as_of, probability, reasons)
            SELECT 'churn', {unit.Dialect.Id("value ->> 0")}, 1, @now, 0.5, '[]' FROM {unit.Dialect.EachOf("@rows")}
            """,
            new { now = Rooms.Clock.GetUtcNow(), rows = JsonSerializer.Serialize(people.Select(one => new[] { $"{one.Id}" })) }));
        return people;
    }

    /// <summary>Writes down who was drawn three days ago, and what came of it.</summary>
    private async Task DrawAsync(Campaign campaign, IReadOnlyList<(Guid Id, bool Often)> people, bool matters)
    {
        var (random, at, rows) = (new Random(11), Rooms.Clock.GetUtcNow().AddDays(-3), new List<object?[]>());
        foreach (var (n, (id, often)) in people.Index())
        {
            var arm = n / 2 % 2;
            var did = random.NextDouble() < (matters && often && arm == 1 ? 0.7 : 0.3);
            rows.Add([id, arm, did ? "x" : null]);
        }

        await Rooms.WriteAsync(unit => unit.ExecuteAsync(
            $"""
            INSERT INTO outreach_participant (campaign_id, customer_id, round, version, entered_at, arm, left_at, left_because, goal_at)
            SELECT @campaign, {unit.Dialect.Id("value ->> 0")}, 1, 1, @at, CAST(value ->> 1 AS integer), @at, 'done', CASE WHEN value ->> 2 IS NULL THEN NULL ELSE @at END FROM {unit.Dialect.EachOf("@rows")}
            """,
            new { campaign = campaign.Id, at, rows = JsonSerializer.Serialize(rows) }));
    }
}
