using System.Globalization;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of what is linked to a request.</summary>
public sealed partial class StaffWords
{
    public string NoConversations => T("None: the customer is told nowhere.", "暂无：客户不会收到消息。");
    public string OpenedHere => T("Opened here", "在此创建");
    public string OtherTeams => T("Of another team", "属于其他团队");
    public string ConversationNumber => T("Number of the conversation", "对话编号");
    public string RequestNumber => T("Number of the request", "服务单编号");
    public string Link => T("Link", "关联");
    public string LinkAnother => T("Link a conversation", "关联对话");
    public string LinkRequest => T("Link a request", "关联服务单");
    public string LinkRequestHint => T("The customer of this conversation hears what is said publicly on it.", "此对话的客户会收到该服务单的公开消息。");
    public string LinkTalkHint => T("Its customer hears what is said publicly here.", "该对话的客户会收到此处的公开消息。");
    public string Unlink(long key) => T($"Unlink conversation {key}", $"取消关联对话 {key}");

    private string NoSuchRequestToLink => T("Not linked: there is no such request.", "未关联：没有此服务单。");
    private string NoSuchTalkToLink => T("Not linked: there is no such conversation.", "未关联：没有此对话。");

    /// <summary>How long a file is: <c>12 KB</c>.</summary>
    public string FileSize(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1_000)} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.0} MB");

    private string ConversationLinked(RequestChange change, string who) => change.ToValue is { } key
        ? T($"{who} linked conversation #{key}", $"{who} 关联了对话 #{key}")
        : T($"{who} unlinked conversation #{change.FromValue}", $"{who} 取消了对话 #{change.FromValue} 的关联");
}
