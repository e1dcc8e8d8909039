using ServiceBot.Language.Evaluation;

namespace ServiceBot.Tests.Language;

[TestClass]
public sealed class IntentMetricsTests
{
    [TestMethod]
    public void Macro_f1_is_the_mean_over_expected_intents()
    {
        // a: tp 1, fn 1, fp 1 → 0.5; b: tp 1, fp 1, fn 1 → 0.5; c: never found → 0
        var f1 = IntentMetrics.MacroF1([Of("a", "a"), Of("a", "b"), Of("b", "b"), Of("b", "a"), Of("c", null)]);

        Assert.AreEqual(1.0 / 3, f1, 1e-12);
    }

    [TestMethod]
    public void Calibration_error_is_the_gap_between_confidence_and_truth()
    {
        // Two at 0.9 of which one is right: |0.9 - 0.5|.
        Assert.AreEqual(0.4, IntentMetrics.ExpectedCalibrationError([Of("a", "a", 0.9), Of("a", "b", 0.9)]), 1e-12);
        Assert.AreEqual(0, IntentMetrics.ExpectedCalibrationError([Of("a", "a", 1), Of("b", "b", 1)]), 1e-12);
    }

    [TestMethod]
    [DataRow(new[] { 0.9, 0.8 }, new[] { 0.1, 0.2 }, 1.0)]
    [DataRow(new[] { 0.1 }, new[] { 0.9 }, 0.0)]
    [DataRow(new[] { 0.5 }, new[] { 0.5 }, 0.5)]
    [DataRow(new[] { 0.9, 0.3 }, new[] { 0.1, 0.5 }, 0.75)]
    [DataRow(new[] { 0.9 }, new double[0], 0.0)]
    public void Auroc_is_the_chance_that_a_message_in_scope_scores_higher(double[] inside, double[] outside, double expected)
    {
        Assert.AreEqual(expected, IntentMetrics.Auroc(inside, outside), 1e-12);
    }

    [TestMethod]
    public void The_threshold_parts_what_is_in_scope_from_what_is_not()
    {
        var threshold = IntentMetrics.BestThreshold(
            [Of("a", "a", inScope: 0.9), Of("a", "a", inScope: 0.7)], [Of(null, "a", inScope: 0.2), Of(null, "a", inScope: 0.3)]);

        Assert.AreEqual(0.5, threshold, 1e-12);
    }

    [TestMethod]
    public void Nothing_measured_is_zero()
    {
        Assert.AreEqual(0, IntentMetrics.MacroF1([]));
        Assert.AreEqual(0, IntentMetrics.ExpectedCalibrationError([]));
        Assert.AreEqual(0.5, IntentMetrics.BestThreshold([], []));
    }

    private static IntentPrediction Of(string? expected, string? predicted, double probability = 1, double inScope = 1) =>
        new("", expected, predicted, probability, inScope);
}
