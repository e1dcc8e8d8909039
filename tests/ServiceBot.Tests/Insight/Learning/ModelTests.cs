using ServiceBot.Insight.Learning;
using ServiceBot.Insight.Learning.Models;
using ServiceBot.Insight.Learning.Tables;
using ServiceBot.Insight.Learning.Trees;

namespace ServiceBot.Tests.Insight.Learning;

[TestClass]
public sealed class ModelTests
{
    private static readonly LabelledTable Known = Customers(1500, 1);
    private static readonly LabelledTable Unknown = Customers(1500, 2);

    public static IEnumerable<object[]> Names => ModelComparison.Trainers.Select(trainer => new object[] { trainer.Name });

    [TestMethod]
    [DataRow(1, 0.6667)]
    [DataRow(2, 0.96)]
    [DataRow(3, 0.9733)]
    public void A_tree_of_irises_is_as_right_as_scikit_learns(int depth, double accuracy)
    {
        var table = new Table([.. Enumerable.Range(0, 4).Select(c => Column.OfNumbers($"c{c}", [.. Iris.Flowers.Select(flower => flower[c])]))]);
        var data = FeatureSet.Of(table).ToBins(table);

        var tree = new ClassTree(data, Iris.Kinds, 3, new(depth, 1, 0, 0)).Grow([.. Enumerable.Range(0, 150)], new SeededRandom(1));

        var right = Enumerable.Range(0, 150).Count(row =>
        {
            var shares = tree.Values.AsSpan(tree.LeafOf(data.Row(row)) * 3, 3).ToArray();
            return Array.IndexOf(shares, shares.Max()) == Iris.Kinds[row];
        });
        Assert.AreEqual(accuracy, right / 150.0, 1e-4);
        var first = data.Features.Features[tree.Columns[0]];
        Assert.IsTrue((first.Name == "c3" && Math.Abs(first.Cuts[tree.Questions[0]] - 0.8) < 1e-9) || (first.Name == "c2" && Math.Abs(first.Cuts[tree.Questions[0]] - 2.45) < 1e-9));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Every_kind_beats_the_base_rate_and_is_calibrated(string name)
    {
        var (_, score) = ModelComparison.Measure(Trainer(name), Known, Unknown, 1);

        Assert.IsGreaterThan(0.75, score.Auc);
        Assert.IsLessThan(ModelComparison.BaseRate(Known, Unknown).LogLoss - 0.05, score.LogLoss);
        Assert.IsLessThan(0.08, score.Ece);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Every_kind_is_the_same_for_the_same_seed_and_after_it_was_written(string name)
    {
        var model = Trainer(name).Fit(Known.Table, Known.Labels, 7);
        var again = Trainer(name).Fit(Known.Table, Known.Labels, 7);
        var read = Classifier.Read(model.Write());

        CollectionAssert.AreEqual(model.Predict(Unknown.Table), again.Predict(Unknown.Table));
        CollectionAssert.AreEqual(model.Predict(Unknown.Table), read.Predict(Unknown.Table));
        Assert.AreEqual(model.Predict(Unknown.Table)[5], model.Predict(Unknown.Table, 5));
        CollectionAssert.AreEqual(model.Explain(Unknown.Table, 5).ToArray(), read.Explain(Unknown.Table, 5).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Every_kind_names_the_cause_first(string name)
    {
        var model = Trainer(name).Fit(Known.Table, Known.Labels, 1);
        var leaving = new Table([Column.OfNumbers("tenure", [1]), Column.OfTexts("plan", ["basic"]), Column.OfNumbers("noise", [0.5]), Column.OfNumbers("calls", [double.NaN])]);

        var reasons = model.Explain(leaving, 0);

        var tenure = reasons.Single(reason => reason.Feature == "tenure");
        Assert.IsGreaterThan(0, tenure.Contribution);
        Assert.AreEqual("1", tenure.Value);
        Assert.IsTrue(reasons.Take(2).Any(reason => reason.Feature is "tenure" or "plan"));
        Assert.AreNotEqual("noise", reasons[0].Feature);
    }

    [TestMethod]
    public void What_boosting_gives_as_reasons_adds_up_to_its_log_odds()
    {
        var model = (BoostedModel)new BoostingTrainer().Fit(Known.Table, Known.Labels, 1);
        var roots = model.Members.Average(member => member.Start + member.Trees.Sum(tree => tree.Values[0]));

        var sum = model.Contributions(Unknown.Table.Take([3])).Sum();

        Assert.AreEqual(LogOdds.Of(model.Predict(Unknown.Table, 3)), roots + sum, 1e-9);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Odd_tables_break_nothing(string name)
    {
        var random = new SeededRandom(3);
        bool[] labels = [.. Enumerable.Range(0, 120).Select(i => i % 30 == 0)];
        var table = new Table(
        [
            Column.OfNumbers("constant", [.. labels.Select(_ => 5.0)]),
            Column.OfNumbers("empty", [.. labels.Select(_ => double.NaN)]),
            Column.OfNumbers("huge", [.. labels.Select(label => label ? 1e300 : -1e12 * random.NextDouble())]),
            Column.OfNumbers("gaps", [.. labels.Select(_ => random.NextDouble() < 0.9 ? double.NaN : 1)]),
            Column.OfTexts("own", [.. Enumerable.Range(0, 120).Select(i => $"name {i}")]),
            Column.OfTexts("none", [.. labels.Select(string? (_) => null)]),
        ]);

        var model = Trainer(name).Fit(table, labels, 1);
        var other = new Table([.. table.Columns.Select(column => column.IsNumber ? Column.OfNumbers(column.Name, [double.NaN, 1e308]) : Column.OfTexts(column.Name, ["new", null]))]);

        Assert.IsTrue(model.Predict(table).Concat(model.Predict(other)).All(p => p is > 0 and < 1), "a probability is out of range");
        Assert.ThrowsExactly<ArgumentException>(() => model.Predict(new Table([])));
    }

    /// <summary>A plan that is new, and a number that is missing for the first time, say nothing: they count as what most have.</summary>
    [TestMethod]
    [DataRow("decision_tree")]
    [DataRow("gradient_boosting")]
    public void What_was_never_met_goes_with_most_rows(string name)
    {
        bool[] labels = [.. Enumerable.Range(0, 1000).Select(i => i % 5 == 0)];
        var table = new Table([Column.OfTexts("plan", [.. labels.Select(label => label ? "left" : "stayed")])]);
        var numbers = new Table([Column.OfNumbers("late", [.. labels.Select(label => label ? 9.0 : 1)])]);

        var asked = Trainer(name).Fit(table, labels, 1).Predict(new([Column.OfTexts("plan", ["left", "stayed", "new", null])]));
        var counted = Trainer(name).Fit(numbers, labels, 1).Predict(new([Column.OfNumbers("late", [9, 1, double.NaN])]));

        Assert.IsTrue(asked[0] > 0.5 && asked[1] < 0.2 && asked[2] == asked[1] && asked[3] == asked[1], string.Join(' ', asked));
        Assert.IsTrue(counted[0] > 0.5 && counted[2] == counted[1], string.Join(' ', counted));
    }

    [TestMethod]
    public void A_table_of_one_column_and_few_rows_is_learned_from()
    {
        bool[] labels = [false, true, false, true, false, true, false, true];
        var table = new Table([Column.OfNumbers("x", [.. labels.Select((label, i) => label ? 10.0 + i : i)])]);

        foreach (var trainer in ModelComparison.Trainers)
        {
            Assert.HasCount(8, trainer.Fit(table, labels, 1).Predict(table));
        }
    }

    private static ITrainer Trainer(string name) => ModelComparison.Trainers.Single(trainer => trainer.Name == name);

    /// <summary>Who has been here for short or has the basic plan leaves; noise says nothing, and calls are known of half.</summary>
    private static LabelledTable Customers(int rows, long seed)
    {
        var random = new SeededRandom(seed);
        var (tenure, plan, noise, calls, labels) = (new double[rows], new string?[rows], new double[rows], new double[rows], new bool[rows]);
        for (var i = 0; i < rows; i++)
        {
            (tenure[i], noise[i]) = (Math.Floor(random.NextDouble() * 60), random.NextDouble());
            plan[i] = random.Next(3) switch { 0 => "basic", 1 => "plus", _ => random.Next(20) == 0 ? null : "pro" };
            calls[i] = random.Next(2) == 0 ? double.NaN : random.Next(8);
            var z = 1.5 - (0.08 * tenure[i]) + (plan[i] == "basic" ? 1.2 : -0.6) + (calls[i] > 5 ? 1 : 0);
            labels[i] = random.NextDouble() < 1 / (1 + Math.Exp(-z));
        }

        return new(new([Column.OfNumbers("tenure", tenure), Column.OfTexts("plan", plan), Column.OfNumbers("noise", noise), Column.OfNumbers("calls", calls)]), labels, 0);
    }
}
