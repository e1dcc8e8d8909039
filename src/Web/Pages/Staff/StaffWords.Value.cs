using System.Globalization;
using ServiceBot.Insight.Value;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of what customers are worth.</summary>
public sealed partial class StaffWords
{
    public string Value360 => T("Value", "客户价值");
    public string ValueLead(int months) => T($"What customers are expected to buy in the next {months} months and to be worth, by how often and for how much they bought (BG/NBD and Gamma–Gamma, in weeks, fitted to your own orders every night).", $"根据购买频率与金额预测客户未来 {months} 个月的购买与价值（BG/NBD 与 Gamma–Gamma，以周计，每晚用自有订单拟合）。");
    public string ValueNone(int fewest) => T($"Nothing is computed yet: it takes {fewest} customers who have bought again on another day.", $"尚未计算：至少需要 {fewest} 位在不同日期再次购买的客户。");
    public string ValueCustomers => T("Customers who have bought", "下过单的客户");
    public string ValuePurchases => T("Expected purchases", "预计购买次数");
    public string ValueSum => T("Expected value", "预计价值");
    public string ValueEach => T("Each", "人均");
    public string ValueDiscounted(double discount, string currency) => T($"{currency}, discounted by {Share(discount)} a month", $"{currency}，每月折现 {Share(discount)}");
    public string ValueByCell => T("By segment", "按分群");
    public string ValueMost => T("Worth most", "价值最高的客户");
    public string ValueRight => T("How right it would have been", "预测的准确度");
    public string ValueNotHeldOut => T("Before the days that are held out too few had bought again.", "留出期之前再次购买的客户太少。");
    public string ValueCame => T("What came", "实际");
    public string ValueModel => T("This model", "本模型");
    public string ValueSameRate => T("The same rate continues", "保持原有频率");
    public string ValueOff => T("Off by", "偏差");
    public string ValueMeanError => T("Error a customer, purchases", "人均误差（次）");
    public string ValueMoneyError => T("Error a customer, money", "人均误差（金额）");
    public string ValueCorrelation => T("Correlation", "相关系数");
    public string ValueParameters => T("The models", "模型参数");
    public string ValueWeeks => T("weeks", "周");

    public string Suggestions => T("May want", "可能需要");
    public string BecauseBought(string product) => T($"because they bought {product}", $"因为购买过 {product}");

    public string ValueHeldOut(ValueHoldOut held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return T(
            $"Fitted to what was known before {DayOf(DateOnly.FromDateTime(held.From))}, and compared with what {held.Customers:N0} customers bought until {DayOf(DateOnly.FromDateTime(held.Until.AddDays(-1)))}.",
            $"用 {DayOf(DateOnly.FromDateTime(held.From))} 之前的数据拟合，与 {held.Customers:N0} 位客户至 {DayOf(DateOnly.FromDateTime(held.Until.AddDays(-1)))} 的实际购买对比。");
    }

    public string ValueTells(double again, double tenth) => T(
        $"Expected purchases tell who buys again from who does not with an area under the curve of {Measure(again)}; the tenth of whom most was expected had {Share(tenth)} of the purchases.",
        $"预计购买次数区分是否再次购买的 AUC 为 {Measure(again)}；预期最高的 10% 客户占购买次数的 {Share(tenth)}。");

    public string ValueIndependence(double correlation) => Math.Abs(correlation) <= 0.3
        ? T($"How often and how much are nearly independent (correlation {Measure(correlation)}), as Gamma–Gamma wants it.", $"购买频率与金额近乎独立（相关 {Measure(correlation)}），符合 Gamma–Gamma 的假设。")
        : T($"How often and how much go together (correlation {Measure(correlation)}), which Gamma–Gamma does not expect: take money with care.", $"购买频率与金额相关（{Measure(correlation)}），不符合 Gamma–Gamma 的假设，金额仅供参考。");

    public string ValueOfOne(double purchases, int months) => T(
        $"expected of {purchases.ToString("0.0", CultureInfo.InvariantCulture)} purchases in the next {months} months.", $"预计未来 {months} 个月购买 {purchases.ToString("0.0", CultureInfo.InvariantCulture)} 次。");
}
