using ServiceBot.Insight.Experiments;
using ServiceBot.Insight.Learning;
using ServiceBot.Insight.Learning.Models;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Tests.Insight.Experiments;

/// <summary>Figures of scipy, statsmodels and GrowthBook's own tests.</summary>
[TestClass]
public sealed class ExperimentTests
{
    [TestMethod]
    [DataRow(200, 1000, 250, 1000, 2.677398, 0.00741965, 0.996283)]
    [DataRow(120, 2400, 156, 2400, 2.232067, 0.0256105, 0.987147)]
    public void Two_shares_differ(int a, int na, int b, int nb, double z, double p, double chance)
    {
        var (first, second) = (Arm.OfConversions(a, na), Arm.OfConversions(b, nb));

        var (result, found) = TwoProportions.Test(first, second);

        Assert.AreEqual(z, found, 1e-6);
        Assert.AreEqual(p, result.P, 1e-7);
        Assert.AreEqual(chance, TwoProportions.ChanceToWin(first, second), 1e-6);
        if (a == 200)
        {
            Assert.AreEqual(0.013464, result.Low, 1e-6);
            Assert.AreEqual(0.086536, result.High, 1e-6);
        }
    }

    [TestMethod]
    public void Power_is_settled_before_the_start()
    {
        Assert.AreEqual(8158, TwoProportions.SampleSize(0.05, 0.06));
        Assert.AreEqual(1094, TwoProportions.SampleSize(0.20, 0.25));
    }

    [TestMethod]
    public void Relative_lifts_are_those_of_the_delta_method()
    {
        var lift = RelativeLift.Of(Arm.OfConversions(14, 28), Arm.OfConversions(16, 30));
        var test = lift.Test();

        Same([0.06667, 0.27170, -0.47767, 0.61101, 0.80707], [lift.Lift, lift.Error, test.Low, test.High, test.P], 1e-5);
        Assert.AreEqual(55.707, lift.Degrees, 1e-3);
        var (a, b) = (new Arm(3407, 1396.87, 52377.9767, false), new Arm(3461, 2422.7, 134698.29, false));
        var absolute = RelativeLift.Absolute(a, b);
        Same([0.29, 0.02016], [absolute.Difference, absolute.P], 1e-4);
        Same([0.70732, 0.06191], [RelativeLift.Of(a, b).Lift, RelativeLift.Of(a, b).Test().P], 2e-4);
    }

    [TestMethod]
    public void Ranges_that_always_hold_and_chances_without_prior()
    {
        Assert.AreEqual(0.0398401, AlwaysValid.RhoOf(0.05, 5000), 1e-7);
        var (a, b) = (Arm.OfConversions(1396, 3000), Arm.OfConversions(2422, 3461));
        var (low, high) = AlwaysValid.Of(a, b, 0.05, 5000);
        Same([0.50386, 0.40098, 0.60675], [RelativeLift.Of(a, b).Lift, low, high], 1e-4);

        var lift = RelativeLift.Of(Arm.OfConversions(49, 100), Arm.OfConversions(51, 100));
        Same([0.60918, 0.0814, 0.04058], [lift.Chance, lift.Risk.LeavingIt, lift.Risk.TakingIt], 5e-5);
    }

    [TestMethod]
    public void A_lopsided_split_is_seen()
    {
        var (chi, p) = Assignment.SampleRatio([1000, 1200], [0.5, 0.5]);

        Assert.AreEqual(18.1818, chi, 1e-4);
        Assert.AreEqual(2.008e-5, p, 1e-8);
        Assert.IsLessThan(Assignment.Suspicious, p);
        Assert.IsGreaterThan(Assignment.Suspicious, Assignment.SampleRatio([1000, 1040], [0.5, 0.5]).P);
    }

    [TestMethod]
    public void Customers_keep_their_arm_and_arms_keep_their_share()
    {
        double[] weights = [0.05, 0.95];
        var held = Enumerable.Range(0, 100_000).Count(i => Assignment.ArmOf("spring", $"customer {i}", weights) == 0);
        var both = Enumerable.Range(0, 100_000).Count(i => Assignment.ArmOf("spring", $"customer {i}", weights) == 0 && Assignment.ArmOf("autumn", $"customer {i}", weights) == 0);

        Assert.AreEqual(5000, held, 250);
        Assert.AreEqual(250, both, 60);
        Assert.AreEqual(0.25471084754793194, Assignment.Draw("spring", "customer 1"), 1e-15);  // Python's hashlib
    }

    [TestMethod]
    public void Two_equal_arms_have_no_winner_as_often_as_promised()
    {
        var rules = AaSimulation.Run();

        Assert.AreEqual(0.9898, rules.Highest, 0.01);
        Assert.AreEqual(0.255, rules.Peeked, 0.025);
        Assert.AreEqual(0.05, rules.AtTheEnd, 0.012);
        Assert.IsLessThanOrEqualTo(0.05, rules.Always);
    }

    [TestMethod]
    public void Ten_customers_in_order_gain()
    {
        bool[] treated = [true, false, true, false, true, false, true, false, true, false];
        bool[] converted = [true, false, true, true, true, false, false, false, false, true];

        var curve = Uplift.QiniCurve(treated, converted);

        Same([1, 1, 2, 1, 1.5, 2, 1.6667, 2, 1.75, 1], curve, 1e-4);
        Assert.AreEqual(0.856061, Uplift.Qini(curve), 1e-6);
    }

    [TestMethod]
    public void What_was_known_before_is_taken_out()
    {
        var random = new SeededRandom(1);
        double[] before = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextNormal())];
        double[] figure = [.. before.Select(x => 3 + (0.8 * x) + (0.6 * random.NextNormal()))];

        var adjusted = Uplift.Adjusted(figure, before);

        Assert.AreEqual(figure.Average(), adjusted.Average(), 1e-9);
        Assert.AreEqual(0.36, Variance(adjusted) / Variance(figure), 0.02);

        static double Variance(double[] values) => values.Average(value => value * value) - Math.Pow(values.Average(), 2);
    }

    [TestMethod]
    public void For_whom_it_helps_is_found()
    {
        var random = new SeededRandom(8);
        double[] age = [.. Enumerable.Range(0, 6000).Select(_ => random.NextDouble())];
        bool[] treated = [.. age.Select(_ => random.Next(2) == 0)];
        bool[] converted = [.. age.Zip(treated, (x, t) => random.NextDouble() < 0.2 + (t && x > 0.5 ? 0.3 : 0))];
        var table = new Table([Column.OfNumbers("age", age)]);

        var model = Uplift.Fit(new LogisticTrainer(), table, treated, converted, 1);

        var uplift = model.Predict(new(([Column.OfNumbers("age", [0.05, 0.95])])));
        Assert.IsGreaterThan(0.2, uplift[1] - uplift[0]);
        Assert.IsGreaterThan(20, Uplift.Qini(model.Predict(table), treated, converted));
    }

    private static void Same(double[] expected, double[] actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], tolerance, $"value {i}");
        }
    }
}
