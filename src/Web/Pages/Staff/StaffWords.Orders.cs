using ServiceBot.Crm.Orders;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of orders.</summary>
public sealed partial class StaffWords
{
    public string NoOrdersHere => T("There is no order.", "暂无订单。");
    public string PaymentLabel => T("Payment", "付款");
    public string PlacedLabel => T("Placed", "下单时间");
    public string PromisedLabel => T("Promised for", "承诺日期");
    public string PaidLabel => T("Paid", "已付");
    public string RefundedLabel => T("Refunded", "已退款");
    public string PackedLabel => T("Packed", "已打包");
    public string CameBack => T("Came back", "已退回");
    public string NowLabel => T("Now", "本次");
    public string AmountOrAll => T("Amount (empty: all that is left)", "金额（留空为全部余额）");
    public string PartsHint => T("Quantities for Pack and Take back; empty: all that is left.", "打包或退货的数量；留空为全部剩余。");
    public string CarrierDayLabel => T("Carrier's day (empty: today)", "承运日期（留空为今天）");
    public string FromSystem(string system, string number) => T($"{number} in {system}", $"{system} 编号 {number}");

    public string PaymentName(PaymentStatus status) => status switch
    {
        PaymentStatus.Unpaid => T("Unpaid", "未付款"),
        PaymentStatus.PartPaid => T("Partly paid", "部分付款"),
        PaymentStatus.Paid => T("Paid", "已付款"),
        PaymentStatus.PartRefunded => T("Partly refunded", "部分退款"),
        _ => T("Refunded", "已退款"),
    };

    public string OrderStepName(OrderStepKind step) => step switch
    {
        OrderStepKind.Confirm => T("Confirm", "确认"),
        OrderStepKind.Fulfil => T("Pack", "打包"),
        OrderStepKind.Ship => T("Ship", "发货"),
        OrderStepKind.Deliver => T("Delivered", "送达"),
        OrderStepKind.Return => T("Take back", "退货"),
        OrderStepKind.Cancel => T("Cancel", "取消"),
        OrderStepKind.Pay => T("Book payment", "登记付款"),
        OrderStepKind.Refund => T("Refund", "退款"),
        OrderStepKind.Change => T("Change", "修改"),
        _ => T("Make", "创建"),
    };

    public string OrderStepDone(OrderStepKind step) => step switch
    {
        OrderStepKind.Confirm => T("confirmed", "已确认"),
        OrderStepKind.Fulfil => T("packed", "打包"),
        OrderStepKind.Ship => T("shipped", "发货"),
        OrderStepKind.Deliver => T("delivered", "送达"),
        OrderStepKind.Return => T("taken back", "退货"),
        OrderStepKind.Cancel => T("cancelled", "取消"),
        OrderStepKind.Pay => T("paid", "付款"),
        OrderStepKind.Refund => T("refunded", "退款"),
        OrderStepKind.Change => T("changed", "修改"),
        _ => T("placed", "下单"),
    };

    /// <summary>«Mei: packed, line 1 × 2».</summary>
    public string OrderStepText(OrderStep step, string currency, IReadOnlyDictionary<Guid, string> staff)
    {
        ArgumentNullException.ThrowIfNull(step);
        string?[] more =
        [
            step.Move.Amount is { } amount ? Money(amount, currency) : null,
            .. (step.Move.Parts ?? []).Select(part => T($"line {part.Line} × {Fine(part.Quantity)}", $"第 {part.Line} 行 × {Fine(part.Quantity)}")),
            step.Day is { } day ? DayOf(day) : null,
            step.Note,
        ];
        return $"{Who(step.Who, staff)}{T(": ", "：")}{string.Join(" · ", more.Prepend(OrderStepDone(step.Move.Kind)).Where(part => part is not null))}";
    }
}
