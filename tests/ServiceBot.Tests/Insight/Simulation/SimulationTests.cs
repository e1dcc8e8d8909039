using ServiceBot.Crm.Demo;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Linking;
using ServiceBot.Insight.Forecasting;
using ServiceBot.Insight.Learning.Models;
using ServiceBot.Insight.Learning.Tables;
using ServiceBot.Insight.Recommending;
using ServiceBot.Insight.Segments;
using ServiceBot.Insight.Simulation;
using ServiceBot.Insight.Value;

namespace ServiceBot.Tests.Insight.Simulation;

/// <summary>What was planted in a simulated company is found again by what the product learns with.</summary>
[TestClass]
public sealed class SimulationTests
{
    private static readonly SimulationPlan Plan = new() { Customers = 4_000, Months = 12, Seed = 7, End = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero) };

    // Nothing but purchases, and none of the seasons: what the models of purchases are made of.
    private static readonly SimulationPlan Plain = Plan with
    {
        Customers = 20_000,
        Months = 24,
        MonthSeason = [.. Enumerable.Repeat(1.0, 12)],
        DaySeason = [.. Enumerable.Repeat(1.0, 7)],
        TrendAYear = 0,
        RequestsAMonth = 0,
        Contracts = 0,
        Duplicated = 0,
    };

    private static readonly Lazy<IReadOnlyList<SimulatedCustomer>> Company = new(() => SimulatedCompany.Of(Plan));
    private static readonly Lazy<IReadOnlyList<SimulatedCustomer>> PlainCompany = new(() => SimulatedCompany.Of(Plain));

    [TestMethod]
    public void The_same_seed_gives_the_same_company_and_more_customers_change_nobody()
    {
        var (once, more, other) = (Company.Value, SimulatedCompany.Of(Plan with { Customers = 4_100 }), SimulatedCompany.Of(Plan with { Customers = 10, Seed = 8 }));

        foreach (var (one, same) in once.Zip(more))
        {
            Assert.AreEqual((one.Record.Id, one.Record.Name, one.Record.Email, one.Truth), (same.Record.Id, same.Record.Name, same.Record.Email, same.Truth));
            CollectionAssert.AreEqual(one.Orders.Select(order => (order.PlacedAt, order.Lines.Sum(line => line.Price))).ToList(), same.Orders.Select(order => (order.PlacedAt, order.Lines.Sum(line => line.Price))).ToList());
        }

        Assert.IsFalse(other.Any(one => once.Any(known => known.Record.Id == one.Record.Id)));
        Assert.AreEqual(4_000, once.Select(one => one.Record.Id).Distinct().Count());
    }

    [TestMethod]
    public void Nothing_happens_after_the_end_nor_after_somebody_has_left()
    {
        foreach (var customer in Company.Value)
        {
            var until = customer.Truth.LeftAt ?? Plan.End;
            Assert.IsTrue(customer.Orders.All(order => order.PlacedAt <= until && order.PlacedAt >= customer.Record.Since), customer.Record.Number);
            Assert.IsTrue(customer.Requests.All(request => request.OpenedAt <= until), customer.Record.Number);
            Assert.IsTrue(customer.Talks.All(talk => talk.Until <= until), customer.Record.Number);
            Assert.IsTrue(customer.Orders.All(order => order.Lines.All(line => line.Price >= 0)), customer.Record.Number);
            CollectionAssert.AreEqual(customer.Orders.OrderBy(order => order.PlacedAt).ToList(), customer.Orders.ToList());
        }
    }

    [TestMethod]
    public void The_purchase_process_is_found()
    {
        var fitted = PurchaseModel.Fit([.. PlainCompany.Value.Select(History)]);

        Assert.AreEqual(Plain.RateShape / Plain.RateScaleWeeks, fitted.R / fitted.Alpha, 0.03 * Plain.RateShape / Plain.RateScaleWeeks, "purchases a week, the mean");
        Assert.AreEqual(Plain.RateShape, fitted.R, 0.1);
        Assert.AreEqual(Plain.StopA / (Plain.StopA + Plain.StopB), fitted.A / (fitted.A + fitted.B), 0.01, "the chance to stop, the mean");
        Assert.AreEqual(Plain.StopA, fitted.A, 0.15);
    }

    [TestMethod]
    public void What_they_spend_is_found()
    {
        var repeats = PlainCompany.Value.Where(customer => customer.Orders.Count > 1).ToList();

        var fitted = SpendModel.Fit([.. repeats.Select(customer => customer.Orders.Count - 1)], [.. repeats.Select(customer => (double)customer.Orders.Skip(1).Average(order => order.Lines.Sum(line => line.Price)))]);

        var mean = Plain.SpendShape * Plain.SpendScale / (Plain.SpendScaleShape - 1);
        Assert.AreEqual(mean, fitted.Mean, 0.03 * mean);
        Assert.AreEqual(Plain.SpendShape, fitted.P, 0.4);
        Assert.AreEqual(Plain.SpendScaleShape, fitted.Q, 0.4);
    }

    [TestMethod]
    public void The_causes_of_leaving_have_the_weights_that_were_planted()
    {
        var company = SimulatedCompany.Of(Plan with { Customers = 20_000, RequestsAMonth = 1 });
        var (waited, reopened, low, left) = (new List<double>(), new List<double>(), new List<double>(), new List<bool>());
        foreach (var customer in company)
        {
            foreach (var (place, request) in customer.Requests.Index())
            {
                // Whoever left for another cause before it was settled says nothing of it.
                var settled = request.Rating?.At ?? request.Reopened?.ResolvedAt ?? request.ResolvedAt;
                var isLeaving = customer.Truth.LeftBecause == LeavingCause.Service && place == customer.Requests.Count - 1;
                if (settled <= (customer.Truth.LeftAt ?? Plan.End) || isLeaving)
                {
                    waited.Add(Math.Log(1 + ((request.AnsweredAt - request.OpenedAt).TotalHours / 8)));
                    reopened.Add(request.Reopened is null ? 0 : 1);
                    low.Add(request.Rating?.Csat <= 2 ? 1 : 0);
                    left.Add(isLeaving);
                }
            }
        }

        var table = new Table([Column.OfNumbers("waited", [.. waited]), Column.OfNumbers("reopened", [.. reopened]), Column.OfNumbers("low", [.. low])]);
        var model = new LogisticTrainer { Cost = 1e6 }.Fit(table, [.. left], 1);

        Assert.AreEqual(Plan.LeaveWaiting, Weight(1, 0, 0), 0.1);
        Assert.AreEqual(Plan.LeaveReopened, Weight(0, 1, 0), 0.15);
        Assert.AreEqual(Plan.LeaveLowRating, Weight(0, 0, 1), 0.15);

        double Weight(double one, double two, double three) => Odds(one, two, three) - Odds(0, 0, 0);
        double Odds(double one, double two, double three)
        {
            var p = model.Predict(new Table([Column.OfNumbers("waited", [one]), Column.OfNumbers("reopened", [two]), Column.OfNumbers("low", [three])]))[0];
            return Math.Log(p / (1 - p));
        }
    }

    [TestMethod]
    public void Orders_of_weekdays_follow_the_season_and_a_forecast_of_them_beats_the_week_before()
    {
        var days = SimulatedCompany.Of(Plan with { Customers = 20_000 }).SelectMany(customer => customer.Orders).GroupBy(order => (int)(order.PlacedAt - Plan.Begin).TotalDays).OrderBy(day => day.Key).Select(day => (double)day.Count()).Skip(60).ToArray();
        var weekday = days.Select((count, day) => (count, Day: (int)Plan.Begin.AddDays(60 + day).DayOfWeek)).GroupBy(pair => pair.Day).OrderBy(group => group.Key).Select(group => group.Average(pair => pair.count)).ToArray();
        var mean = weekday.Average();
        for (var day = 0; day < 7; day++)
        {
            Assert.AreEqual(Plan.DaySeason[day], weekday[day] / mean, 0.05);
        }

        var (better, naive) = (0.0, 0.0);
        for (var origin = days.Length - 84; origin <= days.Length - 14; origin += 14)
        {
            var (known, actual) = (days[..origin], days[origin..(origin + 14)]);
            better += ForecastScore.Mase(known, 7, actual, ForecastMethod.Combined.Of(known, 7, 14).Mean);
            naive += ForecastScore.Mase(known, 7, actual, ForecastMethod.SeasonalNaive.Of(known, 7, 14).Mean);
        }

        Assert.IsLessThan(0.9 * naive, better, $"{better / 6:0.00} against {naive / 6:0.00}");
    }

    [TestMethod]
    public void Champions_have_stayed_and_are_worth_more_than_who_is_lost()
    {
        var company = Company.Value;
        var scores = RfmScore.Of(
            [.. company.Select(customer => (Plan.End - customer.Orders[^1].PlacedAt).TotalDays)], [.. company.Select(customer => (double)customer.Orders.Count)], [.. company.Select(customer => (double)customer.Orders.Sum(order => order.Lines.Sum(line => line.Price)))]);
        var cells = company.Zip(scores).ToLookup(pair => pair.Second.Cell, pair => pair.First.Truth);

        var (champions, hibernating) = (cells[RfmCell.Champions].ToList(), cells[RfmCell.Hibernating].ToList());
        Assert.IsLessThan(0.1, champions.Average(truth => truth.LeftAt is null ? 0 : 1.0));
        Assert.IsGreaterThan(0.5, hibernating.Average(truth => truth.LeftAt is null ? 0 : 1.0));
        Assert.IsGreaterThan(4 * hibernating.Average(truth => truth.ValueAYear), champions.Average(truth => truth.ValueAYear));
    }

    [TestMethod]
    public void Second_records_are_found()
    {
        var index = new LinkIndex<Guid>();
        index.AddRange(Company.Value.SelectMany(customer => new[] { customer.Record, customer.Duplicate }).OfType<SimulatedRecord>().Select(record => KeyValuePair.Create(record.Id, new LinkRecord
        {
            FullName = record.Name,
            Email = record.Email,
            Phone = record.Phone,
            BirthDate = Fact(record, CustomerFields.BirthDate),
            Street = Fact(record, "street"),
            City = Fact(record, "city"),
            Postcode = Fact(record, "postcode"),
        })));
        index.Train(1);

        var score = PairScore.Of(index.Link().Persons, [.. Company.Value.Where(customer => customer.Duplicate is not null).Select(customer => (customer.Record.Id, customer.Duplicate!.Id))]);

        Assert.IsGreaterThan(0.97, score.Precision);
        Assert.IsGreaterThan(0.9, score.Recall);
    }

    [TestMethod]
    public void What_is_bought_together_is_suggested()
    {
        var products = SimulatedShop.Products;
        List<Transaction> lines = [.. Company.Value.SelectMany(customer => customer.Orders.SelectMany(order => order.Lines.Select(line => new Transaction(customer.Record.Number, order.PlacedAt.UtcDateTime, "", products[line.Product].Code, (double)line.Price))))];
        foreach (var (one, other) in SimulatedShop.Pairs)
        {
            lines.Add(new("new", Plan.End.UtcDateTime, "", one, 1));
            Assert.AreEqual((other, one), (BasketModel.Fit(lines).NewForYou("new", 1)[0].Item, BasketModel.Fit(lines).NewForYou("new", 1)[0].Because));
            lines.RemoveAt(lines.Count - 1);
        }
    }

    private static PurchaseHistory History(SimulatedCustomer customer) => new(
        customer.Orders.Count - 1, Weeks.OfDays((customer.Orders[^1].PlacedAt - customer.Orders[0].PlacedAt).TotalDays), Weeks.OfDays((Plain.End - customer.Orders[0].PlacedAt).TotalDays));

    private static string? Fact(SimulatedRecord record, string field) => record.Facts.Where(fact => fact.Field == field).Select(fact => fact.Value).FirstOrDefault();
}
