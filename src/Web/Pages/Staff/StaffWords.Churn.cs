using System.Globalization;
using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Learning.Models;
using Feature = ServiceBot.Insight.Features.Feature;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of figures about customers and of what is expected of them.</summary>
public sealed partial class StaffWords
{
    public string Churn => T("Who may leave", "流失预警");
    public string ChurnScored => T("Customers with a score", "已评分客户");
    public string ChurnExpected => T("Expected to leave", "预计流失");
    public string ChurnWorthCaring => T("Worth caring for", "值得挽留");
    public string ChurnAbove(double threshold) => T($"from {Share(threshold)} on, by the costs of the settings", $"按设置的成本，概率 {Share(threshold)} 起");
    public string ChurnDrift => T("Change of scores", "评分漂移");
    public string ChurnDriftHint(bool isMuch) => isMuch ? T("Customers are not as they were when this was learned: learn anew.", "客户与训练时已明显不同，请重新训练。") : T("much as when this was learned", "与训练时基本一致");
    public string ChurnRiskiest => T("The likeliest to leave", "最可能流失的客户");
    public string ChurnNone => T("Nobody has a score yet. It takes some hundreds of customers, some of whom have left, over more than twice the horizon, and a model that is better than the share of all.", "还没有评分。需要数百名客户（其中一部分已流失）、超过预测期两倍的历史，以及优于总体比例的模型。");
    public string ChurnWhy => T("Why", "原因");
    public string ChurnProbability => T("Probability", "概率");
    public string ChurnModels => T("Models", "模型");
    public string ChurnModel => T("Model", "模型");
    public string ChurnModelsHint => T("All learned from the same rows and were measured on later ones that none had seen. Log loss, Brier score and calibration error: lower is better; the others: higher. No model is better than the share of all unless its log loss is below it.", "所有模型使用相同的训练数据，并在更晚的、未见过的数据上评估。对数损失、Brier 分数和校准误差越低越好，其余越高越好。对数损失不低于“总体比例”的模型没有价值。");
    public string ChurnPrecision => T("Average precision", "平均精确率");
    public string ChurnLogLoss => T("Log loss", "对数损失");
    public string ChurnLift => T("Lift, first tenth", "前 10% 提升度");
    public string ChurnEce => T("Calibration error", "校准误差");
    public string ChurnUsed => T("in use", "使用中");
    public string ChurnUse => T("Use", "启用");
    public string ChurnUsedBy(string who, DateTimeOffset at) => T($"{who}, {Ago(at)}", $"{who}，{Ago(at)}");
    public string ChurnKept => T("Its scores are computed in a moment.", "评分稍后更新。");
    public string ChurnCurve => T("What it promised, and what came of it", "预测与实际");
    public string ChurnPromised => T("Promised", "预测");
    public string ChurnObserved => T("Left", "实际流失");
    public string ChurnRowCount => T("Rows", "行数");
    public string ChurnTrainings => T("Learning", "训练");
    public string ChurnTrain => T("Learn now", "立即训练");
    public string ChurnAsked => T("Asked for", "发起");
    public string ChurnState => T("State", "状态");
    public string ChurnLearnedFrom => T("Learned from", "训练数据");
    public string ChurnMeasuredOn => T("Measured on", "评估数据");
    public string ChurnRollBack => T("Roll back to the one before", "回退到之前的模型");
    public string ChurnNoBefore => T("No other model was in use before.", "之前没有使用过其他模型。");
    public string ChurnProgress => T("How far it is", "进度");
    public string ModelOrigin => T("Where it comes from", "来源");
    public string ModelMade => T("Learned", "训练时间");
    public string ModelLeaving => T("What it predicts", "预测目标");
    public string ModelSeed => T("Seed", "随机种子");
    public string ModelParameters => T("Parameters", "参数");
    public string ModelPutToUse => T("Put to use", "启用");
    public string ModelDrifted => T("Managers were told that customers have changed", "已通知经理客户发生变化");
    public string ModelQuality => T("How right it was", "评估结果");
    public string ModelTook => T("Learning took", "训练耗时");
    public string ModelFigures => T("What it looks at", "使用的指标");
    public string ModelFigure => T("Figure", "指标");
    public string ModelUsual => T("Usual", "通常");
    public string ChurnBusy => T("It is learning already.", "训练正在进行。");
    public string ChurnNoModel => T("There is no such model that predicts.", "没有该模型，或其不可用于预测。");
    public string ChurnRows(int rows, int left) => T($"{rows:N0} rows, {left:N0} left", $"{rows:N0} 行，流失 {left:N0}");
    public string Figures360 => T("Figures", "客户数据");
    public string FiguresHint => T("Computed of what happened; what segments and scores are made of.", "根据往来计算，用于分群和评分。");
    public string Usually(string value) => T($"usual: {value}", $"通常：{value}");
    public string Raises => T("speaks for leaving", "提高流失可能");
    public string Lowers => T("speaks for staying", "降低流失可能");

