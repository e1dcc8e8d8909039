using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Crm;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Orders;
using ServiceBot.Insight;
using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Reports;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.IntegrationTests.Insight;

[TestClass]
public sealed class ChurnOnSqlite() : ChurnTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ChurnOnPostgreSql() : ChurnTests(StorageProvider.PostgreSql);

/// <summary>Models of a company in which it is known who leaves, and why.</summary>
public abstract class ChurnTests(StorageProvider provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";
    private const int Customers = 260;

    private TestRooms? _rooms;

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    private TrainChurn Train => Rooms.Get<TrainChurn>();

    [TestInitialize]
    public async Task CreateAsync() => _rooms = await TestRooms.CreateAsync(
        provider,
        new Dictionary<string, string?> { ["Insight:Churn:HorizonDays"] = "60", ["Insight:Churn:Snapshots"] = "3" },
        TestContext.CancellationToken,
        services =>
        {
            DeskRooms.Configure(services);
            services.AddInsight().AddSingleton<IReportLanguages, StaffPageWords>();
        });

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task Who_leaves_is_learned_and_said_of_everybody_with_reasons_follows_what_happens_and_a_model_can_be_put_back()
    {
        var people = await CompanyAsync();
        await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);
        await Train.WorkAsync(Cancellation);

        var training = (await Rooms.ReadAsync(session => ChurnStore.TrainingsAsync(session, 1))).Single();
        var data = training.Read()!;
        Assert.AreEqual(("done", "system", 100), (training.Step, training.AskedBy, training.Percent));
        Assert.IsTrue(data.TrainAt.All(at => at.AddDays(60) <= data.TestAt), "no row that is learned from knows anything of the time that is measured");
        Assert.AreEqual(Rooms.Clock.GetUtcNow(), data.TestAt.AddDays(60));
        var models = await Rooms.ReadAsync(session => ChurnStore.ModelsAsync(session, training.Id));
        Assert.AreEqual("base_rate decision_tree gradient_boosting linear_svm logistic_regression neural_net random_forest", string.Join(' ', models.Select(model => model.Kind).Order(StringComparer.Ordinal)));
        var (used, baseRate) = (models.Single(model => model.IsUsed), models.Single(model => !model.CanBeUsed));
        Assert.AreEqual(models.Where(model => model.CanBeUsed).Min(model => model.Read().Score.LogLoss), used.Read().Score.LogLoss);
        Assert.IsGreaterThan(0.9, used.Read().Score.Auc, "the company is made so that one can know");
        Assert.IsLessThan(0.7 * baseRate.Read().Score.LogLoss, used.Read().Score.LogLoss);

        var scores = await Rooms.ReadAsync(session => ChurnScores.ListAsync(session, null, 10_000));
        CollectionAssert.AreEquivalent(people.ToList(), scores.Select(score => score.Customer).ToList(), "everybody has bought within a year");
        CollectionAssert.AreEqual(scores.OrderByDescending(score => score.Probability).ThenByDescending(score => $"{score.Customer}", StringComparer.Ordinal).Select(score => score.Customer).ToList(), scores.Select(score => score.Customer).ToList());
        Assert.IsTrue(scores.All(score => score.Model == used.Id && score.Reasons.Count > 0));
        var paged = await Rooms.ReadAsync(session => ChurnScores.ListAsync(session, (scores[9].Probability, scores[9].Customer), 5));
        CollectionAssert.AreEqual(scores.Skip(10).Take(5).Select(score => score.Customer).ToList(), paged.Select(score => score.Customer).ToList());
        var (count, leavers, spread) = await Rooms.ReadAsync(session => ChurnScores.SumAsync(session, used.Read()));
        Assert.AreEqual((scores.Count, scores.Count), ((int)count, (int)spread.Sum()));
        Assert.AreEqual(scores.Sum(score => score.Probability), leavers, 1e-6);

        var riskiest = scores[0];
        var feed = new SignalFeed(Rooms.Get<KeepFeatures>());
        await Rooms.WriteAsync(async unit =>
        {
            await OrderAsync(unit, riskiest.Customer);
            return await feed.FeedAsync(unit);
        });
        var then = (await Rooms.ReadAsync(session => ChurnScores.FindAsync(session, riskiest.Customer)))!;
        var figures = FeatureView.ByName((await Rooms.ReadAsync(session => FeatureStore.FindAsync(session, riskiest.Customer)))!.ToArray());
        Assert.AreEqual(0, figures["recency_days"]!.Value, 1e-6, "the order is in the figures");
        Assert.AreNotEqual(riskiest.Probability, then.Probability, "and in the score");
        Assert.IsTrue(then.Reasons.All(reason => reason.Contribution > 0) || then.Reasons.All(reason => reason.Contribution < 0), "what is said of it speaks for one side");

        foreach (var (state, isScored) in new[] { (ConsentState.Withdrawn, false), (ConsentState.Granted, true) })
        {
            await Rooms.WriteAsync(async unit =>
            {
                Assert.IsInstanceOfType<SetConsentOutcome.Changed>(await Rooms.Get<SetConsent>().HandleAsync(unit, riskiest.Customer, "profiling", state == ConsentState.Granted, "staff"));
                return await feed.FeedAsync(unit);
            });
            Assert.AreEqual(isScored, await Rooms.ReadAsync(session => ChurnScores.FindAsync(session, riskiest.Customer)) is not null, "nothing is expected of whoever does not want that");
        }

        await AnotherIsPutToUseAsync(models);
        await DriftIsToldAsync();
    }

    private async Task DriftIsToldAsync()
    {
        var watch = Rooms.Get<WatchDrift>();
        Assert.IsFalse(await watch.HandleAsync(Cancellation), "customers are as they were");
        await Rooms.WriteAsync(unit => unit.ExecuteAsync("UPDATE insight_score SET probability = 0.99"));

        Assert.IsTrue(await watch.HandleAsync(Cancellation));
        Assert.IsFalse(await watch.HandleAsync(Cancellation), "it is told once");

        Assert.AreEqual(1, await Rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM storage_signal WHERE type = 'ModelDrifted'")));
        Assert.AreEqual(Rooms.Clock.GetUtcNow(), (await Rooms.ReadAsync(session => ChurnStore.ModelsAsync(session, null))).Single().DriftedAt);
    }

    private async Task AnotherIsPutToUseAsync(IReadOnlyList<ModelRow> models)
    {
        var other = models.First(model => model is { IsUsed: false, CanBeUsed: true });

        Assert.IsFalse(await Rooms.WriteAsync(unit => Train.UseAsync(unit, models.Single(model => !model.CanBeUsed).Id, Mei)), "a yardstick predicts nothing");
        Assert.IsTrue(await Rooms.WriteAsync(unit => Train.UseAsync(unit, other.Id, Mei)));
        Assert.IsTrue(await Rooms.WriteAsync(unit => Train.UseAsync(unit, other.Id, Mei)), "twice is once");
        await Train.WorkAsync(Cancellation);

        Assert.IsTrue((await Rooms.ReadAsync(session => ChurnScores.ListAsync(session, null, 10_000))).All(score => score.Model == other.Id));
        var now = (await Rooms.ReadAsync(session => ChurnStore.ModelsAsync(session, null))).Single();
        Assert.AreEqual((other.Id, Mei), (now.Id, now.UsedBy));

        Assert.IsTrue(await Rooms.WriteAsync(unit => Train.RollBackAsync(unit, Mei)));
        Assert.AreEqual(models.Single(model => model.IsUsed).Id, (await Rooms.ReadAsync(session => ChurnStore.ModelsAsync(session, null))).Single().Id, "the one before is in use again");
        await Train.WorkAsync(Cancellation);
        var (model, training, looksAt) = (await Rooms.ReadAsync(session => ReadChurn.ModelAsync(session, other.Id)))!.Value;
        Assert.AreEqual((other.Id, 3, true), (model.Id, training.Read()!.TrainAt.Count, looksAt.Any(figure => figure.Name == "recency_days")));
        Assert.StartsWith("{", model.Parameters!);
        Assert.IsNull(await Rooms.ReadAsync(session => ReadChurn.ModelAsync(session, 999_999)));
        Assert.IsTrue(await Rooms.WriteAsync(unit => Train.AskAsync(unit, Mei)));
        Assert.IsFalse(await Rooms.WriteAsync(unit => Train.AskAsync(unit, Mei)), "one is asked for already");
        await Train.WorkAsync(Cancellation);
        Assert.AreEqual("no_better", (await Rooms.ReadAsync(session => ChurnStore.TrainingsAsync(session, 1))).Single().Step, "the same rows give the same models");
    }

    [TestMethod]
    public async Task Of_too_few_customers_nothing_is_learned_and_it_is_tried_again_the_next_day()
    {
        await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);
        for (var hours = 0; hours <= 30; hours += 10)
        {
            await Train.AskIfDueAsync(Cancellation);
            await Train.WorkAsync(Cancellation);
            Rooms.Clock.Advance(TimeSpan.FromHours(10));
        }

        var trainings = await Rooms.ReadAsync(session => ChurnStore.TrainingsAsync(session, 10));
        Assert.AreEqual("too_few too_few", string.Join(' ', trainings.Select(training => training.Step)));
        Assert.IsEmpty(await Rooms.ReadAsync(session => ChurnScores.ListAsync(session, null, 10)));
    }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    /// <summary>Half buy every three weeks and go on; the others buy ever more seldom for half a year before they stop, each at a time of their own.</summary>
    private async Task<IReadOnlyList<Guid>> CompanyAsync()
    {
        var (random, end) = (new Random(3), Rooms.Clock.GetUtcNow().AddDays(420));
        var orders = new List<(DateTimeOffset At, int Person)>();
        var people = new List<Guid>();
        for (var person = 0; person < Customers; person++)
        {
            people.Add(((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", $"P{person}", null)], [], FactSources.Staff, Mei))).Id);
            var stops = person % 2 == 0 ? double.MaxValue : 120 + (300 * random.NextDouble());
            for (var day = 60 + (20 * random.NextDouble()); day < Math.Min(420, stops); day += (stops - day < 120 ? 45 : 21) * (0.5 + random.NextDouble()))
            {
                orders.Add((end.AddDays(day - 420), person));
            }
        }

        foreach (var some in orders.OrderBy(order => order.At).Chunk(200))
        {
            await Rooms.WriteAsync(async unit =>
            {
                foreach (var (at, person) in some)
                {
                    Rooms.Clock.Advance(at - Rooms.Clock.GetUtcNow());
                    await OrderAsync(unit, people[person]);
                }

                return true;
            });
        }

        Rooms.Clock.Advance(end - Rooms.Clock.GetUtcNow());
        return people;
    }

    private async Task OrderAsync(UnitOfWork unit, Guid customer)
    {
        var terms = new OrderTerms { Customer = customer, Currency = "USD", Lines = [new(null, "Tea", 1, 20, 0, 0)] };
        Assert.IsInstanceOfType<EditOutcome<OrderDetails>.Done>(await Rooms.Get<EditOrders>().CreateAsync(unit, terms, Mei, DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime)));
    }
}
