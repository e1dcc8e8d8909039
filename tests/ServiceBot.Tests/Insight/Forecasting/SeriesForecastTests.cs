using ServiceBot.Insight.Forecasting;
using ServiceBot.Insight.Forecasting.Own;

namespace ServiceBot.Tests.Insight.Forecasting;

/// <summary>The company's series are of whole stretches, and forecasts of the past are of what was known then.</summary>
[TestClass]
public sealed class SeriesForecastTests
{
    private static readonly OwnSeries Weeks = OwnSeries.All.Single(series => series.Name == "orders.week");
    private static readonly OwnSeries Months = OwnSeries.All.Single(series => series.Name == "orders.month");
    private static readonly OwnSeries Days = OwnSeries.All.Single(series => series.Name == "requests.day");

    [TestMethod]
    public void Only_what_is_whole_counts_and_where_nothing_came_there_is_nothing()
    {
        // A Wednesday, a Monday, two days of a week after a week without any, and today, a Friday.
        var days = new Dictionary<DateOnly, double> { [new(2026, 1, 7)] = 9, [new(2026, 1, 12)] = 2, [new(2026, 1, 26)] = 3, [new(2026, 2, 1)] = 4, [new(2026, 2, 2)] = 5 };

        Assert.AreEqual("2026-01-12: 2 0 7", Text(Weeks.ValuesOf(days, new(2026, 2, 6))));
        Assert.AreEqual("2026-02-01: ", Text(Months.ValuesOf(days, new(2026, 2, 6))));
        Assert.AreEqual("2026-02-01: 9", Text(Months.ValuesOf(days, new(2026, 3, 1))));
        Assert.AreEqual("2026-01-07: 9 0 0 0 0 2 0 0", Text(Days.ValuesOf(days, new(2026, 1, 15))));
        Assert.AreEqual("2026-01-12: ", Text(Weeks.ValuesOf(new Dictionary<DateOnly, double>(), new(2026, 1, 15))));

        static string Text((DateOnly From, double[] Values) read) => $"{read.From:yyyy-MM-dd}: {string.Join(' ', read.Values)}";
    }

    [TestMethod]
    public void Each_check_is_of_what_was_known_and_what_is_expected_follows_the_week()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 200).Select(day => (day % 7 < 5 ? 40 : 10) + random.Next(6))];
        var whole = SeriesForecast.Of(Days, new(2026, 1, 5), values, DateTimeOffset.UnixEpoch);
        var cut = SeriesForecast.Of(Days, new(2026, 1, 5), values[..172], DateTimeOffset.UnixEpoch);

        Assert.AreEqual(6, whole.Checks.Count);
        Assert.AreEqual(28, whole.Expected.Count);
        Assert.AreEqual(new DateOnly(2026, 1, 5).AddDays(172), whole.Checks[0].From);
        Assert.AreEqual(ForecastScore.Smape(values.AsSpan(172), cut.Expected.Select(one => one.Mean).ToArray()), whole.Checks[0].Smape, 1e-9, "nothing later has a part in it");
        CollectionAssert.AreEqual(whole.Checks.Skip(1).Take(5).ToList(), cut.Checks.Take(5).ToList());
        Assert.IsLessThan(whole.NaiveSmape, whole.Smape);
        Assert.AreEqual(0.8, whole.Covered80, 0.15);
        Assert.IsGreaterThan(0.88, whole.Covered95);
        foreach (var one in whole.Expected)
        {
            Assert.AreEqual(one.Day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 12.5 : 42.5, one.Mean, 5);
            Assert.IsTrue(one.Low95 <= one.Low80 && one.Low80 <= one.Mean && one.Mean <= one.High80 && one.High80 <= one.High95);
        }
    }

    [TestMethod]
    public void Too_little_is_not_forecast_and_nothing_is_below_nothing()
    {
        Assert.AreEqual(0, SeriesForecast.Of(Months, new(2026, 1, 1), [1, 2, 3], DateTimeOffset.UnixEpoch).Expected.Count);
        Assert.IsTrue(SeriesForecast.Of(Months, new(2026, 1, 1), [0, 9, 0, 7, 0, 5, 0, 3, 0, 1, 0, 0], DateTimeOffset.UnixEpoch).Expected.All(one => one.Low95 >= 0 && one.Mean >= 0));
    }
}
