using System.Globalization;
using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Conversations;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of the conversations' desk.</summary>
public sealed partial class StaffWords
{
    public string Desk => T("Desk", "工作台");
    public string Conversations => T("Conversations", "对话");
    public string ViewsLabel => T("Views", "视图");
    public string ChooseConversation => T("Choose a conversation.", "请选择一个对话。");
    public string NeedsAnswer => T("Needs an answer", "等待回复");
    public string NothingSaid => T("Nothing said yet", "暂无消息");
    public string NewMessageFrom => T("New message from", "新消息，来自");
    public string Offline => T("No connection. What you see may be old; it catches up by itself.", "连接已断开。显示的内容可能不是最新的，恢复后会自动更新。");
    public string Close => T("Close", "关闭");
    public string BackToList => T("Back", "返回");
    public string Customer => T("Customer", "客户");
    public string Messages => T("Messages", "消息");
    public string NotDelivered(string reason) => T($"Not delivered: {reason}", $"未送达：{reason}");

    public string QuotedText => T("Quoted text and signature", "引用内容和签名");

    public string EarlierMessages => T("Show all messages", "显示全部消息");
    public string Notice => T("Notice", "通知");
    public string Bot => T("Bot", "机器人");
    public string Product => T("Desk", "工作台");
    public string File => T("File", "文件");
    public string Card => T("Card", "卡片");
    public string Take => T("Take", "接管");
    public string BargeIn => T("Barge in", "强制接管");
    public string HandBack => T("Hand back", "交还机器人");
    public string Summary => T("Summary for the customer", "给客户的总结");
    public string SummaryHint => T("Optional. The customer reads it.", "可不填，客户会看到。");
    public string ContinueDialog => T("The bot goes on where it stopped", "机器人从中断处继续");
    public string PassOn => T("Pass on", "转交");
    public string PassTo => T("To", "转交给");
    public string Colleagues => T("Colleagues", "同事");
    public string NoteLabel => T("Note for staff", "内部备注");
    public string EndTalk => T("End", "结束对话");
    public string WhatToWrite => T("What you write", "撰写类型");
    public string Reply => T("Reply", "回复");
    public string NoteTab => T("Note", "备注");
    public string NoteHint => T("Only staff sees it.", "仅内部可见。");
    public string TakeToReply => T("Take it to reply.", "接管后方可回复。");
    public string TalkEnded => T("The conversation has ended.", "对话已结束。");
    public string YourWords => T("Your words", "输入内容");
    public string Attach => T("Attach a file", "添加附件");
    public string Send => T("Send", "发送");
    public string Suggested => T("Suggested answers", "推荐答案");
    public string Insert => T("Insert", "插入");
    public string Proved => T("proved", "已验证");
    public string NotProved => T("none proved", "未验证");
    public string Since => T("Began", "开始于");
    public string Orders => T("Orders", "订单");
    public string NoOrders => T("None that is known to be theirs.", "暂无已确认的订单。");
    public string EarlierTalks => T("Earlier conversations", "历史对话");
    public string NoEarlierTalks => T("None.", "暂无。");

    public string ViewName(string view) => view switch
    {
        "mine" => T("Mine", "我的"),
        "team" => T("My team", "本团队"),
        "waiting" => T("Waiting", "等待中"),
        "snoozed" => SnoozedView,
        "bot" => T("With the bot", "机器人"),
        _ => T("Ended", "已结束"),
    };

    public string EmptyView(string view) => view switch
    {
        "mine" => T("You hold no conversation.", "您目前没有对话。"),
        "team" or "waiting" => T("Nobody waits.", "无人等待。"),
        _ => T("Nothing here.", "暂无内容。"),
    };

    public string Visitor(long key) => T($"Visitor {key}", $"访客 {key}");

    public string LanguageName(string language) => language == "zh" ? "中文" : "English";

    public string ChannelName(string channel) => channel switch
    {
        "directline" => T("Web chat", "网页聊天"),
        "msteams" => "Teams",
        "email" => T("E-mail", "邮件"),
        _ => channel,
    };

    public string HeldBy(InboxConversation conversation, Guid me) => conversation switch
    {
        { EndedAt: not null } => T("Ended", "已结束"),
        { Agent: { } agent } => agent.Id == me ? T("You", "我") : agent.Name,
        { Owner: "agent" } => T("Outside hub", "外部平台"),
        { OfferedTo: { } to } => T($"For {to.Name}", $"待 {to.Name} 接手"),
        { Owner: "queue", Team: { } team } => T($"Waits · {TeamName(team)}", $"等待 · {TeamName(team)}"),
        { Owner: "queue" } => T("Waits", "等待中"),
        _ => Bot,
    };

