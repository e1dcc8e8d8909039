using System.Globalization;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Outreach.Outcomes;
using ServiceBot.Outreach.Running;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of templates and campaigns.</summary>
public sealed partial class StaffWords
{
    public string Outreach => T("Outreach", "外联");
    public string Campaigns => T("Campaigns", "活动");
    public string Templates => T("Templates", "模板");
    public string CampaignsLead => T("Write to customers first: to whom, when, what for, and what it changed.", "主动联系客户：联系谁、何时、为何，以及带来了什么变化。");
    public string NoCampaigns => T("There is no campaign yet.", "还没有活动。");
    public string NoTemplates => T("There is no template yet. A campaign says what a template says.", "还没有模板。活动发送的内容来自模板。");
    public string NewCampaign => T("New campaign", "新建活动");
    public string NewTemplate => T("New template", "新建模板");
    public string CampaignStart => T("Start", "启动");
    public string CampaignGoOn => T("Go on", "继续");
    public string CampaignPause => T("Pause", "暂停");
    public string CampaignEnd => T("End", "结束");
    public string CampaignRehearse => T("Rehearse", "预演");
    public string CampaignPlan => T("Plan", "方案");
    public string CampaignWhat => T("What for", "目的");
    public string CampaignWho => T("Who", "对象");
    public string CampaignEntered => T("Entered", "进入");
    public string CampaignContacted => T("Written to", "已联系");
    public string CampaignAnswered => T("Answered", "已回复");
    public string CampaignStopped => T("Stopped it", "已退订");
    public string CampaignReached => T("Did it", "达成目标");
    public string CampaignShare => T("Share", "比例");
    public string CampaignValue => T("Worth", "价值");
    public string CampaignSpent => T("Spent", "花费");
    public string CampaignEffect => T("What it changed", "效果");
    public string CampaignEffectHint => T(
        "Compared with customers to whom nothing was done. The ranges hold at every look, so you may look as often as you like and stop when you like.",
        "与未做任何联系的客户对比。区间在每次查看时都有效，可随时查看、随时停止。");
    public string CampaignSteps => T("Step by step", "逐步进展");
    public string CampaignRefused => T("Who could not enter", "未能进入的客户");
    public string CampaignParticipants => T("Who takes part", "参与客户");
    public string CampaignName => T("Name", "名称");
    public string CampaignPurpose => T("Purpose of the consent", "同意用途");
    public string CampaignEntry => T("Who enters", "谁进入");
    public string CampaignSegment => T("Segment", "分群");
    public string CampaignSignal => T("What happens", "发生什么");
    public string CampaignAt => T("When (their list is gone through)", "何时开始");
    public string CampaignPerDay => T("How many a day", "每天人数");
    public string CampaignAgain => T("Again after days (empty: never)", "多少天后可再次进入（空：不再）");
    public string CampaignChannels => T("Channels, the first that reaches them", "渠道（按顺序取第一个可达的）");
    public string CampaignHoldout => T("Left alone to compare with (%)", "留作对照的比例（%）");
    public string CampaignExcept => T("Never to members of", "排除分群");
    public string CampaignGoal => T("Goal", "目标");
    public string CampaignGoalDays => T("Within days", "天数");
    public string CampaignGoalText(CampaignGoal goal) => T($"{GoalName(goal.Kind)} within {goal.Days} days", $"{goal.Days} 天内{GoalName(goal.Kind)}");
    public string CampaignBudget => T("Budget (empty: any)", "预算（空：不限）");
    public string CampaignEndsAtGoal => T("Who reached the goal hears no more of it", "达成目标后不再联系");
    public string CampaignAddStep => T("Add a step", "添加步骤");
    public string CampaignRemove => T("Remove", "删除");
    public string CampaignUp => T("Up", "上移");
    public string CampaignStepSend => T("Write", "发送");
    public string CampaignStepWait => T("Wait", "等待");
    public string CampaignStepIf => T("If", "判断");
    public string CampaignStepAsk => T("Ask a person", "请人工处理");
    public string CampaignHours => T("hours", "小时");
    public string CampaignTeam => T("Team (empty: as routed)", "团队（空：按路由）");
    public string CampaignSubject => T("What is to be done", "要做什么");
    public string CampaignYes => T("Yes", "是");
    public string CampaignNo => T("No", "否");
    public string CampaignTemplatesHint => T("Several are compared: each customer gets one.", "选多个即对比：每位客户只收到其中一个。");
    public string CampaignVersionHint => T("Who takes part already goes on by the plan of before.", "已参与的客户继续按原方案进行。");
    public string CampaignSave => T("Save", "保存");
    public string CampaignKept => T("Saved.", "已保存。");
    public string CampaignWaiting(long count) => T($"{count} wait", $"{count} 人等待中");
    public string CampaignDone => T("End of the journey", "旅程结束");
    public string CampaignPower => T("How many are needed", "需要多少客户");
    public string CampaignPowerHint(double share, double wanted, int each) => T(
        $"To tell {wanted:0.#} % from {share:0.#} % takes {each:N0} customers in each arm.",
        $"要分辨 {share:0.#}% 与 {wanted:0.#}%，每组需要 {each:N0} 位客户。");
    public string CampaignPowerFrom => T("Share without it (%)", "不联系时的比例（%）");
    public string CampaignPowerTo => T("Share hoped for (%)", "期望的比例（%）");
    public string CampaignCompute => T("Compute", "计算");
    public string RehearsalHint => T("With the customers of now; nothing is sent.", "按当前客户计算，不会发送任何消息。");
    public string RehearsalAudience(EntryKind kind) => kind is EntryKind.Signal or EntryKind.SegmentEntered ? T("Would have entered in the last 30 days", "过去 30 天内本会进入") : T("Would enter", "将进入");
    public string RehearsalLooked => T("Looked at", "已查看");
    public string RehearsalCompared => T("Left alone", "留作对照");
    public string RehearsalQuiet => T("Wait for their morning", "等到对方早晨");
    public string RehearsalCost => T("First message costs", "首条消息费用");
    public string TemplateChat => T("In the chat (Markdown)", "聊天内容（Markdown）");
    public string TemplateSubject => T("Subject of the mail", "邮件主题");
    public string TemplateEmail => T("In a mail (empty: as in the chat)", "邮件正文（空：同聊天）");
    public string TemplateSms => T("In a text message (empty: as in the chat)", "短信正文（空：同聊天）");
    public string TemplateChoices => T("Answers by a button, one a line", "按钮回复，每行一个");
    public string TemplatePlaceholders => T("Placeholders: {customer|there} with what is said when nobody knows the name, {company}, {phone}, {hours}.", "占位符：{customer|您好}（竖线后为不知道姓名时的说法）、{company}、{phone}、{hours}。");
    public string TemplatePreview => T("As a customer reads it", "客户看到的样子");
    public string TemplateFor => T("Customer", "客户");
    public string TemplateArchive => T("Offer it no longer", "停用");
    public string TemplateVersions => T("Versions", "版本");
    public string OutreachHere => T("Written to first", "主动联系");
    public string English => T("English", "英文");
    public string Chinese => T("Chinese", "中文");

