namespace ServiceBot.Insight.Metrics;

/// <summary>Every figure of the reports, once.</summary>
public static class MetricDictionary
{
    private static readonly Dictionary<string, Metric> ById = List().ToDictionary(metric => metric.Id, StringComparer.Ordinal);

    /// <summary>All of them, in the order of the pages.</summary>
    public static IReadOnlyList<Metric> All { get; } = [.. ById.Values];

    /// <summary>A metric by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static Metric Get(string id) => ById[id];

    /// <summary>A metric by its name, or null.</summary>
    public static Metric? Find(string id) => ById.GetValueOrDefault(id);

    private static IEnumerable<Metric> List()
    {
        yield return Count("requests.opened", Measure.Opened, new("Requests opened", "新增请求"), new("Service requests by the day on which they were opened.", "按创建日期统计的服务请求数。"));
        yield return Count("requests.resolved", Measure.Resolved, new("Requests resolved", "已解决请求"), new("Service requests by the day on which they were resolved, the last time if they were opened again.", "按解决日期统计的服务请求数；重新打开过的按最后一次解决计。"));
        yield return Count("backlog", Measure.Open, new("Open requests", "未结请求"), new("Requests that are neither resolved nor closed nor withdrawn now, by the day on which they were opened.", "当前尚未解决、关闭或撤回的请求，按创建日期统计。"), -1);
        yield return Count("backlog.end", Measure.Backlog, new("Open at the end", "期末未结"), new("Requests that were opened on the last day or before, and ended later or not yet. What was resolved and opened again counts as open in between.", "在最后一天或之前创建、此后才结束或尚未结束的请求；重新打开过的请求期间视为未结。"), -1);
        yield return Count("backlog.old", Measure.OldBacklog, new("Older than a week", "超过一周未结"), new("Those among them that had been opened at least seven days before the last day.", "其中在最后一天的七天前或更早创建的请求。"), -1);
        foreach (var (id, measure, name, definition) in new[]
        {
            ("answer.time", Measure.AnswerTime, new Bilingual("First answer", "首次响应"), new Bilingual("work time from the opening of a request to the desk's first answer, by the day of the answer", "从请求创建到客服首次响应的工作时间，按响应日期统计")),
            ("resolution.time", Measure.ResolutionTime, new("Resolution", "解决时长"), new("work time from the opening of a request to its resolution, without the time in which it waited for the customer or a third party, by the day of the resolution", "从请求创建到解决的工作时间，不含等待客户或第三方的时间，按解决日期统计")),
            ("wait.time", Measure.WaitTime, new("Wait for a person", "等待人工"), new("time from the wish for a person to an agent's taking the conversation, by the day of the taking", "从客户要求人工到客服接入的时间，按接入日期统计")),
        })
        {
            yield return new($"{id}.median", new($"{name.En}, median", $"{name.Zh}（中位数）"), new($"Median {definition.En}.", $"{definition.Zh}，取中位数。"), MetricUnit.Seconds, MetricKind.Median, [measure]) { Good = -1 };
            yield return new($"{id}.p90", new($"{name.En}, 90 %", $"{name.Zh}（90 分位）"), new($"90th percentile of the {definition.En}.", $"{definition.Zh}，取第 90 百分位数。"), MetricUnit.Seconds, MetricKind.Ninetieth, [measure]) { Good = -1 };
        }

        yield return Mean("answer.time.mean", Measure.Answered, new("First answer, mean", "首次响应（平均）"), new("Mean work time to the desk's first answer, by the day of the answer.", "客服首次响应的平均工作时间，按响应日期统计。"));
        yield return Mean("resolution.time.mean", Measure.Resolved, new("Resolution, mean", "解决时长（平均）"), new("Mean work time to the resolution, by its day.", "解决所用的平均工作时间，按解决日期统计。"));
        yield return new(
            "sla.answer", new("First answer in time", "首次响应达标率"), new("Share of requests whose first answer was in time, among those whose target is decided, by the day of opening.", "首次响应按时的请求占已判定请求的比例，按创建日期统计。"),
            MetricUnit.Share, MetricKind.ShareOfAll, [Measure.AnswerMet, Measure.AnswerMissed])
        { Good = 1 };
        yield return new(
            "sla.resolution", new("Resolved in time", "按时解决率"), new("Share of requests that were resolved in time, among those whose target is decided, by the day of opening.", "按时解决的请求占已判定请求的比例，按创建日期统计。"),
            MetricUnit.Share, MetricKind.ShareOfAll, [Measure.ResolutionMet, Measure.ResolutionMissed])
        { Good = 1 };
        yield return Count("sla.answer.missed", Measure.AnswerMissed, new("First answers too late", "首次响应超时"), new("Requests whose first answer was not in time, by the day of opening and by cause.", "首次响应未按时的请求，按创建日期和原因统计。"), -1);
        yield return Count("sla.resolution.missed", Measure.ResolutionMissed, new("Resolutions too late", "解决超时"), new("Requests that were not resolved in time, by the day of opening and by cause.", "未按时解决的请求，按创建日期和原因统计。"), -1);
        yield return new("csat", new("CSAT", "满意度 CSAT"), new("Share of 4 and 5 among answers of 1 to 5, by the day of the answer.", "1 至 5 分中 4 分和 5 分所占比例，按回答日期统计。"), MetricUnit.Share, MetricKind.Csat, [Measure.Csat]) { Good = 1 };
        yield return new("nps", new("NPS", "净推荐值 NPS"), new("Percentage of 9 and 10 less that of 0 to 6, by the day of the answer.", "9–10 分的百分比减去 0–6 分的百分比，按回答日期统计。"), MetricUnit.Points, MetricKind.Nps, [Measure.Nps]) { Good = 1 };
        yield return new("ces", new("CES", "费力度 CES"), new("Mean of answers of 1, hard, to 7, easy, by the day of the answer.", "1（困难）至 7（容易）的平均分，按回答日期统计。"), MetricUnit.Score, MetricKind.Ces, [Measure.Ces]) { Good = 1 };
        yield return new("ces.easy", new("Found it easy", "认为容易的比例"), new("Share of 5 to 7 among answers of 1 to 7.", "1 至 7 分中 5 分及以上所占比例。"), MetricUnit.Share, MetricKind.Easy, [Measure.Ces]) { Good = 1 };
        yield return new("survey.response", new("Response rate", "回复率"), new("Share of surveys that were answered, by the day on which they were asked.", "已回答的调查所占比例，按发出日期统计。"), MetricUnit.Share, MetricKind.ShareOfSecond, [Measure.Answers, Measure.Asked]) { Good = 1 };
        yield return Count("survey.reasons", Measure.Reason, new("Reasons", "评价原因"), new("Answers that say what mattered most, by the day of the answer.", "说明主要原因的回答，按回答日期统计。"));
        yield return Count("survey.comments", Measure.Comment, new("Comments", "客户留言"), new("Answers with the customer's own words, by the day of the answer.", "带有客户留言的回答，按回答日期统计。"));
        yield return Count("conversations", Measure.Conversations, new("Conversations", "对话"), new("Conversations in which the customer said something, by the day on which they were opened; counted when they first rest.", "客户发过言的对话，按开始日期统计；首次静默后计入。"));
        foreach (var (slot, good, name, definition) in new[]
        {
            ("confirmed", 1, new Bilingual("Settled, confirmed", "机器人解决（已确认）"), new Bilingual("in which the customer said that it helped", "客户确认有帮助的")),
            ("assumed", 0, new("Settled, assumed", "机器人解决（推定）"), new("that ended with the bot, without any word whether it helped", "由机器人结束且客户未表态的")),
            ("denied", -1, new("Did not help", "没有帮助"), new("in which the customer said that it did not help", "客户表示没有帮助的")),
            ("requested", 0, new("Became a request", "转为请求"), new("in which a request was opened and no person wanted", "创建了请求且未转人工的")),
            ("handed_over", 0, new("Handed over", "转人工"), new("in which a person was wanted", "要求转人工的")),
        })
        {
            yield return new(
                $"bot.{slot}", name, new($"Share of conversations {definition.En}.", $"{definition.Zh}对话所占比例。"), MetricUnit.Share, MetricKind.ShareOfSecond, [Measure.Conversations, Measure.Conversations], slot)
            { Good = good };
        }

        yield return Count("bot.refuted", Measure.Refuted, new("Settled, but came back", "七日内再次联系"), new("Conversations that the bot seemed to have settled and whose customer came back within seven days.", "看似已由机器人解决、但客户七日内再次联系的对话。"), -1);
        yield return Count("legs.taken", Measure.Taken, new("Conversations taken", "人工接入"), new("Conversations that waited and were taken by a person, by the day of the taking.", "等待后由客服接入的对话，按接入日期统计。"));
        yield return Count("agents.resolved", Measure.AgentResolved, new("Resolved by agents", "客服解决数"), new("Requests by who resolved them or answered them last, by the day of the resolution.", "按解决人或最后回复人统计的请求，按解决日期统计。"));
        yield return Count("agents.legs", Measure.AgentLegs, new("Held by agents", "客服接待数"), new("Conversations that agents held, by agent and by the day on which they took them.", "客服接待的对话，按接入日期统计。"));
        yield return Mean("agents.csat", Measure.AgentCsat, new("Agents' CSAT", "客服满意度"), new("Share of 4 and 5 among the answers about an agent, by the day of the answer.", "针对客服的评价中 4 分和 5 分的比例，按回答日期统计。"), MetricUnit.Share, 1);
    }

    private static Metric Count(string id, Measure measure, Bilingual name, Bilingual definition, int good = 0) =>
        new(id, name, definition, MetricUnit.Count, MetricKind.Count, [measure]) { Good = good };

    private static Metric Mean(string id, Measure measure, Bilingual name, Bilingual definition, MetricUnit unit = MetricUnit.Seconds, int good = -1) =>
        new(id, name, definition, unit, MetricKind.Mean, [measure]) { Good = good };
}
