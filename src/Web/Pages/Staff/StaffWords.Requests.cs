using ServiceBot.Desk.Requests;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of the requests' pages.</summary>
public sealed partial class StaffWords
{
    internal static readonly string[] AllCategories =
        ["fault", "outage", "visit", "setup", "billing", "payment", "refund", "return", "warranty", "delivery", "order", "plan", "moving", "cancellation", "account", "complaint", "privacy", "other"];

    public IReadOnlyList<string> Categories => AllCategories;
    public string Requests => T("Requests", "服务单");
    public string NoRequests => T("None.", "暂无。");
    public string OpenRequest => T("Open a request", "新建服务单");
    public string Subject => T("Subject", "主题");
    public string Category => T("Category", "类别");
    public string Priority => T("Priority", "优先级");
    public string Agent => T("Agent", "负责人");
    public string Nobody => T("Nobody yet", "暂无");
    public string NobodyKnown => T("Customer not known", "客户未知");
    public string Details => T("Details", "详情");
    public string Files => T("Files", "附件");
    public string OrderOf => T("Order", "订单");
    public string ConversationOf => T("Conversation", "对话");
    public string OtherRequests => T("Other requests", "其他服务单");
    public string History => T("History", "历史记录");
    public string AssignToMe => T("Assign to me", "由我处理");
    public string StatusAfter => T("Status afterwards", "之后的状态");
    public string NoWayToCustomer => T("It was opened in no conversation: the customer is not told.", "此服务单没有关联对话，客户不会收到通知。");
    public string MentionHint => T("@Name tells a colleague.", "@姓名 可通知同事。");
    public string Filters => T("Filters", "筛选");
    public string ApplyFilters => T("Filter", "筛选");
    public string ClearFilters => T("Clear", "清除");
    public string Order => T("Order", "排序");
    public string NewestFirst => T("Newest first", "最新优先");
    public string OldestFirst => T("Oldest first", "最早优先");
    public string NoSuchRequests => T("No requests here.", "暂无服务单。");
    public string Pages => T("Pages", "分页");
    public string FirstPage => T("First page", "首页");
    public string NextPage => T("Next page", "下一页");

    public string RequestType => T("Type", "类型");
    public string NoType => T("Without a form", "无表单");
    public string Form => T("Form", "表单");
    public string WithForm => T("With a form", "填写表单");
    public string Optional => T("(optional)", "（选填）");
    public string Impact => T("Impact", "影响范围");
    public string Urgency => T("Urgency", "紧急程度");
    public string RateIt => T("Change", "修改");
    public string FormHasErrors => T("Not opened: some fields do not fit.", "未创建：部分内容不符合要求。");
    public string FieldMissing => T("It is missing.", "此项必填。");
    public string Yes => T("Yes", "是");
    public string No => T("No", "否");

    public string Tag => T("Tag", "标签");
    public string Tags => T("Tags", "标签");
    public string AddTag => T("Add", "添加");
    public string RemoveTag(string tag) => T($"Remove tag {tag}", $"移除标签 {tag}");
    public string ToDoList => T("To do", "待办事项");
    public string AddCheck => T("Add", "添加");
    public string Followers => T("Followers", "关注者");
    public string Follow => T("Follow", "关注");
    public string Unfollow => T("Unfollow", "取消关注");

    public string ImpactName(RequestLevel level) => level switch
    {
        RequestLevel.High => T("High: many are hit", "高：影响多人"),
        RequestLevel.Low => T("Low: one, who can go on", "低：单人，可继续使用"),
        _ => T("Medium", "中"),
    };

    public string UrgencyName(RequestLevel level) => level switch
    {
        RequestLevel.High => T("High: it hurts now", "高：立即处理"),
        RequestLevel.Low => T("Low: it can wait", "低：可以等待"),
        _ => T("Medium", "中"),
    };

    public string RequestViewName(string view) => view switch
    {
        "mine" => T("Mine", "我的"),
        "unassigned" => T("Unassigned", "未分配"),
        "open" => T("To do", "待处理"),
        "waiting" => T("Waiting", "等待中"),
        "snoozed" => SnoozedView,
        "followed" => T("Followed", "我关注的"),
        "mentions" => T("Mentions", "提到我的"),
        _ => T("Done", "已完成"),
    };