    public string CampaignState(CampaignState state) => state switch
    {
        ServiceBot.Outreach.Campaigns.CampaignState.Draft => T("draft", "草稿"),
        ServiceBot.Outreach.Campaigns.CampaignState.Live => T("runs", "进行中"),
        ServiceBot.Outreach.Campaigns.CampaignState.Paused => T("paused", "已暂停"),
        _ => T("ended", "已结束"),
    };

    public string EntryName(EntryKind kind) => kind switch
    {
        EntryKind.Segment => T("All of a segment, once", "分群全员，一次性"),
        EntryKind.SegmentEntered => T("Whoever comes into a segment", "新进入分群的客户"),
        EntryKind.Signal => T("Whoever something happens to", "发生某事的客户"),
        _ => T("Each day those with whom most would be lost", "每天挑出流失损失最大的客户"),
    };

    public string SignalName(string? signal) => signal switch
    {
        "LowRatingGiven" => T("They rate low", "给出低分"),
        "RequestOpened" => T("A request is opened", "服务单创建"),
        "RequestResolved" => T("A request is resolved", "服务单解决"),
        "RequestReopened" => T("A request is opened again", "服务单重新打开"),
        "OrderPlaced" => T("They order", "下单"),
        "OrderDelivered" => T("An order is delivered", "订单送达"),
        "OrderCancelled" => T("An order is cancelled", "订单取消"),
        "OrderReturned" => T("An order comes back", "订单退回"),
        "ContractEndingSoon" => T("A contract ends soon", "合约即将到期"),
        "ContractEnded" => T("A contract is over", "合约到期"),
        _ => signal ?? "–",
    };

