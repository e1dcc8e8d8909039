using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Dialogs.Bot;

/// <summary>How states and teams are called in a conversation.</summary>
internal static class BotWordsOfDesk
{
    private static readonly Dictionary<string, (string English, string Chinese)> Teams = new(StringComparer.Ordinal)
    {
        ["faults"] = ("faults", "故障处理"),
        ["field"] = ("technician", "上门服务"),
        ["billing"] = ("billing", "账单"),
        ["returns"] = ("returns", "退换货"),
        ["orders"] = ("orders", "订单"),
        ["contracts"] = ("contracts", "合约"),
        ["accounts"] = ("accounts", "账户"),
        ["complaints"] = ("complaints", "投诉处理"),
        ["privacy"] = ("privacy", "隐私保护"),
        ["care"] = ("customer care", "客户服务"),
    };

    /// <summary>A team's name, to stand before the word «team» (团队); a team that an operator named is called by that name.</summary>
    public static string Team(string team, string language) =>
        Teams.TryGetValue(team, out var name) ? (language == "zh" ? name.Chinese : name.English) : team;

    public static string Status(RequestStatus status, string language) => (status, language) switch
    {
        (RequestStatus.New, "zh") => "已受理，待处理",
        (RequestStatus.Open, "zh") => "处理中",
        (RequestStatus.Waiting, "zh") => "等待您的回复",
        (RequestStatus.Resolved, "zh") => "已解决",
        (RequestStatus.Closed, "zh") => "已关闭",
        (RequestStatus.Withdrawn, "zh") => "已撤回",
        (RequestStatus.New, _) => "new",
        (RequestStatus.Open, _) => "in progress",
        (RequestStatus.Waiting, _) => "waiting for you",
        (RequestStatus.Resolved, _) => "resolved",
        (RequestStatus.Closed, _) => "closed",
        _ => "withdrawn",
    };

    public static string Status(OrderStatus status, string language) => (status, language) switch
    {
        (OrderStatus.Placed, "zh") => "已下单",
        (OrderStatus.Packed, "zh") => "已打包",
        (OrderStatus.Shipped, "zh") => "运输中",
        (OrderStatus.Delivered, "zh") => "已送达",
        (OrderStatus.Returned, "zh") => "已退货",
        (OrderStatus.Cancelled, "zh") => "已取消",
        (OrderStatus.Placed, _) => "placed",
        (OrderStatus.Packed, _) => "packed",
        (OrderStatus.Shipped, _) => "on its way",
        (OrderStatus.Delivered, _) => "delivered",
        (OrderStatus.Returned, _) => "returned",
        _ => "cancelled",
    };
}