    /// <summary>Who has it, as a sentence.</summary>
    public string HolderNow(InboxConversation conversation, Guid me) => conversation switch
    {
        { EndedAt: not null } => T("It has ended.", "对话已结束。"),
        { Agent: { } agent } => agent.Id == me ? T("You hold it.", "目前由您负责。") : T($"{agent.Name} holds it now.", $"目前由 {agent.Name} 负责。"),
        { Owner: "agent" } => T("An outside hub holds it now.", "目前由外部平台负责。"),
        { Owner: "queue" } => T("It waits in the queue now.", "目前在队列中等待。"),
        _ => T("The bot holds it now.", "目前由机器人负责。"),
    };

    public string RefusalOf(string why) => why switch
    {
        "empty" => T("There is nothing to send.", "没有可发送的内容。"),
        "file" => T("Such files are not sent: pictures (PNG, JPEG, GIF, WebP), PDF and plain text are, up to the size of the settings.", "无法发送此文件：仅支持图片（PNG、JPEG、GIF、WebP）、PDF 和纯文本，且大小不得超过设置的上限。"),
        "barred" or "changed" => T("Not done, none of it: things have changed since you looked. Choose it again to see why.", "未执行任何步骤：情况已发生变化。请重新选择以查看原因。"),
        "unreachable" => T("The channel takes nothing for this conversation.", "该渠道无法再接收此对话的消息。"),
        "AlreadyTaken" => T("Not done: somebody else was quicker.", "未完成：已有同事抢先接手。"),
        "StaleEpoch" => T("Not done: somebody else answers since you looked.", "未完成：负责人在此期间已变更。"),
        "no-request" => NoSuchRequestToLink,
        "time" => SnoozePast,
        "said" => SnoozeOvertaken,
        "Ended" => T("Not done.", "未完成。"),
        _ => T("Not done: the conversation is not yours.", "未完成：此对话不由您负责。"),
    };

    public string NoteKind(string by) => by switch
    {
        "whisper" => T("Whisper · staff only", "悄悄话 · 仅内部可见"),
        "transfer" => T("Passed on · staff only", "转交说明 · 仅内部可见"),
        "tagged" => T("Tag added · staff only", "添加标签 · 仅内部可见"),
        "snoozed" => T("Snoozed · staff only", "稍后处理 · 仅内部可见"),
        "awoke" => T("Back from snooze · staff only", "到期返回 · 仅内部可见"),
        "untagged" => T("Tag removed · staff only", "移除标签 · 仅内部可见"),
        _ => T("Note · staff only", "备注 · 仅内部可见"),
    };

    public string Rated(int score) => T($"Rated {score} of 5", $"评分 {score}/5");

    public string ReadTalk => T("Read the conversation", "查看对话");

    public string OrderStatusName(OrderStatus status) => status switch
    {
        OrderStatus.Created => T("Placed", "已下单"),
        OrderStatus.Confirmed => T("Confirmed", "已确认"),
        OrderStatus.PartFulfilled => T("Partly packed", "部分已打包"),
        OrderStatus.Fulfilled => T("Packed", "已打包"),
        OrderStatus.Shipped => T("Shipped", "已发货"),
        OrderStatus.Delivered => T("Delivered", "已送达"),
        OrderStatus.PartReturned => T("Partly returned", "部分已退货"),
        OrderStatus.Returned => T("Returned", "已退货"),
        _ => T("Cancelled", "已取消"),
    };

    public string PromiseDue(DateTimeOffset due) => due < _clock.GetUtcNow() ? T("promise overdue", "承诺已超时") : T($"promise due in {Span(due)}", $"承诺剩余 {Span(due)}");

    public string DueIn(DateTimeOffset due) => T($"due in {Span(due)}", $"剩余 {Span(due)}");

    public string Overdue(DateTimeOffset due) => T($"overdue by {Span(due)}", $"超时 {Span(due)}");

    /// <summary>How long ago or until then, in a list's corner.</summary>
    public string Elapsed(DateTimeOffset at) => Span(at);

    /// <summary>When something was said: the time of day, with the day if it was another (UTC).</summary>
    public string Clock(DateTimeOffset at) => at.UtcDateTime.Date == _clock.GetUtcNow().UtcDateTime.Date
        ? at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)
        : $"{Day(at)} {at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)}";

    private string Span(DateTimeOffset at) => (_clock.GetUtcNow() - at).Duration() switch
    {
        { TotalMinutes: < 1 } => T("<1 min", "1 分钟内"),
        { TotalHours: < 1 } span => T($"{(int)span.TotalMinutes} min", $"{(int)span.TotalMinutes} 分钟"),
        { TotalDays: < 2 } span => T($"{(int)span.TotalHours} h", $"{(int)span.TotalHours} 小时"),
        var span => T($"{(int)span.TotalDays} d", $"{(int)span.TotalDays} 天"),
    };
}