    public string GoalName(GoalKind goal) => goal switch
    {
        GoalKind.Order => T("They order", "下单"),
        GoalKind.Answer => T("They answer", "回复"),
        _ => T("They rate 4 or 5", "评分 4 或 5"),
    };

    public string BranchName(BranchKind branch) => branch switch
    {
        BranchKind.Answered => T("they answered", "已回复"),
        BranchKind.Goal => T("they reached the goal", "已达成目标"),
        BranchKind.Reached => T("they were written to", "已成功联系"),
        _ => T("they are in the segment", "属于分群"),
    };

    public string ChannelWord(string channel) => channel switch
    {
        OutreachChannels.Chat => T("Chat", "聊天"),
        OutreachChannels.Email => T("E-mail", "邮件"),
        OutreachChannels.Sms => T("Text message", "短信"),
        _ => channel,
    };

    public string OutreachReason(string? reason) => reason switch
    {
        RefusedBecause.Restricted => T("their data are restricted", "数据受限"),
        RefusedBecause.Withdrawn => T("they refused", "已拒绝"),
        RefusedBecause.NotGranted => T("no consent", "未同意"),
        RefusedBecause.Excepted => T("in the segment that is left out", "在排除分群中"),
        RefusedBecause.HeldOut => T("held out of the segment", "分群保留不联系"),
        RefusedBecause.Unreachable => T("no channel leads to them", "无可达渠道"),
        RefusedBecause.Cap => T("written to often enough", "联系次数已满"),
        RefusedBecause.Budget => T("the budget is spent", "预算用尽"),
        RefusedBecause.Gone => T("not in the books any more", "已不在册"),
        RefusedBecause.NoTemplate => T("the template is gone", "模板不存在"),
        LeftBecause.Compared => T("left alone to compare with", "留作对照"),
        LeftBecause.Done => T("all steps done", "步骤完成"),
        LeftBecause.Goal => T("goal reached", "已达成目标"),
        LeftBecause.Stopped => T("stopped it", "已退订"),
        LeftBecause.Ended => T("the campaign ended", "活动结束"),
        "quiet" => T("their quiet hours", "对方免打扰时段"),
        RefusedBecause.Busy => T("a person talks with them", "人工对话中"),
        _ => reason ?? "–",
    };

    public string EventName(string what) => what switch
    {
        OutreachEvent.Sent => T("sent", "已发送"),
        OutreachEvent.Refused => T("not sent", "未发送"),
        OutreachEvent.Waited => T("put off", "推迟"),
        OutreachEvent.Yes => T("yes", "是"),
        OutreachEvent.No => T("no", "否"),
        _ => T("request opened", "已建服务单"),
    };

    public string ArmName(int arm, int variants) => arm switch
    {
        Participant.Compared => T("Left alone", "对照组"),
        -1 => variants > 1 ? T("All variants", "全部版本") : T("Written to", "联系组"),
        _ => variants > 1 ? T($"Variant {(char)('A' + arm - 1)}", $"版本 {(char)('A' + arm - 1)}") : T("Written to", "联系组"),
    };

