using ServiceBot.Desk.Snooze;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of what is put aside until a time.</summary>
public sealed partial class StaffWords
{
    public string Snooze => T("Snooze", "稍后处理");
    public string SnoozedView => T("Snoozed", "稍后处理");
    public string SnoozedUntil => T("Snoozed until", "稍后处理，至");
    public string Back => T("Back", "到期返回");
    public string WakeUp => T("Fetch back now", "立即取回");
    public string SnoozeHint => T("Deadlines go on. A word from the customer brings it back sooner.", "期限照常计算。客户有新消息时会提前返回。");
    public string SnoozePast => T("Not done: choose a time that is still to come, within a year.", "未完成：请选择一年之内的未来时间。");
    public string SnoozeOvertaken => T("Not done: more was said meanwhile. Read it first.", "未完成：在此期间有新消息，请先查看。");

    public string SnoozeAt(string zone) => T($"Or until ({zone})", $"或至（{zone}）");

    /// <summary>One of <see cref="SnoozeTime.Words"/>.</summary>
    public string SnoozeWord(string word) => word switch
    {
        "1h" => T("In an hour", "1 小时后"),
        "4h" => T("In four hours", "4 小时后"),
        "tomorrow" => T("Tomorrow", "明天"),
        _ => T("Next week", "下周"),
    };
}
