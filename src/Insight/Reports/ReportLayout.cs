using ServiceBot.Insight.Metrics;

namespace ServiceBot.Insight.Reports;

/// <summary>A part of a page: figures parted by something.</summary>
/// <param name="By"><c>day</c>, <c>team</c>, <c>channel</c>, <c>category</c>, <c>agent</c> or <c>slot</c>.</param>
/// <param name="Metrics">The figures; parted by slot or agent, those of one slot each.</param>
/// <param name="Chart"><c>line</c>, <c>bar</c> or <c>stack</c>; null: the table is enough.</param>
public sealed record ReportBlock(string By, IReadOnlyList<Metric> Metrics, string? Chart = null);

/// <summary>What stands on the pages.</summary>
/// <param name="Tiles">Figures of the whole period, beside those of the one before.</param>
/// <param name="Blocks">Figures parted by something.</param>
/// <param name="Ages">Whether it tells how old the open requests are.</param>
public sealed record ReportLayout(IReadOnlyList<Metric> Tiles, IReadOnlyList<ReportBlock> Blocks, bool Ages = false)
{
    private static readonly Dictionary<string, ReportLayout> Pages = new(StringComparer.Ordinal)
    {
        ["overview"] = new(
            All("requests.opened", "requests.resolved", "backlog", "answer.time.median", "resolution.time.median", "sla.answer", "sla.resolution", "conversations", "bot.confirmed", "csat", "nps"),
            [Part("day", "line", "requests.opened", "requests.resolved", "conversations"), Part("channel", "bar", "requests.opened", "conversations"), Part("category", "bar", "requests.opened", "requests.resolved")]),
        ["satisfaction"] = new(
            All("csat", "nps", "ces", "ces.easy", "survey.response"),
            [Part("slot", "bar", "csat"), Part("slot", "bar", "survey.reasons"), Part("team", null, "csat", "nps", "ces", "survey.response"), Part("agent", null, "agents.csat"), Part("day", "line", "csat", "survey.response")]),
        ["times"] = new(
            All("answer.time.median", "answer.time.p90", "resolution.time.median", "resolution.time.p90", "wait.time.median", "wait.time.p90"),
            [
                Part("day", "line", "answer.time.median", "answer.time.p90"), Part("day", "line", "resolution.time.median", "resolution.time.p90"), Part("day", "line", "wait.time.median", "wait.time.p90"),
                Part("team", "bar", "answer.time.mean", "resolution.time.mean"), Part("category", "bar", "answer.time.mean", "resolution.time.mean"),
            ]),
        ["sla"] = new(
            All("sla.answer", "sla.resolution", "sla.answer.missed", "sla.resolution.missed"),
            [Part("day", "line", "sla.answer", "sla.resolution"), Part("slot", "bar", "sla.answer.missed"), Part("slot", "bar", "sla.resolution.missed"), Part("team", null, "sla.answer", "sla.resolution", "sla.answer.missed", "sla.resolution.missed")]),
        ["backlog"] = new(
            All("backlog", "backlog.end", "backlog.old", "requests.opened", "requests.resolved"),
            [Part("day", "line", "backlog.end", "backlog.old"), Part("day", "line", "requests.opened", "requests.resolved"), Part("team", "bar", "backlog"), Part("category", "bar", "backlog")],
            Ages: true),
        ["load"] = new(
            All("requests.resolved", "legs.taken", "wait.time.median", "agents.csat"),
            [Part("agent", "bar", "agents.resolved", "agents.legs", "agents.csat"), Part("team", "bar", "requests.opened", "requests.resolved", "backlog", "legs.taken")]),
        ["bot"] = new(
            All("conversations", "bot.confirmed", "bot.assumed", "bot.denied", "bot.requested", "bot.handed_over", "bot.refuted"),
            [Part("day", "line", "bot.confirmed", "bot.assumed", "bot.handed_over"), Part("channel", "bar", "conversations", "bot.confirmed", "bot.assumed", "bot.handed_over"), Part("category", "bar", "conversations", "bot.confirmed", "bot.denied", "bot.refuted")]),
        ["queue"] = new(All("legs.taken", "wait.time.median", "wait.time.p90"), []),
    };

    /// <summary>The pages' names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Pages.Keys];

    /// <summary>Those that can be mailed; a queue that is read in the mail is another by then.</summary>
    public static IReadOnlyList<string> Mailed { get; } = [.. Pages.Keys.Except(["queue"])];

    /// <summary>A page by its name, or null.</summary>
    public static ReportLayout? Find(string name) => Pages.GetValueOrDefault(name);

    private static List<Metric> All(params string[] ids) => [.. ids.Select(MetricDictionary.Get)];

    private static ReportBlock Part(string by, string? chart, params string[] ids) => new(by, All(ids), chart);
}