    public string VerdictText(Verdict verdict) => verdict switch
    {
        Verdict.TooFew => T("too few customers to say", "客户太少，无法判断"),
        Verdict.NotProved => T("no difference proved yet", "尚未证明有差异"),
        Verdict.Better => T("better", "更好"),
        Verdict.Worse => T("worse", "更差"),
        _ => T("the arms are lopsided: do not believe this", "各组比例异常：结果不可信"),
    };

    /// <summary>Why somebody was chosen for care, in a few sentences.</summary>
    public string CareWhy(CareReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var why = string.Join('\n', reason.Reasons.Select(one => $"- {ReasonText(one)}"));
        return T(
            $"{CareStake(reason)} What speaks for leaving:\n{why}",
            $"{CareStake(reason)}流失依据：\n{why}");
    }

    public string DayWord => T("day", "天");
    public string DaysWord => T("days", "天");

    /// <summary>How much an arm differs, in a sentence.</summary>
    public string CampaignDifference(ArmComparison one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return T(
            $"{Points(one.Difference)} points ({Points(one.Low)} to {Points(one.High)}): {one.Gained.ToString("N1", CultureInfo.InvariantCulture)} customers more",
            $"{Points(one.Difference)} 个百分点（{Points(one.Low)} 至 {Points(one.High)}）：多 {one.Gained.ToString("N1", CultureInfo.InvariantCulture)} 位客户");
    }

    /// <summary>How much more a customer was worth, in a sentence.</summary>
    public string CampaignWorth(ArmComparison one)
    {
        ArgumentNullException.ThrowIfNull(one);
        var (value, low, high) = (Money(one.Value.Value), Money(one.Value.Low), Money(one.Value.High));
        return T($"Worth of each: {value} ({low} to {high})", $"每位价值：{value}（{low} 至 {high}）");

        static string Money(double amount) => amount.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);
    }

    /// <summary>What is wrong with a form of campaigns or templates.</summary>
    /// <param name="errors">What is wrong, by field.</param>
    public string OutreachFault(IReadOnlyDictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return string.Join(" ", errors.Select(error => _chinese ? $"{OutreachField(error.Key)}：有误。" : $"{OutreachField(error.Key)}: {error.Value[0]}").Distinct());
    }

    private string OutreachField(string field) => field switch
    {
        "name" => CampaignName,
        "purpose" => CampaignPurpose,
        "channels" => CampaignChannels,
        "holdout" => CampaignHoldout,
        "goal.days" => CampaignGoal,
        "budget" => CampaignBudget,
        "except" => CampaignExcept,
        "entry.segment" => CampaignSegment,
        "entry.signal" => CampaignSignal,
        "entry.perDay" => CampaignPerDay,
        "entry.againAfterDays" => CampaignAgain,
        _ when field.StartsWith("steps", StringComparison.Ordinal) => CampaignSteps,
        _ when field.StartsWith("en.", StringComparison.Ordinal) => $"{English} · {TextField(field[3..])}",
        _ when field.StartsWith("zh.", StringComparison.Ordinal) => $"{Chinese} · {TextField(field[3..])}",
        _ => field,
    };

    private string TextField(string field) => field switch
    {
        "chat" => TemplateChat,
        "subject" => TemplateSubject,
        "email" => TemplateEmail,
        "sms" => TemplateSms,
        _ => TemplateChoices,
    };

    /// <summary>What is at stake with somebody, and what care is expected to change.</summary>
    public string CareStake(CareReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var value = reason.Value.ToString("N0", CultureInfo.InvariantCulture);
        var change = reason.Change is { } points ? T($" Care is expected to change {Points(points)} points, as learned from {reason.LearnedFrom} customers.", $"根据 {reason.LearnedFrom} 位客户，关怀预计改变 {Points(points)} 个百分点。") : "";
        return T($"Likely to leave: {Share(reason.Probability)}. Buys for {value} a year.{change}", $"流失可能性：{Share(reason.Probability)}，每年购买约 {value}。{change}");
    }

    /// <summary>Points of a hundred, with their sign.</summary>
    public static string Points(double share) => double.IsFinite(share) ? (100 * share).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) : "–";
}
