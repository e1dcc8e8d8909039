using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Dialogs.Bot;

/// <summary>How states are called in a conversation.</summary>
internal static class BotWordsOfDesk
{
    public static string Status(RequestStatus status, string language) => (status, language) switch
    {
        (RequestStatus.New, "zh") => "已受理，待处理",
        (RequestStatus.Open, "zh") => "处理中",
        (RequestStatus.Waiting, "zh") => "等待您的回复",
        (RequestStatus.Held, "zh") => "等待第三方处理",
        (RequestStatus.Resolved, "zh") => "已解决",
        (RequestStatus.Closed, "zh") => "已关闭",
        (RequestStatus.Withdrawn, "zh") => "已撤回",
        (RequestStatus.New, _) => "new",
        (RequestStatus.Open, _) => "in progress",
        (RequestStatus.Waiting, _) => "waiting for you",
        (RequestStatus.Held, _) => "waiting for a third party",
        (RequestStatus.Resolved, _) => "resolved",
        (RequestStatus.Closed, _) => "closed",
        _ => "withdrawn",
    };

    public static string Status(OrderStatus status, string language) => (status, language) switch
    {
        (OrderStatus.Created, "zh") => "已下单",
        (OrderStatus.Confirmed, "zh") => "已确认",
        (OrderStatus.PartFulfilled, "zh") => "部分已打包",
        (OrderStatus.Fulfilled, "zh") => "已打包",
        (OrderStatus.Shipped, "zh") => "运输中",
        (OrderStatus.Delivered, "zh") => "已送达",
        (OrderStatus.PartReturned, "zh") => "部分已退货",
        (OrderStatus.Returned, "zh") => "已退货",
        (OrderStatus.Cancelled, "zh") => "已取消",
        (OrderStatus.Created, _) => "placed",
        (OrderStatus.Confirmed, _) => "confirmed",
        (OrderStatus.PartFulfilled, _) => "partly packed",
        (OrderStatus.Fulfilled, _) => "packed",
        (OrderStatus.Shipped, _) => "on its way",
        (OrderStatus.Delivered, _) => "delivered",
        (OrderStatus.PartReturned, _) => "partly returned",
        (OrderStatus.Returned, _) => "returned",
        _ => "cancelled",
    };
}
