using ServiceBot.Insight.Learning;
using ServiceBot.Insight.Value;

namespace ServiceBot.Tests.Insight.Value;

/// <summary>CDNOW's fitted parameters and what follows from them: lifetimes, and the papers' figures.</summary>
[TestClass]
public sealed class ValueTests
{
    private static readonly PurchaseModel Cdnow = new(0.242593, 4.413532, 0.792886, 2.425754);
    private static readonly PurchaseModel Paper = new(.243, 4.414, .793, 2.426);
    private static readonly SpendModel Spend = new(6.2488, 3.7446, 15.4478);

    [TestMethod]
    [DataRow(0.1429, 0.0078)]
    [DataRow(1, 0.0532)]
    [DataRow(3, 0.1506)]
    [DataRow(31.8571, 1.0405)]
    [DataRow(32, 1.0437)]
    [DataRow(78, 1.8580)]
    public void A_new_customer_buys_so_often(double weeks, double purchases) => Assert.AreEqual(purchases, Cdnow.Expected(new Weeks(weeks)), 6e-5);

    [TestMethod]
    [DataRow(26, 30.86, 31, 0.710623)]
    [DataRow(29, 37.71, 38, 0.662396)]
    [DataRow(17, 28.43, 28.86, 0.486526)]
    [DataRow(19, 34, 34.14, 0.474738)]
    [DataRow(18, 35.14, 35.86, 0.424877)]
    public void A_known_customer_buys_so_often_in_a_week(int repeats, double last, double known, double purchases) =>
        Assert.AreEqual(purchases, Cdnow.Expected(Of(repeats, last, known), new Weeks(1)), 2e-5);

    [TestMethod]
    [DataRow(2, 30.43, 38.86, 0.7266)]
    [DataRow(1, 1.71, 38.86, 0.2122)]
    [DataRow(7, 29.43, 38.86, 0.6418)]
    [DataRow(26, 30.86, 31, 0.9689)]
    [DataRow(10, 10, 38.86, 0.000185)]
    [DataRow(0, 0, 38.86, 1)]
    public void Who_is_alive(int repeats, double last, double known, double alive) => Assert.AreEqual(alive, Cdnow.Alive(Of(repeats, last, known)), repeats == 10 ? 1e-6 : 6e-5);

    [TestMethod]
    public void Counts_have_the_papers_probabilities()
    {
        Assert.AreEqual(1.2259, Cdnow.Expected(Of(2, 30.43, 38.86), new Weeks(39)), 1e-4);
        Assert.AreEqual(1.226, Paper.Expected(Of(2, 30.43, 38.86), new Weeks(39)), 1e-3);
        Assert.AreEqual(0.57379, Paper.Probability(0, new Weeks(39)), 1e-5);
        Assert.AreEqual(1.0787e-7, Paper.Probability(10, new Weeks(2)), 1e-10);
        double[] table = [.0019995, .0015170, .0011633, .0009003, .0007024, .0005518, .0004362, .0003467, .0002770, .0002222];
        for (var i = 0; i < table.Length; i++)
        {
            Assert.AreEqual(table[i], Paper.Probability(11 + i, new Weeks(30)), 6e-8);
        }

        Assert.AreEqual(1, Enumerable.Range(0, 400).Sum(count => Cdnow.Probability(count, new Weeks(20))), 1e-6);
    }

    [TestMethod]
    public void Many_purchases_do_not_underflow()
    {
        var (a, b) = (Cdnow.Expected(Of(132, 200, 200), new Weeks(10)), Cdnow.Expected(Of(133, 200, 200), new Weeks(10)));

        Assert.IsTrue(double.IsFinite(a) && double.IsFinite(b) && a > 1 && Math.Abs(a - b) < 0.05, $"{a} {b}");
        Assert.IsTrue(double.IsFinite(Cdnow.LogLikelihood([Of(5000, 200, 200)])));
    }

    [TestMethod]
    [DataRow(2, 22.35, 24.6586)]
    [DataRow(1, 11.77, 18.9115)]
    [DataRow(0, 0, 35.1710)]
    [DataRow(7, 73.74, 71.4629)]
    [DataRow(2, 25.55, 27.2824)]
    public void A_purchase_is_expected_to_come_to(int repeats, double mean, double expected) => Assert.AreEqual(expected, Spend.Expected(repeats, mean), 6e-3);

