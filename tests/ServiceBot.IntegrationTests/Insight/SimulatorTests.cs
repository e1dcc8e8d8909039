using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Insight;
using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Experiments;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Learning.Scores;
using ServiceBot.Insight.Learning.Trees;
using ServiceBot.Insight.Reports;
using ServiceBot.Insight.Segments;
using ServiceBot.Insight.Segments.Cells;
using ServiceBot.Insight.Simulation;
using ServiceBot.Insight.Value;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.IntegrationTests.Insight;

[TestClass]
public sealed class SimulatorOnSqlite() : SimulatorTests(StorageProvider.Sqlite);

[TestClass]
public sealed class SimulatorOnPostgreSql() : SimulatorTests(StorageProvider.PostgreSql);

/// <summary>A simulated company in the database: what was planted is found by what the product computes and learns of its rows.</summary>
public abstract class SimulatorTests(StorageProvider provider)
{
    private const int Horizon = 90;
    private static readonly string[] OfService = ["waiting_hours", "reopenings_180", "satisfaction", "low_ratings_180"];

    private TestRooms? _rooms;

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    private SimulationPlan Plan => new() { Customers = 4_000, Months = 14, Seed = 5, End = new(Rooms.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero), Duplicated = 0, RequestsAMonth = 0.5 };

    [TestInitialize]
    public async Task CreateAsync() => _rooms = await TestRooms.CreateAsync(
        provider,
        new Dictionary<string, string?> { ["Insight:Churn:Snapshots"] = "3" },
        TestContext.CancellationToken,
        services =>
        {
            DeskRooms.Configure(services);
            services.AddInsight().AddSingleton<IReportLanguages, StaffPageWords>();
        });

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task What_is_written_is_what_was_drawn_and_a_database_that_has_customers_is_left_alone()
    {
        var plan = Plan with { Customers = 300, Duplicated = 0.2 };
        var company = await WriteAsync(plan);
        await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);

