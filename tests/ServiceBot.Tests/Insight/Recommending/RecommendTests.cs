using ServiceBot.Insight.Recommending;
using ServiceBot.Insight.Segments;

namespace ServiceBot.Tests.Insight.Recommending;

[TestClass]
public sealed class RecommendTests
{
    private static readonly double[][] Ratings = [[5, 3, 0, 1], [4, 0, 0, 1], [1, 1, 0, 5], [1, 0, 0, 4], [0, 1, 5, 4]];

    [TestMethod]
    public void Items_are_as_alike_as_the_reference_says()
    {
        var cosine = ItemSimilarity.Cosine(Ratings);

        Assert.AreEqual(.735681, cosine[0][1], 1e-6);
        Assert.AreEqual(.357365, cosine[0][3], 1e-6);
        Assert.AreEqual(.301511, cosine[1][2], 1e-6);
        Assert.AreEqual(.471041, cosine[1][3], 1e-6);
        Assert.AreEqual(.520756, cosine[2][3], 1e-6);
        Assert.AreEqual(0, cosine[0][2]);
        var binary = ItemSimilarity.Cosine(Ratings, isBinary: true);
        Assert.AreEqual(.894427, binary[0][3], 1e-6);
        Assert.AreEqual(.774597, binary[1][3], 1e-6);
        var adjusted = ItemSimilarity.AdjustedCosine(Ratings);
        Assert.AreEqual(-.938480, adjusted[0][3], 1e-6);
        Assert.AreEqual(-.868243, adjusted[1][2], 1e-6);
        Assert.AreEqual(2.828957, ItemSimilarity.Predict(cosine, Ratings[1], 1), 1e-6);
        Assert.AreEqual(1.0, ItemSimilarity.Predict(cosine, Ratings[1], 2), 1e-12);
    }

    [TestMethod]
    public void Who_buys_tea_hears_of_the_pot_and_why()
    {
        var model = BasketModel.Fit(Lines());

        var suggestion = model.NewForYou("new tea drinker", 1).Single();
        Assert.AreEqual(("pot", "tea"), (suggestion.Item, suggestion.Because));
        Assert.IsFalse(model.NewForYou("new tea drinker", 10).Any(one => one.Item == "tea"));
        Assert.AreEqual("tea", model.BuyAgain("new tea drinker", 5).Single().Item);
        Assert.AreEqual("tea", model.All("new tea drinker", 5)[0].Item);
        Assert.AreEqual("bag", model.NewForYou("stranger", 1).Single().Item);
        Assert.IsEmpty(model.BuyAgain("stranger", 5));
    }

    [TestMethod]
    public void The_latest_habit_comes_first()
    {
        var model = BasketModel.Fit([Of("a", "old", 1), Of("a", "old", 2), Of("a", "late", 300)]);

        Assert.AreEqual("late old", string.Join(' ', model.BuyAgain("a", 5).Select(one => one.Item)));
    }

    [TestMethod]
    public void Suggestions_are_measured_on_what_came_later()
    {
        List<Transaction> lines = [.. Lines(), Of("new tea drinker", "pot", 60), Of("new tea drinker", "tea", 61)];

        var (all, fresh, _) = RecommendEvaluation.Run(lines, new(2026, 2, 25), new(2026, 4, 1));

        Assert.AreEqual(new RecommendRow("new_for_you", 1, 1, 1), fresh.Single(row => row.Model == "new_for_you"));
        Assert.AreEqual(new RecommendRow("buy_again", 1, 1, 1 / (1 + (1 / Math.Log2(3)))), all.Single(row => row.Model == "buy_again"));
    }

    /// <summary>Everybody buys bags; who buys tea buys a pot, who buys coffee a mill.</summary>
    private static List<Transaction> Lines()
    {
        List<Transaction> lines = [];
        for (var i = 0; i < 20; i++)
        {
            lines.AddRange([Of($"t{i}", "tea", i), Of($"t{i}", "pot", i), Of($"c{i}", "coffee", i), Of($"c{i}", "mill", i), Of($"t{i}", "bag", i), Of($"c{i}", "bag", i)]);
        }

        lines.Add(Of("new tea drinker", "tea", 30));
        return lines;
    }

    private static Transaction Of(string customer, string item, int day) => new(customer, new DateTime(2026, 1, 1).AddDays(day), $"{customer}{day}", item, 1);
}