    /// <summary>140.0962 would mean that months were taken for weeks.</summary>
    [TestMethod]
    [DataRow(2, 30.43, 22.35, 36.3005)]
    [DataRow(1, 1.71, 11.77, 4.6404)]
    [DataRow(7, 29.43, 73.74, 283.688)]
    [DataRow(2, 35.71, 25.55, 43.380)]
    public void Twelve_months_are_worth(int repeats, double last, double mean, double value) =>
        Assert.AreEqual(value, CustomerValue.Of(Cdnow, Spend, Of(repeats, last, 38.86), mean, 12, 0.01), value * 4e-4);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void What_made_the_purchases_is_found_again(bool isModified)
    {
        var truth = new PurchaseModel(0.6, 8, 0.8, 2.5, isModified);
        var random = new SeededRandom(5);

        var found = PurchaseModel.Fit([.. Enumerable.Range(0, 6_000).Select(_ => Simulate(truth, random))], isModified);

        Assert.AreEqual(truth.R, found.R, 0.09);
        Assert.AreEqual(truth.Alpha, found.Alpha, 1.4);
        Assert.AreEqual(truth.A / (truth.A + truth.B), found.A / (found.A + found.B), 0.05);
        Assert.AreEqual(truth.Expected(new Weeks(40)), found.Expected(new Weeks(40)), 0.12);
    }

    [TestMethod]
    public void What_made_the_amounts_is_found_again()
    {
        var random = new SeededRandom(6);
        var repeats = Enumerable.Range(0, 20_000).Select(_ => random.Next(6)).ToArray();
        var means = repeats.Select(count =>
        {
            var scale = random.NextGamma(4) / 15;
            return count == 0 ? 0 : Enumerable.Range(0, count).Average(_ => random.NextGamma(6) / scale);
        }).ToArray();

        var found = SpendModel.Fit(repeats, means);

        Assert.AreEqual(6 * 15 / 3.0, found.Mean, 0.5);
        Assert.AreEqual(4, found.Q, 0.3);
    }

    /// <summary>240, not 260: who leaves is counted among those who were there.</summary>
    [TestMethod]
    public void Winning_and_losing_settle()
    {
        var model = MarkovModel.Of([[0.9, 0.1], [0.2, 0.8]]);

        double[] won = [240, 268, 287.6, 301.32, 310.924, 317.6468];
        for (var t = 1; t <= won.Length; t++)
        {
            var state = model.After([800, 200], t);
            Assert.AreEqual(won[t - 1], state[1], 1e-9);
            Assert.AreEqual(1000, state.Sum(), 1e-9);
            Assert.AreEqual((1000 / 3.0) + ((200 - (1000 / 3.0)) * Math.Pow(0.7, t)), state[1], 1e-9);
        }

        Assert.AreEqual(333.333, model.After([800, 200], 200)[1], 1e-3);
        Assert.AreEqual(224, MarkovModel.Of([[0.92, 0.08], [0.2, 0.8]]).After([800, 200], 1)[1], 1e-9);
        Assert.AreEqual(10, model.StepsTo(1)[0], 1e-9);
        Assert.AreEqual(2.5, MarkovModel.Of([[0.5, 0.5, 0], [0, 0, 1], [0, 0.2, 0.8]]).StepsTo(1)[0] + 0.5, 1e-9);
        Assert.ThrowsExactly<ArgumentException>(() => MarkovModel.Of([[0.9, 0.2], [0.2, 0.8]]));
    }

    [TestMethod]
    public void Fitted_chances_have_ranges()
    {
        var model = MarkovModel.Fit([[90, 10], [20, 80]]);

        Assert.AreEqual(11 / 102.0, model.Moves[0][1], 1e-12);
        var (low, high) = model.Range(0, 1);
        Assert.IsTrue(low is > 0.05 and < 0.06 && high is > 0.17 and < 0.18, $"{low} {high}");
    }

    private static PurchaseHistory Of(int repeats, double last, double known) => new(repeats, new(last), new(known));

    private static PurchaseHistory Simulate(PurchaseModel model, SeededRandom random)
    {
        var rate = random.NextGamma(model.R) / model.Alpha;
        var (up, down) = (random.NextGamma(model.A), random.NextGamma(model.B));
        var stop = up / (up + down);
        var (known, at, repeats) = (30 + (random.NextDouble() * 20), 0.0, 0);
        var goesOn = !model.IsModified || random.NextDouble() >= stop;
        for (var last = 0.0; ; last = at, repeats++)
        {
            var next = at - (Math.Log(1 - random.NextDouble()) / rate);
            if (!goesOn || next > known)
            {
                return new(repeats, new(at), new(known));
            }

            at = next;
            goesOn = random.NextDouble() >= stop;
        }
    }
}