        var at = Rooms.Clock.GetUtcNow();
        var hash = new StringBuilder();
        foreach (var customer in company)
        {
            var figures = FeatureView.ByName((await Rooms.ReadAsync(session => ReadFeatures.FindAsync(session, customer.Record.Id, at)))!.Value.Figures);
            var own = customer.Orders.Where(order => order.Customer == customer.Record.Id).ToList();
            Assert.AreEqual(own.Count, figures["frequency"]);
            Assert.AreEqual((double)own.Sum(order => order.Lines.Sum(line => line.Price)), figures["monetary"]!.Value + figures["refunded"]!.Value, 0.005);
            Assert.AreEqual(customer.Requests.Count(request => (at - request.OpenedAt).TotalDays < 90), figures["requests_90"]);
            Assert.AreEqual(customer.Requests.Count(request => (at - request.OpenedAt).TotalDays < 180 && request.Reopened is { } again && again.At <= plan.End), figures["reopenings_180"]);
            Assert.AreEqual(customer.Talks.Count(talk => (at - talk.From).TotalDays < 90), figures["conversations_90"]);
            Assert.AreEqual(customer.Requests.Count(request => request.Rating is var (then, csat) && then <= plan.End && csat <= 2 && (at - then).TotalDays < 180), figures["low_ratings_180"]);
            hash.AppendJoin(' ', figures.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value?.ToString("0.000", CultureInfo.InvariantCulture)));
        }

        Assert.AreEqual("fa103af9e0b93aec", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash.ToString())))[..16], "the same on both databases");
        StringAssert.Contains(await Rooms.Get<WriteCompany>().FaultAsync(company, Cancellation), "needs a database of its own");
    }

    [TestMethod]
    public async Task Who_leaves_is_known_nearly_as_well_as_can_be_and_service_is_among_the_reasons_where_it_was_the_cause()
    {
        var plan = Plan;
        var company = await WriteAsync(plan);
        await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);
        await Rooms.Get<TrainChurn>().WorkAsync(Cancellation);

        var training = (await Rooms.ReadAsync(session => ChurnStore.TrainingsAsync(session, 1))).Single();
        var used = (await Rooms.ReadAsync(session => ChurnStore.ModelsAsync(session, null))).Single();
        var at = training.Read()!.TestAt;
        var known = company.Where(customer => customer.Record.Since <= at).ToList();
        var truth = RankScore.Auc(
            [.. known.Select(customer => customer.Truth.LeftAt <= at ? 1 : NoOrder(plan, customer.Truth, at))], [.. known.Select(customer => !customer.Orders.Any(order => order.PlacedAt > at))]);
        var law = RankScore.Auc([.. known.Select(customer => NoOrder(plan, customer, at))], [.. known.Select(customer => !customer.Orders.Any(order => order.PlacedAt > at))]);
        TestContext.WriteLine($"{used.Kind}: AUC {used.Read().Score.Auc:0.000}; who knows the law by which they buy and sees when they bought {law:0.000}; who knows everything {truth:0.000}");
        Assert.IsGreaterThan(law - 0.02, used.Read().Score.Auc);
        Assert.IsLessThan(truth, used.Read().Score.Auc);

        var scores = (await Rooms.ReadAsync(session => ChurnScores.ListAsync(session, null, 10_000))).ToDictionary(score => score.Customer);
        var (byService, byChance) = (Share(LeavingCause.Service), Share(LeavingCause.Purchase));
        TestContext.WriteLine($"service among the reasons: {byService:0.000} of whom it drove away, {byChance:0.000} of those who went by themselves");
        Assert.IsGreaterThan(1.5 * byChance, byService);

        double Share(LeavingCause cause) => company.Where(customer => customer.Truth.LeftBecause == cause && customer.Truth.LeftAt > plan.End.AddDays(-120) && scores.ContainsKey(customer.Record.Id))
            .Average(customer => scores[customer.Record.Id].Reasons.Any(reason => reason.Contribution > 0 && OfService.Contains(reason.Feature)) ? 1.0 : 0);
    }

    [TestMethod]
    public async Task Whom_care_wins_is_learned_from_a_campaign()
    {
        var plan = Plan with { Cared = 0.5 };
        var company = (await WriteAsync(plan)).Where(customer => customer.Truth.CareEffect is not null).ToList();
        var figures = new Dictionary<Guid, double[]>();
        foreach (var some in company.Chunk(1_000))
        {
            foreach (var (person, past) in (await Rooms.ReadAsync(session => ReadPasts.OfAsync(session, [.. some.Select(customer => customer.Record.Id)]))).Pasts)
            {
                figures[person] = Feature.Of(past, plan.CareAt);
            }
        }

        bool[] treated = [.. company.Select(customer => customer.Truth.IsCaredFor)];
        bool[] ordered = [.. company.Select(customer => customer.Orders.Any(order => order.PlacedAt > plan.CareAt))];
        var table = ChurnRows.TableOf([.. company.Select(customer => figures[customer.Record.Id])]);
        var (learn, test) = (Rows(0), Rows(1));

        var model = Uplift.Fit(new BoostingTrainer(), table.Take(learn), Of(treated, learn), Of(ordered, learn), 1);
        var found = model.Predict(table.Take(test));
        double[] effect = [.. test.Select(row => company[row].Truth.CareEffect!.Value)];
        var (qini, most) = (Uplift.Qini(found, Of(treated, test), Of(ordered, test)), Uplift.Qini(effect, Of(treated, test), Of(ordered, test)));
        var top = test.Zip(found).OrderByDescending(pair => pair.Second).Take(test.Length / 5).Average(pair => company[pair.First].Truth.CareEffect!.Value);
        TestContext.WriteLine($"Qini {qini:0.0}, of who knows everything {most:0.0}; effect on the first fifth {top:0.000}, on all {effect.Average():0.000}");
        Assert.IsGreaterThan(0.4 * most, qini);
        Assert.IsGreaterThan(1.5 * effect.Average(), top);

        int[] Rows(int rest) => [.. Enumerable.Range(0, company.Count).Where(row => row % 2 == rest)];
        static bool[] Of(bool[] all, int[] rows) => Array.ConvertAll(rows, row => all[row]);
    }

    [TestMethod]
    public async Task Champions_of_the_books_have_stayed()
    {
        var company = await WriteAsync(Plan with { Customers = 1_500 });
        await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);

        var left = company.Where(customer => customer.Truth.LeftAt is not null).Select(customer => customer.Record.Id).ToHashSet();
        var champions = await Rooms.ReadAsync(session => CellStore.ListAsync(session, RfmCell.Champions, null, 10_000));
        var hibernating = await Rooms.ReadAsync(session => CellStore.ListAsync(session, RfmCell.Hibernating, null, 10_000));

        Assert.IsLessThan(0.15, champions.Average(customer => left.Contains(customer) ? 1.0 : 0));
        Assert.IsGreaterThan(0.5, hibernating.Average(customer => left.Contains(customer) ? 1.0 : 0));
    }

    private async Task<IReadOnlyList<SimulatedCustomer>> WriteAsync(SimulationPlan plan)
    {
        var company = SimulatedCompany.Of(plan);
        Assert.IsNull(await Rooms.Get<WriteCompany>().FaultAsync(company, Cancellation));
        await Rooms.Get<WriteCompany>().WriteAsync(plan, company, null, Cancellation);
        return company;
    }

    /// <summary>The same by what the books have until an instant alone, and the true parameters.</summary>
    private static double NoOrder(SimulationPlan plan, SimulatedCustomer customer, DateTimeOffset at)
    {
        var law = new PurchaseModel(plan.RateShape, plan.RateScaleWeeks, plan.StopA, plan.StopB);
        var bought = customer.Orders.Where(order => order.PlacedAt <= at).Select(order => (order.PlacedAt - customer.Record.Since).TotalDays).ToList();
        var history = new PurchaseHistory(bought.Count - 1, Weeks.OfDays(bought[^1]), Weeks.OfDays((at - customer.Record.Since).TotalDays));
        var known = law.Alpha + history.Known.Count;
        return 1 - (law.Alive(history) * (1 - Math.Pow(known / (known + Weeks.OfDays(Horizon).Count), law.R + history.Repeats)));
    }

    /// <summary>The chance that somebody who has not left orders nothing within the horizon.</summary>
    private static double NoOrder(SimulationPlan plan, CustomerTruth truth, DateTimeOffset from) =>
        Math.Exp(-truth.PurchasesAWeek / 7 * Enumerable.Range(0, Horizon).Sum(day => plan.Level(from.AddDays(day))));
}
