using System.Diagnostics;
using ServiceBot.Insight.Learning.Models;
using ServiceBot.Insight.Learning.Scores;
using ServiceBot.Insight.Learning.Tables;
using ServiceBot.Insight.Learning.Trees;

namespace ServiceBot.Insight.Learning;

/// <summary>How right a model was on rows that it has not learned from.</summary>
/// <param name="Model">The kind.</param>
/// <param name="Auc">See <see cref="RankScore.Auc"/>.</param>
/// <param name="AveragePrecision">See <see cref="RankScore.AveragePrecision"/>.</param>
/// <param name="LogLoss">See <see cref="ProbabilityScore.LogLoss"/>.</param>
/// <param name="Brier">See <see cref="ProbabilityScore.Brier"/>.</param>
/// <param name="Lift10">See <see cref="RankScore.Lift"/>, of the top tenth.</param>
/// <param name="Ece">See <see cref="ProbabilityScore.CalibrationError"/>, of ten bins.</param>
/// <param name="TrainSeconds">How long learning took.</param>
public sealed record ModelScore(string Model, double Auc, double AveragePrecision, double LogLoss, double Brier, double Lift10, double Ece, double TrainSeconds)
{
    /// <summary>Measures probabilities.</summary>
    public static ModelScore Of(string model, double[] probability, bool[] happened, TimeSpan trained) => new(
        model,
        RankScore.Auc(probability, happened),
        RankScore.AveragePrecision(probability, happened),
        ProbabilityScore.LogLoss(probability, happened),
        ProbabilityScore.Brier(probability, happened),
        RankScore.Lift(probability, happened, 0.1),
        ProbabilityScore.CalibrationError(probability, happened, 10),
        trained.TotalSeconds);
}

/// <summary>All kinds of models, side by side.</summary>
public static class ModelComparison
{
    private const int RowsToWarmUp = 400;

    /// <summary>The kinds, with what serves every table.</summary>
    public static IReadOnlyList<ITrainer> Trainers { get; } =
        [new LogisticTrainer(), new TreeTrainer(), new ForestTrainer(), new BoostingTrainer(), new SvmTrainer(), new NetTrainer()];

    /// <summary>Learns with one kind, and measures it on other rows.</summary>
    /// <param name="trainer">The kind.</param>
    /// <param name="train">What it learns from.</param>
    /// <param name="test">What it is measured on.</param>
    /// <param name="seed">See <see cref="ITrainer.Fit"/>.</param>
    public static (Classifier Model, ModelScore Score) Measure(ITrainer trainer, LabelledTable train, LabelledTable test, long seed)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        var start = Stopwatch.GetTimestamp();
        var model = trainer.Fit(train.Table, train.Labels, seed);
        var trained = Stopwatch.GetElapsedTime(start);
        return (model, ModelScore.Of(trainer.Name, model.Predict(test.Table), test.Labels, trained));
    }

    /// <summary>What promises every customer the share that it happened to: what any model has to beat.</summary>
    public static ModelScore BaseRate(LabelledTable train, LabelledTable test)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        var probability = new double[test.Labels.Length];
        Array.Fill(probability, train.BaseRate);
        return ModelScore.Of("base_rate", probability, test.Labels, TimeSpan.Zero);
    }

    /// <summary>Measures one kind on the rows to learn from: each part of them is predicted by a model that has learned from the others.</summary>
    /// <param name="trainer">The kind.</param>
    /// <param name="train">The rows.</param>
    /// <param name="parts">How many parts, 2 or more.</param>
    /// <param name="seed">Deals the parts.</param>
    /// <returns>The score of all predictions together; the seconds are those of one model.</returns>
    public static ModelScore CrossValidate(ITrainer trainer, LabelledTable train, int parts, long seed)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(train);
        var dealt = Parts.Of(train.Labels, parts, seed);
        var probability = new double[train.Labels.Length];
        var trained = TimeSpan.Zero;
        for (var part = 0; part < parts; part++)
        {
            var (inside, outside) = Parts.Rows(dealt, part);
            var start = Stopwatch.GetTimestamp();
            var model = trainer.Fit(train.Table.Take(outside), Array.ConvertAll(outside, row => train.Labels[row]), seed);
            trained += Stopwatch.GetElapsedTime(start) / parts;
            var predicted = model.Predict(train.Table.Take(inside));
            for (var i = 0; i < inside.Length; i++)
            {
                probability[inside[i]] = predicted[i];
            }
        }

        return ModelScore.Of(trainer.Name, probability, train.Labels, trained);
    }

    /// <summary>Learns once from a few rows, so that what is measured afterwards is learning and not .NET's compiling.</summary>
    public static void WarmUp(ITrainer trainer, LabelledTable train)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(train);
        var some = Parts.Rows(Parts.Of(train.Labels, Math.Max(1, train.Labels.Length / RowsToWarmUp), 1), 0).Inside;
        trainer.Fit(train.Table.Take(some), Array.ConvertAll(some, row => train.Labels[row]), 1);
    }
}