    public string StatusName(RequestStatus status) => status switch
    {
        RequestStatus.New => T("New", "已受理"),
        RequestStatus.Open => T("Open", "处理中"),
        RequestStatus.Waiting => T("Waits for customer", "等待客户"),
        RequestStatus.Held => T("Waits for third party", "等待第三方"),
        RequestStatus.Resolved => T("Resolved", "已解决"),
        RequestStatus.Closed => T("Closed", "已关闭"),
        _ => T("Withdrawn", "已撤回"),
    };

    public string StaysStatus(RequestStatus status) => T($"Stays: {StatusName(status)}", $"保持：{StatusName(status)}");

    public string PriorityName(RequestPriority priority) => priority switch
    {
        RequestPriority.Urgent => T("Urgent", "紧急"),
        RequestPriority.High => T("High", "高"),
        RequestPriority.Low => T("Low", "低"),
        _ => T("Normal", "普通"),
    };

    public string CategoryName(string category) => category switch
    {
        "fault" => T("Fault", "故障"),
        "outage" => T("Outage", "断网"),
        "visit" => T("Technician visit", "上门服务"),
        "setup" => T("Setting up", "安装设置"),
        "billing" => T("Billing", "账单"),
        "payment" => T("Payment", "付款"),
        "refund" => T("Refund", "退款"),
        "return" => T("Return", "退货"),
        "warranty" => T("Warranty", "保修"),
        "delivery" => T("Delivery", "配送"),
        "order" => T("Order", "订单"),
        "plan" => T("Plan", "套餐"),
        "moving" => T("Moving", "搬家"),
        "cancellation" => T("Cancellation", "解约"),
        "account" => T("Account", "账户"),
        "complaint" => T("Complaint", "投诉"),
        "privacy" => T("Privacy", "隐私"),
        "other" => T("Other", "其他"),
        _ => category,
    };

    public string RequestRefusal(string why) => why switch
    {
        "empty" or "file" => RefusalOf(why),
        "no-conversation" => NoSuchTalkToLink,
        "time" => SnoozePast,
        "parts" => T("Not done: parts of it are still to be done. Tick the box to resolve it all the same.", "未完成：仍有未处理的子单。如仍要解决，请勾选确认框。"),
        "lines" => T("Not split: choose the comments that become the new request.", "未拆分：请选择要放入新服务单的留言。"),
        _ when why.StartsWith("link-", StringComparison.Ordinal) => LinkRefusal(why["link-".Length..]),
        "over" => T("Not done: the request is over.", "未完成：服务单已结束。"),
        "status" => T("Not done: that status can't follow the present one.", "未完成：当前状态不能改为所选状态。"),
        "taken" => T("Somebody else was quicker.", "已被其他同事接手。"),
        "agent" => T("Not done: that colleague answers no customers.", "未完成：该同事不接待客户。"),
        _ => T("Not done: somebody changed the request since you looked. Read what is new, then send again.", "未完成：服务单在此期间已有变更。请查看新内容后再发送。"),
    };

    /// <summary>Who did something, by the name that the history has for them.</summary>
    public string ActorName(string who, RequestDossier dossier) => who switch
    {
        "customer" => dossier.Row.Customer ?? Customer,
        "bot" => Bot,
        "system" => Product,
        _ when who.StartsWith("staff:", StringComparison.Ordinal) && Guid.TryParse(who["staff:".Length..], out var id) => dossier.Staff.GetValueOrDefault(id, Product),
        _ when who.StartsWith("api:", StringComparison.Ordinal) => who["api:".Length..],
        _ => who,
    };

    public string StatusChange(RequestChange change) => $"{StatusWord(change.FromValue)} → {StatusWord(change.ToValue)}";

    public string AttachedBy(string who, bool isPublic) => isPublic ? T($"{who} sent", $"{who} 发送了") : T($"{who} attached for staff only", $"{who} 添加了内部附件");

