using ServiceBot.Insight.Learning.Models;
using ServiceBot.Insight.Learning.Scores;

namespace ServiceBot.Tests.Insight.Learning;

/// <summary>Coefficients of scikit-learn and statsmodels.</summary>
[TestClass]
public sealed class LinearTests
{
    private const double NoShrinkage = 1e9;

    private static readonly double[] Hours = [.5, .75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5];
    private static readonly bool[] Passed = [.. "00000010101010111111".Select(letter => letter == '1')];

    /// <summary>Spector and Mazzeo (1980): grade point average, test score, new teaching method; whether the grade rose.</summary>
    private static readonly double[][] Students =
    [
        [2.66, 20, 0], [2.89, 22, 0], [3.28, 24, 0], [2.92, 12, 0], [4.00, 21, 0], [2.86, 17, 0], [2.76, 17, 0], [2.87, 21, 0], [3.03, 25, 0], [3.92, 29, 0], [2.63, 20, 0],
        [3.32, 23, 0], [3.57, 23, 0], [3.26, 25, 0], [3.53, 26, 0], [2.74, 19, 0], [2.75, 25, 0], [2.83, 19, 0], [3.12, 23, 1], [3.16, 25, 1], [2.06, 22, 1], [3.62, 28, 1],
        [2.89, 14, 1], [3.51, 26, 1], [3.54, 24, 1], [2.83, 27, 1], [3.39, 17, 1], [2.67, 24, 1], [3.65, 21, 1], [4.00, 23, 1], [3.10, 21, 1], [2.39, 19, 1],
    ];

    private static readonly bool[] Rose = [.. "00001000010001000001010011101101".Select(letter => letter == '1')];

    [TestMethod]
    public void Hours_of_study_weigh_what_the_references_say()
    {
        double[][] rows = [.. Hours.Select(hour => new[] { hour })];

        Same([1.50465, -4.07771], Fit(rows, Passed, NoShrinkage), 1e-4);
        Same([1.148604, -3.139524], Fit(rows, Passed, 1), 1e-5);
        Same([1.449399, -3.932994], Fit(rows, Passed, 10), 1e-5);
    }

    [TestMethod]
    public void Spectors_students_weigh_what_the_references_say()
    {
        Same([2.826113, 0.095158, 2.378688, -13.02135], Fit(Students, Rose, NoShrinkage), 1e-4);
        Same([1.210087, 0.130152, 1.162145, -7.949012], Fit(Students, Rose, 1), 1e-4);
        Same([0.977497, 0.327084, 0.893015, -0.926459], Fit(Standardised(Students), Rose, 1), 1e-4);
    }

    [TestMethod]
    public void Two_kinds_of_iris_are_parted_as_by_scikit_learn()
    {
        var rows = Iris.Flowers[50..];
        bool[] virginica = [.. Iris.Kinds[50..].Select(kind => kind == 2)];

        var fitted = Fit(rows, virginica, 1);
        Same([-0.394431, -0.513270, 2.930750, 2.417043, -14.430804], fitted, 1e-4);
        var data = LinearRows.Of(rows);
        Assert.AreEqual(0.9952, RankScore.Auc([.. Enumerable.Range(0, 100).Select(row => data.Dot(fitted.AsSpan(0, 4), row))], virginica), 1e-4);

        var (weights, intercept) = SvmTrainer.Fit(data, virginica, [.. Enumerable.Range(0, 100)], 1, 1, 100, 1e-6, 200_000, 1);
        Same([-0.595485, -0.975911, 2.032169, 2.006109], weights, 5e-3);
        Assert.AreEqual(-6.781127, intercept, 2e-2);  // it is held a little, where theirs is free
        Assert.AreEqual(23, Enumerable.Range(0, 100).Count(row => (virginica[row] ? 1 : -1) * (data.Dot(weights, row) + intercept) <= 1 + 1e-3));
    }

    private static double[] Fit(double[][] rows, bool[] labels, double cost)
    {
        var (weights, intercept) = LogisticTrainer.Fit(LinearRows.Of(rows), labels, cost);
        return [.. weights, intercept];
    }

    private static double[][] Standardised(double[][] rows)
    {
        var means = rows[0].Select((_, i) => rows.Average(row => row[i])).ToArray();
        var deviations = means.Select((mean, i) => Math.Sqrt(rows.Average(row => Math.Pow(row[i] - mean, 2)))).ToArray();
        return [.. rows.Select(row => row.Select((value, i) => (value - means[i]) / deviations[i]).ToArray())];
    }

    private static void Same(double[] expected, double[] actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], tolerance, $"weight {i}");
        }
    }
}
