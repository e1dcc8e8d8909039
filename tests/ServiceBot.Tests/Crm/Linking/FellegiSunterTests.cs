using ServiceBot.Crm.Linking;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Tests.Crm.Linking;

/// <summary>Numbers of D16 in the reference of analytics: three fields that agree (level 1) or do not (level 2).</summary>
[TestClass]
public sealed class FellegiSunterTests
{
    private static readonly string[] Patterns = ["111", "110", "101", "100", "011", "010", "001", "000"];
    private static readonly double[] Frequencies = [0.2995, 0.01675, 0.043, 0.04075, 0.1305, 0.01575, 0.102, 0.35175];
    private static readonly double[] Posteriors = [0.999165, 0.940299, 0.773256, 0.042945, 0.982759, 0.428571, 0.139706, 0.002132];
    private static readonly double[] Weights = [10.2252, 3.9773, 1.7699, -4.4780, 5.8329, -0.4150, -2.6224, -8.8704];
    private static readonly double[] M = [0.7, 0.9, 0.95];
    private static readonly double[] U = [0.1, 0.025, 0.2];

    [TestMethod]
    public void A_pattern_is_as_frequent_as_both_classes_make_it()
    {
        for (var i = 0; i < Patterns.Length; i++)
        {
            Assert.AreEqual(Frequencies[i], (0.5 * Likelihood(Patterns[i], M)) + (0.5 * Likelihood(Patterns[i], U)), 1e-12, Patterns[i]);
        }
    }

    [TestMethod]
    public void A_pattern_weighs_the_prior_and_its_fields()
    {
        var model = Binary(0.5, M, U);

        for (var i = 0; i < Patterns.Length; i++)
        {
            Assert.AreEqual(Weights[i], model.Weight(Of(Patterns[i])), 5e-5, Patterns[i]);
            Assert.AreEqual(Posteriors[i], LinkModel.Probability(model.Weight(Of(Patterns[i]))), 5e-7, Patterns[i]);
        }
    }

    [TestMethod]
    public void What_is_missing_weighs_nothing() =>
        Assert.AreEqual(Math.Log2(0.7 / 0.1), Binary(0.5, M, U).Weight(new Pattern(0).With(0, 1)), 1e-12);

    [TestMethod]
    public void Expectation_and_maximisation_recover_all_seven_parameters_in_98_steps()
    {
        var start = Binary(0.3, [0.8, 0.8, 0.8], [0.3, 0.3, 0.3]);
        var patterns = Patterns.Select((pattern, i) => KeyValuePair.Create(Of(pattern), Frequencies[i])).ToList();

        var (model, steps) = new LinkTrainer { Steps = 98, Tolerance = 0 }.Fit(start, patterns, 1);

        Assert.AreEqual(98, steps);
        Assert.AreEqual(0.5, model.Lambda, 1e-9);
        for (var field = 0; field < 3; field++)
        {
            Assert.AreEqual(M[field], model.M[field, 1], 1e-9);
            Assert.AreEqual(U[field], model.U[field, 1], 1e-9);
        }
    }

    [TestMethod]
    public void U_is_the_share_of_each_level_among_all_pairs()
    {
        string[] names = ["Amanda", "Robin", "Robyn", "David", "Eve", "Amanda"];
        var pairs = from a in Enumerable.Range(0, names.Length) from b in Enumerable.Range(a + 1, names.Length - a - 1) select (A: names[a], B: names[b]);
        var levels = pairs.GroupBy(pair => pair.A == pair.B ? 1 : Typos.Distance(pair.A, pair.B) <= 2 ? 2 : 3);
        var start = new LinkModel { Lambda = 0, M = new[,] { { 0, 0.8, 0.1, 0.1 } }, U = new[,] { { 0, 0.2, 0.2, 0.6 } } };

        var (model, _) = new LinkTrainer { Steps = 1 }.Fit(start, [.. levels.Select(level => KeyValuePair.Create(new Pattern(0).With(0, level.Key), (double)level.Count()))], 15);

        Assert.AreEqual(1 / 15.0, model.U[0, 1], 1e-12);
        Assert.AreEqual(1 / 15.0, model.U[0, 2], 1e-12);
        Assert.AreEqual(13 / 15.0, model.U[0, 3], 1e-12);
    }

    [TestMethod]
    public void Equal_pairs_are_counted_from_how_often_each_value_is_there()
    {
        var terms = new Terms();
        foreach (var name in new[] { "Amanda", "Robin", "Robyn", "David", "Eve", "Amanda", "Amanda" })
        {
            terms.Add(name);
        }

        terms.Remove(terms.Of("Amanda"));

        Assert.AreEqual(6, terms.Records);
        Assert.AreEqual(1.0, terms.SamePairs);
        Assert.AreEqual(((4 * 1) + (2 * 2)) / 36.0, terms.Collision, 1e-12);
    }

    [TestMethod]
    public void A_household_that_agrees_in_all_it_shares_is_told_by_the_rest()
    {
        var alone = Binary(0.001, M, U);
        var living = alone with { Household = 0.01, Shared = [false, true, true] };

        Assert.AreEqual(alone.Weight(Of("100")), living.Weight(Of("100")), 0.2);
        Assert.IsLessThan(alone.Weight(Of("011")) - 1.3, living.Weight(Of("011")));

        // However much is shared, the odds against somebody of the household remain: λ/η times what the others say.
        var cap = Math.Log2(0.001 / 0.01) + Math.Log2(0.7 / 0.1);
        Assert.IsLessThan(cap, living.Weight(Of("111")));
    }

    [TestMethod]
    public void A_field_that_is_never_compared_stays_as_it_was()
    {
        var start = Binary(0.3, [0.8, 0.8, 0.8], [0.3, 0.3, 0.3]);
        var patterns = new[] { KeyValuePair.Create(new Pattern(0).With(0, 1).With(1, 1), 10.0), KeyValuePair.Create(new Pattern(0).With(0, 2).With(1, 2), 90.0) };

        var (model, _) = new LinkTrainer().Fit(start, patterns, 100);

        Assert.AreEqual(0.8, model.M[2, 1], 1e-12);
        Assert.AreEqual(0.3, model.U[2, 1], 1e-12);
    }

    private static double Likelihood(string pattern, double[] agree) =>
        pattern.Select((agrees, field) => agrees == '1' ? agree[field] : 1 - agree[field]).Aggregate(1.0, (product, share) => product * share);

    private static Pattern Of(string pattern) =>
        pattern.Select((agrees, field) => (agrees, field)).Aggregate(new Pattern(0), (sofar, next) => sofar.With(next.field, next.agrees == '1' ? 1 : 2));

    private static LinkModel Binary(double lambda, double[] m, double[] u)
    {
        var (ofM, ofU) = (new double[3, 3], new double[3, 3]);
        for (var field = 0; field < 3; field++)
        {
            (ofM[field, 1], ofM[field, 2], ofU[field, 1], ofU[field, 2]) = (m[field], 1 - m[field], u[field], 1 - u[field]);
        }

        return new() { Lambda = lambda, M = ofM, U = ofU };
    }
}
