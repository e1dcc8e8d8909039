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

    public string LinkedRequests => T("Linked requests", "关联的服务单");
    public string LinkAnotherRequest => T("Link a request", "关联服务单");
    public string ThisRequestIs => T("This request is", "此服务单");
    public string Undo => T("Undo", "撤销");
    public string Merge => T("Merge", "合并");
    public string MergeInto => T("Into request", "合并到");
    public string MergeHint => T("It is read, answered and worked on there. Nothing is moved, and you can undo it.", "之后将在该服务单中查看、回复和处理。不会移动任何内容，可随时撤销。");
    public string MergedInto => T("Merged into", "已合并到");
    public string MergedHint => T("It is read and worked on there.", "请在该服务单中查看和处理。");
    public string UndoMerge => T("Undo the merge", "撤销合并");
    public string Split => T("Split", "拆分");
    public string SplitHint => T("Tick the comments on the left. They stay here and are read at the new request as well.", "请在左侧勾选留言。它们会保留在此处，同时显示在新服务单中。");
    public string ChooseLine => T("Choose this comment", "选择此留言");
    public string PossibleDuplicates => T("Possibly the same", "可能重复");
    public string PossibleDuplicatesFound => T("Not opened yet: there may be a request for it already.", "尚未创建：可能已有相同的服务单。");
    public string LinkAsDuplicate => T("Link as duplicate", "关联为重复单");
    public string OpenAsDuplicate => T("Open as its duplicate", "创建为其重复单");
    public string FollowThis => T("Follow this one", "关注此单");
    public string OpenAnyway => T("Open it all the same", "仍然创建");

    /// <summary>Why two requests may be about the same.</summary>
    public string SameAs(SimilarRequest similar) => string.Join(
        " · ",
        new[]
        {
            similar.SameOrder is { } order ? T($"same order {order}", $"同一订单 {order}") : null, similar.SameCustomer ? T("same customer", "同一客户") : null,
            similar.SameWords.Count > 0 ? T($"same words: {string.Join(", ", similar.SameWords)}", $"相同词语：{string.Join("、", similar.SameWords)}") : null,
        }.OfType<string>());

    public string NotToldHere => T("written there, not told again", "会写入，但不再重复通知");

    public string ToWhom => T("To whom", "发送对象");

    public string ToLinked(int customers, int requests) => customers switch
    {
        0 => T($"Write to linked requests as well ({requests}); no customer can be told", $"同时写入关联的服务单（{requests}）；没有可通知的客户"),
        1 => T("Send to 1 linked customer as well", "同时发送给 1 位关联客户"),
        _ => T($"Send to {customers} linked customers as well", $"同时发送给 {customers} 位关联客户"),
    };

    public string DespiteParts(IReadOnlyList<RequestNumber> parts) =>
        T($"Resolve although parts are still to be done: {string.Join(", ", parts)}", $"仍有未处理的子单（{string.Join("、", parts)}），仍要解决");

    /// <summary>What the request that is shown can be to another: the word of the form, and how it reads.</summary>
    public IReadOnlyList<(string Kind, string Name)> LinkKinds =>
    [
        ("parent", T("a part of", "是其子单")), ("-parent", T("the parent of", "是其父单")), ("problem", T("an incident of the problem", "是该问题的事件单")),
        ("-problem", T("the problem of", "是其问题单")), ("duplicate", T("a duplicate of", "与其重复")), ("-duplicate", T("the original of", "是其原单")), ("related", T("related to", "与其相关")),
    ];

    /// <summary>What a linked request is to the one that is shown.</summary>
    public string LinkName(LinkedRequest linked) => LinkName(linked.Kind, linked.IsUp);

    public string UndoLink(LinkedRequest linked) => linked.Kind is RequestLinkKind.Merged or RequestLinkKind.Split
        ? T($"Undo: {LinkName(linked)} {linked.Number}", $"撤销：{LinkName(linked)} {linked.Number}")
        : T($"Unlink {linked.Number}", $"取消关联 {linked.Number}");

    private string LinkName(RequestLinkKind kind, bool isUp) => (kind, isUp) switch
    {
        (RequestLinkKind.Parent, true) => T("Part of", "父单"),
        (RequestLinkKind.Parent, false) => T("Has the part", "子单"),
        (RequestLinkKind.Problem, true) => T("Incident of the problem", "问题单"),
        (RequestLinkKind.Problem, false) => T("Incident", "事件单"),
        (RequestLinkKind.Duplicate, true) => T("Duplicate of", "原单"),
        (RequestLinkKind.Duplicate, false) => T("Duplicate", "重复单"),
        (RequestLinkKind.Merged, true) => T("Merged into", "已合并到"),
        (RequestLinkKind.Merged, false) => T("Merged here", "已合并入此单"),
        (RequestLinkKind.Split, true) => T("Split off", "拆分自"),
        (RequestLinkKind.Split, false) => T("Split off here", "由此拆分"),
        _ => T("Related", "相关"),
    };

    private string LinkRefusal(string outcome) => outcome switch
    {
        nameof(LinkRequestsOutcome.Self) => T("Not done: a request does not belong to itself.", "未完成：不能关联到自身。"),
        nameof(LinkRequestsOutcome.Linked) => T("Not done: the two belong together already.", "未完成：两者已有关联。"),
        nameof(LinkRequestsOutcome.Taken) => T("Not done: it has one of that kind already.", "未完成：已有同类关联。"),
        nameof(LinkRequestsOutcome.Circle) => T("Not done: the links would go in a circle.", "未完成：关联会形成循环。"),
        nameof(LinkRequestsOutcome.Merged) => T("Not done: one of them is merged into another request.", "未完成：其中一张已合并到其他服务单。"),
        nameof(LinkRequestsOutcome.Over) => T("Not done: one of them is over.", "未完成：其中一张已结束。"),
        nameof(LinkRequestsOutcome.Customers) => T("Not done: they are of different customers. Link it as a duplicate instead.", "未完成：两者属于不同客户。请改为关联为重复单。"),
        _ => T("Not done: there is no such request.", "未完成：没有此服务单。"),
    };

    private string LinkChange(RequestChange change, string who)
    {
        var (kind, isUp) = (ValueOf<RequestLinkKind>(change.What.Split(':')[1]) ?? RequestLinkKind.Related, change.What.StartsWith("link:", StringComparison.Ordinal));
        var name = LinkName(kind, isUp);
        return change.ToValue is { } number ? T($"{who}: {name} {number}", $"{who}：{name} {number}") : T($"{who}: no longer {name} {change.FromValue}", $"{who}：已取消 {name} {change.FromValue}");
    }

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