    /// <summary>What leaving means, in a sentence.</summary>
    public string ChurnMeans(ChurnMeaning meaning, int days) => meaning switch
    {
        ChurnMeaning.NoOrder => T($"Leaving: a customer who has bought buys nothing for {days} days.", $"流失定义：曾购买的客户在 {days} 天内没有再次下单。"),
        ChurnMeaning.NoContract => T($"Leaving: a customer with a contract has none {days} days later.", $"流失定义：有合同的客户在 {days} 天后没有有效合同。"),
        _ => T($"Leaving: nothing is heard of a customer for {days} days.", $"流失定义：{days} 天内没有任何往来。"),
    };

    public string ModelKind(string kind) => kind switch
    {
        "base_rate" => T("Share of all, to compare with", "总体比例（对照）"),
        "logistic_regression" => T("Logistic regression", "逻辑回归"),
        "decision_tree" => T("Decision tree", "决策树"),
        "random_forest" => T("Random forest", "随机森林"),
        "gradient_boosting" => T("Gradient boosting", "梯度提升"),
        "linear_svm" => T("Linear support vector machine", "线性支持向量机"),
        "neural_net" => T("Neural net", "神经网络"),
        _ => kind,
    };

    public string TrainingStep(string step) => step switch
    {
        "asked" => T("asked for", "已发起"),
        "reading" => T("reads what happened", "读取历史"),
        "learning" => T("learns", "训练中"),
        "scoring" => T("computes scores", "计算评分"),
        "done" => T("done: the best is in use", "完成：已启用最佳模型"),
        "no_better" => T("done: none was better than what is in use", "完成：没有更好的模型"),
        "too_few" => T("too few customers or leavers to learn from", "客户或流失样本太少"),
        _ => T("failed: see the log", "失败：请查看日志"),
    };

    /// <summary>A figure's name.</summary>
    public string FeatureName(string name) => Feature.All.FirstOrDefault(feature => feature.Name == name) is { } feature ? T(feature.En, feature.Zh) : name;

    /// <summary>A figure as people read it.</summary>
    public static string FeatureText(string? value) => double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? FeatureText(number) : value ?? "–";

    /// <summary>A figure as people read it.</summary>
    public static string FeatureText(double value) => double.IsNaN(value) ? "–" : value.ToString(Math.Abs(value) >= 10 ? "#,0.#" : "0.##", CultureInfo.InvariantCulture);

    /// <summary>Why, in words.</summary>
    public string ReasonText(Reason reason) => $"{FeatureName(reason.Feature)}: {FeatureText(reason.Value)} ({Usually(FeatureText(reason.Usual))})";

    /// <summary>A probability or share.</summary>
    public static string Share(double share) => double.IsNaN(share) ? "–" : share.ToString("0.0%", CultureInfo.InvariantCulture);

    /// <summary>A measure of a model.</summary>
    public static string Measure(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";
}
