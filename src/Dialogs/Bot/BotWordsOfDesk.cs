using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Dialogs.Bot;

/// <summary>How states and teams are called in a conversation.</summary>
internal static class BotWordsOfDesk
{
    private static readonly Dictionary<string, (string English, string Chinese)> Teams = new(StringComparer.Ordinal)
    {
        ["faults"] = ("the faults team", "故障处理组"),
        ["field"] = ("the technicians", "上门服务组"),
        ["billing"] = ("the billing team", "账单组"),
        ["returns"] = ("the returns team", "退换货组"),
        ["orders"] = ("the orders team", "订单组"),
        ["contracts"] = ("the contracts team", "合约组"),
        ["accounts"] = ("the accounts team", "账户组"),
        ["complaints"] = ("the complaints team", "投诉处理组"),
        ["privacy"] = ("the privacy team", "隐私保护组"),
        ["care"] = ("customer care", "客户服务组"),
    };

    /// <summary>A team's name for customers; a team that an operator named is called by that name.</summary>
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