    /// <summary>A change as a sentence.</summary>
    public string RequestChangeOf(RequestChange change, string who, RequestDossier dossier) => change.What switch
    {
        "opened" => T($"{who} opened the request", $"{who} 创建了服务单"),
        "routed" => T($"Routed to {TeamName(change.ToValue ?? "")}: {change.Comment}", $"分派给{TeamName(change.ToValue ?? "")}团队：{change.Comment}"),
        "status" => T($"{who}: {StatusChange(change)}", $"{who}：{StatusChange(change)}"),
        "team" => T($"{who} passed it to {TeamName(change.ToValue ?? "")}", $"{who} 转交给{TeamName(change.ToValue ?? "")}团队"),
        "agent" when Guid.TryParse(change.ToValue, out var id) => T($"{who} gave it to {dossier.Staff.GetValueOrDefault(id, "")}", $"{who} 分配给 {dossier.Staff.GetValueOrDefault(id, "")}"),
        "agent" => T($"{who} left it to the team", $"{who} 取消了负责人"),
        "contract" => ContractLine(change.ToValue),
        "risk" => RiskLine(change),
        "escalated" => EscalationLine(change, dossier),
        "category" => T($"{who}: category {CategoryName(change.FromValue ?? "")} → {CategoryName(change.ToValue ?? "")}", $"{who}：类别 {CategoryName(change.FromValue ?? "")} → {CategoryName(change.ToValue ?? "")}"),
        "priority" => T($"{who}: priority {PriorityWord(change.FromValue)} → {PriorityWord(change.ToValue)}", $"{who}：优先级 {PriorityWord(change.FromValue)} → {PriorityWord(change.ToValue)}"),
        "impact" => T($"{who}: impact {LevelWord(change.FromValue)} → {LevelWord(change.ToValue)}", $"{who}：影响范围 {LevelWord(change.FromValue)} → {LevelWord(change.ToValue)}"),
        "urgency" => T($"{who}: urgency {LevelWord(change.FromValue)} → {LevelWord(change.ToValue)}", $"{who}：紧急程度 {LevelWord(change.FromValue)} → {LevelWord(change.ToValue)}"),
        "tagged" => T($"{who} added the tag {change.ToValue}", $"{who} 添加了标签 {change.ToValue}"),
        "snoozed" => T($"{who} snoozed it until", $"{who} 设为稍后处理，至"),
        "awoke" => T($"{who}: back from snooze", $"{who}：到期返回"),
        "untagged" => T($"{who} removed the tag {change.ToValue}", $"{who} 移除了标签 {change.ToValue}"),
        "followed" or "unfollowed" => Followed(change, who, dossier),
        "to-do" => T($"{who} noted to do: {change.ToValue}", $"{who} 添加了待办：{change.ToValue}"),
        "done" => T($"{who} has done: {change.ToValue}", $"{who} 完成了：{change.ToValue}"),
        "conversation" => ConversationLinked(change, who),
        _ when change.What.StartsWith("link", StringComparison.Ordinal) => LinkChange(change, who),
        "undone" => T($"{who} reopened: {change.ToValue}", $"{who} 重新打开了：{change.ToValue}"),
        _ when change.What.StartsWith("field:", StringComparison.Ordinal) => $"{who}: {change.What["field:".Length..]} {change.FromValue ?? "–"} → {change.ToValue ?? "–"}",
        _ => change.What,
    };

    private string Followed(RequestChange change, string who, RequestDossier dossier)
    {
        var staff = Guid.TryParse(change.ToValue, out var id) ? dossier.Staff.GetValueOrDefault(id, "") : "";
        return change.What == "followed" ? T($"{who}: {staff} follows", $"{who}：{staff} 已关注") : T($"{who}: {staff} no longer follows", $"{who}：{staff} 已取消关注");
    }

    private string StatusWord(string? word) => ValueOf<RequestStatus>(word) is { } known ? StatusName(known) : "–";

    private string PriorityWord(string? word) => ValueOf<RequestPriority>(word) is { } known ? PriorityName(known) : "–";

    private string LevelWord(string? word) => ValueOf<RequestLevel>(word) switch { RequestLevel.High => T("high", "高"), RequestLevel.Low => T("low", "低"), null => "–", _ => T("medium", "中") };

    private static T? ValueOf<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var known) ? known : null;
}
