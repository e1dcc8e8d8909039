using ServiceBot.Desk.Conversations;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of what colleagues do together in a conversation.</summary>
public sealed partial class StaffWords
{
    public string Whisper => T("Whisper", "悄悄话");
    public string WhisperHint(string agent) => T($"For {agent}. Only staff sees it.", $"说给 {agent}，仅内部可见。");

    public string Looks => T("{name} is looking", "{name} 正在查看");
    public string Types => T("{name} is writing …", "{name} 正在输入…");
    public string DraftKept => T("Draft saved", "草稿已保存");
    public string DraftHere => T("No connection: the draft is kept in this browser and saved later.", "连接已断开：草稿保存在此浏览器中，稍后上传。");
    public string DraftOther => T("You wrote something else elsewhere:", "您在其他设备上写了不同的内容：");
    public string DraftMine => T("Keep this", "保留此处内容");
    public string DraftTheirs => T("Take the other", "使用另一份");
    public string DraftBoth => T("Both", "两者都要");
    public string SendAnyway => T("Send anyway", "仍要发送");

    /// <summary>Somebody answered while one was writing.</summary>
    public string Overtaken(string who, DateTimeOffset at)
    {
        var seconds = Math.Max(1, (int)(_clock.GetUtcNow() - at).TotalSeconds);
        return seconds < 90
            ? T($"Not sent: {who} answered {seconds} seconds ago. Read it; send anyway?", $"未发送：{who} 在 {seconds} 秒前已回复。请先查看，是否仍要发送？")
            : T($"Not sent: {who} answered {seconds / 60} minutes ago. Read it; send anyway?", $"未发送：{who} 在 {seconds / 60} 分钟前已回复。请先查看，是否仍要发送？");
    }

    public string AlertSettings => T("Sounds and notifications", "声音与通知");
    public string AlertHint => T("Only for you. Nothing disturbs you while you are away.", "仅对您生效；状态为“离开”时不会打扰您。");
    public string AlertSound => T("Sound", "声音");
    public string AlertNotice => T("Notification", "浏览器通知");
    public string AlertTry => T("Hear it", "试听");

    public string AlertKind(string kind) => kind switch
    {
        "offer" => T("Work is offered", "收到派单"),
        "customer" => T("Your customer writes", "您的客户发来消息"),
        "back" => T("What you snoozed is back", "稍后处理的事项到期"),
        _ => T("A colleague names you", "同事提到您"),
    };

    public string AlertText(string kind) => kind switch
    {
        "offer" => T("Somebody waits for you", "有客户等您接待"),
        "customer" => T("A customer of yours has written", "您的客户发来新消息"),
        "back" => T("What you snoozed is back", "稍后处理的事项已到期"),
        _ => T("A colleague has named you", "有同事提到您"),
    };

    public string Mood => T("Mood", "情绪");
    public string NoMood => T("Nothing to tell by: no rating, thumb, complaint, praise or thanks.", "暂无依据：没有评分、点赞或点踩、投诉、称赞或致谢。");

    public string MoodName(MoodWord mood) => mood switch
    {
        MoodWord.Positive => T("positive", "积极"),
        MoodWord.Negative => T("negative", "消极"),
        _ => T("neutral", "中性"),
    };

    public string MoodSignName(string what) => what switch
    {
        "complaint" => T("Complaint", "投诉"),
        "praise" => T("Praise", "称赞"),
        "thanks" => T("Thanks", "致谢"),
        "thumb-up" => T("Thumb up", "点赞"),
        "thumb-down" => T("Thumb down", "点踩"),
        "abuse" => T("Abuse", "辱骂"),
        "distress" => T("Distress", "焦急求助"),
        "upset" => T("Sounds upset", "语气不满"),
        "pleased" => T("Sounds pleased", "语气满意"),
        _ => T("Rated", "评分"),
    };

    public string PassedToYou(string? colleague, string customer) => colleague is null
        ? T($"A colleague passes {customer} on to you", $"同事将 {customer} 转交给您")
        : T($"{colleague} passes {customer} on to you", $"{colleague} 将 {customer} 转交给您");
}
