using ServiceBot.Insight.Forecasting;
using ServiceBot.Insight.Learning;

namespace ServiceBot.Tests.Insight.Forecasting;

[TestClass]
public sealed class ForecastTests
{
    /// <summary>Airline passengers in thousands by month, 1949 to 1960: Box and Jenkins (1976), series G.</summary>
    private static readonly double[] Passengers =
    [
        112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
        171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
        242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336,
        340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
    ];

    /// <summary>What R prints.</summary>
    [TestMethod]
    public void Passengers_are_smoothed_as_by_R()
    {
        Assert.AreEqual(40_363, Passengers.Sum());
        var (level, slope, seasons) = HoltWinters.StartOf(Passengers, 12, isFactor: true);
        Assert.AreEqual(124.31692, level, 1e-5);
        Assert.AreEqual(1.145688, slope, 1e-6);

        var there = Smoothing.Through(Passengers, 12, new(Trend.Linear, Season.Multiplicative), 12, (.2755925, .03269295, .8707292, 1), level, slope, seasons);

        Assert.AreEqual(16570.7779, there.SquaredErrors, 1e-3);
        Assert.AreEqual(469.32322, there.Level, 1e-4);
        Assert.AreEqual(3.0215391, there.Slope, 1e-6);
        Same([.9464611, .8829239, .9717369, 1.0304825, 1.0476884, 1.1805272, 1.3590777, 1.3331706, 1.1083381, .9868813, .8361333, .9209877], there.SeasonPattern, 1e-6);
        Same([447.056, 419.712, 464.867, 496.084, 507.533, 575.451, 666.592, 657.914, 550.309, 492.985, 420.207, 465.635], there.Ahead(12).Mean, 1e-3);
    }

    [TestMethod]
    public void The_best_parameters_are_those_of_R()
    {
        var factors = HoltWinters.Fit(Passengers, 12, isFactor: true);
        var summands = HoltWinters.Fit(Passengers, 12, isFactor: false);

        Same([.2755925, .03269295, .8707292, 16570.7779], [factors.Alpha, factors.Beta, factors.Gamma, factors.SquaredErrors], 1e-2);
        Same([.24796, .03452, 1.0], [summands.Alpha, summands.Beta, summands.Gamma], 1e-3);
        Assert.AreEqual(21860.18, summands.SquaredErrors, 0.05);
    }

    [TestMethod]
    public void The_last_year_is_seen_better_than_by_the_year_before()
    {
        var (known, came) = (Passengers[..132], Passengers[132..]);

        var ahead = HoltWinters.Fit(known, 12, isFactor: true).Ahead(12);

        // The reference stops at other parameters, and errs by 4.89 % and 0.794.
        Assert.IsLessThanOrEqualTo(4.89, ForecastScore.Mape(came, ahead.Mean));
        Assert.IsLessThanOrEqualTo(0.794, ForecastScore.Mase(known, 12, came, ahead.Mean));
        Assert.AreEqual(9.99, ForecastScore.Mape(came, ForecastMethod.SeasonalNaive.Of(known, 12, 12).Mean), 0.01);
        Assert.IsLessThan(8, ForecastScore.Mape(came, ForecastMethod.Combined.Of(known, 12, 12).Mean));
    }

    [TestMethod]
    public void Plain_methods_go_on_as_their_names_say()
    {
        double[] y = [1, 2, 3, 4, 5, 6, 7, 8];

        Same([8, 8], ForecastMethod.Naive.Of(y, 4, 2).Mean, 0);
        Same([5, 6, 7, 8, 5], ForecastMethod.SeasonalNaive.Of(y, 4, 5).Mean, 0);
        Same([9, 10], ForecastMethod.Drift.Of(y, 4, 2).Mean, 1e-12);
        Assert.AreEqual(200.0 / 3, ForecastScore.Smape([1.0], [2.0]), 1e-12);
        Assert.AreEqual(2, ForecastScore.Mase(y, 1, [10], [8]), 1e-12);
    }

    [TestMethod]
    public void Every_method_takes_short_flat_and_negative_series()
    {
        double[][] series = [[5], [5, 7], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [-3, 4, -1, 0, 2, -7, 1, 9, -2], [.. Enumerable.Range(0, 30).Select(i => 7.0)]];
        foreach (var y in series)
        {
            foreach (var method in ForecastMethod.All)
            {
                foreach (var season in new[] { 1, 4, 12 })
                {
                    var ahead = method.Of(y, season, 6);
                    Assert.IsTrue(ahead.Mean.Concat(ahead.Error).All(double.IsFinite), $"{method.Name} of {y.Length} values, season {season}");
                }
            }
        }
    }

    [TestMethod]
    public void Ranges_hold_what_they_promise_for_noise_around_a_level()
    {
        var random = new SeededRandom(11);
        var cases = Enumerable.Range(0, 300).Select(i => (new Series($"{i}", 1, 6, [.. Enumerable.Range(0, 60).Select(_ => 100 + (10 * random.NextNormal()))]), Enumerable.Range(0, 6).Select(_ => 100 + (10 * random.NextNormal())).ToArray())).ToList();

        var row = ForecastEvaluation.Compare(cases).Single(one => one.Method == "combined");

        Assert.AreEqual(0.80, row.Coverage80, 0.04);
        Assert.AreEqual(0.95, row.Coverage95, 0.03);
    }

    [TestMethod]
    public void Hours_know_the_day_and_the_week()
    {
        var random = new SeededRandom(2);
        double[] hours = [.. Enumerable.Range(0, 24 * 7 * 5).Select(t => 100 + (30 * Math.Sin(t * Math.PI / 12)) + (t / 24 % 7 >= 5 ? -50 : 0) + random.NextNormal())];
        var (known, came) = (hours[..^48], hours[^48..]);

        var combined = ForecastScore.Mase(known, 24, came, ForecastMethod.Combined.Of(known, 24, 48).Mean);

        Assert.IsLessThan(0.5 * ForecastScore.Mase(known, 24, came, ForecastMethod.SeasonalNaive.Of(known, 24, 48).Mean), combined);
    }

    private static void Same(double[] expected, double[] actual, double tolerance)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], tolerance, $"value {i}");
        }
    }
}
