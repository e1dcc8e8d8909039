using ServiceBot.Insight.Segments;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of segments.</summary>
public sealed partial class StaffWords
{
    public string Segments => T("Segments", "客户分群");
    public string SegmentsLead => T("Everybody who has bought, scored among each other from 1 to 5 by how lately and how often; renewed every hour.", "对所有下过单的客户按最近购买时间和购买次数互相比较评分（1–5），每小时更新。");
    public string SegmentsNone => T("Nobody has bought yet.", "还没有客户下单。");
    public string SegmentsEmpty => T("Nobody at the moment.", "目前没有客户。");
    public string SegmentGrid => T("Recency and frequency", "最近购买与购买频次");
    public string SegmentRecency => T("Recency", "最近购买");
    public string SegmentFrequency(int score) => T($"Frequency {score}", $"频次 {score}");
    public string SegmentMoves => T("Who moved where", "分群变化");
    public string SegmentMovesHint(DateOnly since) => T($"From the end of one day to that of another; known since {DayOf(since)}.", $"从一天结束到另一天结束；自 {DayOf(since)} 起有记录。");
    public string SegmentNowhere => T("had not bought", "未下单");
    public string SegmentGone => T("nowhere any more", "已不在任何分群");
    public string SegmentCustomers => T("Customers", "客户");

    public string CellName(RfmCell cell) => cell switch
    {
        RfmCell.Champions => T("Champions", "重要价值客户"),
        RfmCell.Loyal => T("Loyal", "忠诚客户"),
        RfmCell.PotentialLoyalist => T("Potential loyalists", "潜在忠诚客户"),
        RfmCell.New => T("New", "新客户"),
        RfmCell.Promising => T("Promising", "有潜力"),
        RfmCell.NeedAttention => T("Need attention", "需要关注"),
        RfmCell.AboutToSleep => T("About to sleep", "即将沉睡"),
        RfmCell.AtRisk => T("At risk", "有流失风险"),
        RfmCell.CannotLose => T("Cannot lose", "不能失去"),
        _ => T("Hibernating", "沉睡客户"),
    };

    /// <summary>Where somebody was, or is.</summary>
    public string CellOrNot(RfmCell? cell, bool before) => cell is { } known ? CellName(known) : before ? SegmentNowhere : SegmentGone;
}
