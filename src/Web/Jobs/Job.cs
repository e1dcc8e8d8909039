using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Forecasting.Own;
using ServiceBot.Insight.Recommending.Own;
using ServiceBot.Insight.Reports;
using ServiceBot.Insight.Segments.Cells;
using ServiceBot.Insight.Segments.Own;
using ServiceBot.Insight.Value.Own;

namespace ServiceBot.Web.Jobs;

/// <summary>Something that is done at certain times, by one node.</summary>
/// <param name="Name">Its name, which is also that of its setting below <c>Jobs</c>.</param>
/// <param name="En">What it does, in English.</param>
/// <param name="Zh">The same in Chinese.</param>
/// <param name="WorkAsync">Does it. What was done already is not done again: a run that was broken off is begun anew.</param>
internal sealed record Job(string Name, string En, string Zh, Func<IServiceProvider, CancellationToken, Task> WorkAsync)
{
    /// <summary>All of them: whatever time itself causes in insight.</summary>
    public static IReadOnlyList<Job> All { get; } =
    [
        new("figures", "Computes everybody's figures of the new day", "计算所有客户当天的指标", (services, cancellationToken) => services.GetRequiredService<RefreshFeatures>().RefreshAsync(cancellationToken)),
        new("cells", "Sorts customers into cells of recency and frequency", "按最近一次消费和频率划分客户", (services, cancellationToken) => services.GetRequiredService<KeepCells>().RefreshAsync(cancellationToken)),
        new("churn", "Has models learn who will leave, if that is due", "到期时重新训练流失模型", (services, cancellationToken) => services.GetRequiredService<TrainChurn>().AskIfDueAsync(cancellationToken)),
        new("clusters", "Looks for clusters of customers, if that is due", "到期时重新寻找客户聚类", (services, cancellationToken) => services.GetRequiredService<FindClusters>().WorkAsync(cancellationToken)),
        new("value", "Computes what customers are worth, if that is due", "到期时重新计算客户价值", (services, cancellationToken) => services.GetRequiredService<FitValue>().WorkAsync(cancellationToken)),
        new("forecasts", "Forecasts orders, revenue and requests of another day", "按新的一天预测订单、营收与服务单", (services, cancellationToken) => services.GetRequiredService<MakeForecasts>().WorkAsync(cancellationToken)),
        new("suggestions", "Finds what goes with what customers bought", "找出与客户所购商品相配的商品", (services, cancellationToken) => services.GetRequiredService<MakeSuggestions>().WorkAsync(cancellationToken)),
        new("letters", "Mails the reports that are due", "发送到期的报表邮件", (services, cancellationToken) => services.GetRequiredService<ReportLetters>().SendAsync(cancellationToken)),
        new("drift", "Tells managers when customers are no longer as they were when the model in use was learned", "客户与模型训练时明显不同时通知经理", (services, cancellationToken) => services.GetRequiredService<WatchDrift>().HandleAsync(cancellationToken)),
    ];

    /// <summary>The one of a name, or null.</summary>
    public static Job? Find(string name) => All.FirstOrDefault(job => job.Name == name);
}
