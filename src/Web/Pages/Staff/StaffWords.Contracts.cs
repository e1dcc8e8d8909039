using System.Globalization;
using ServiceBot.Desk.Contracts;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of service contracts.</summary>
public sealed partial class StaffWords
{
    public string Contracts => T("Contracts", "合约");
    public string ContractsLead => T("Open the customer beside a conversation or a request to make another.", "如需新建合约，请在对话或服务单旁打开客户资料。");
    public string ContractsOf(string customer) => T($"Contracts of {customer}", $"{customer} 的合约");
    public string NoContracts => T("There is no contract yet.", "暂无合约。");
    public string NewContract => T("New contract", "新建合约");
    public string EndContract => T("End the contract now", "立即终止合约");
    public string ContractSays => T("What it says", "合约内容");
    public string ContractTier => T("Kind", "等级");
    public string FirstDay => T("First day", "起始日");
    public string LastDay => T("Last day", "截止日");
    public string TimeZoneOf => T("Time zone of these days", "日期所用时区");
    public string WorkMinutes => T("Minutes of work", "工时（分钟）");
    public string NoLimitHint => T("Empty: without a limit.", "留空表示不限。");
    public string CoversLabel => T("Covers", "适用范围");
    public string CoversHint => T("Categories or types: fault visit. Empty: all.", "类别或类型代码，例如：fault visit；留空表示全部。");
    public string ContractOwner => T("Owner", "负责人");
    public string OwnerHint => T("Is reminded before it ends.", "到期前会收到提醒。");
    public string Vip => T("VIP", "贵宾");
    public string VipHint => T("VIP: served before others", "贵宾：优先服务");
    public string Units => T("Amount", "数量");
    public string LeftLabel => T("Left", "剩余");
    public string Ledger => T("What was used", "使用记录");
    public string BookMinutes => T("Book minutes", "登记工时");
    public string GiveBack => T("Give back", "退回");
    public string When => T("When", "时间");
    public string ContractNumber => T("Number", "编号");
    public string DaysAndNumbers => T("A day, a number or a request is not one. Days look like 2026-12-31.", "日期、数字或服务单号有误。日期格式如 2026-12-31。");
    public string ContractChanged => T("Not done: somebody changed the contract since you looked.", "未完成：合约在此期间已被修改。");
    public string NotEnoughLeft => T("Not done: the contract does not run, or not so much is left.", "未完成：合约未生效或余量不足。");

    public string ContractValue => T("Value", "合约金额");
    public string NoticeDays => T("Notice, in days", "提前通知（天）");
    public string RenewMonths => T("Renewed for, in months", "自动续约（月）");
    public string RenewHint => T("Empty: it ends. Otherwise another one begins when no notice was given in time.", "留空表示到期终止；否则逾期未通知即自动续约。");
    public string CoveredProducts => T("Products", "产品编码");
    public string SerialNumbers => T("Serial numbers, one a line", "序列号（每行一个）");
    public string RenewalsDue => T("Renewals due", "待续约");
    public string NoRenewals => T("Of no contract has notice to be given in this time.", "此期间没有需要决定续约的合约。");
    public string NoticeUntil => T("Notice by", "最晚通知日");
    public string WithinDays => T("Within days", "天数");
    public string ThenLabel => T("Then", "届时");
    public string RenewsOrEnds(Contract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract.Terms.RenewMonths is { } months ? T($"renewed for {months} months", $"续约 {months} 个月") : T("ends", "终止");
    }

    /// <summary>The kinds of contracts, in the order of the settings.</summary>
    public IEnumerable<string> Tiers => _contracts.Tiers.Keys;

    public string TierName(string tier) => _contracts.Tiers.TryGetValue(tier, out var known) ? T(known.En, known.Zh) : tier;

    public string ContractStateName(ContractState state) => state switch
    {
        ContractState.Upcoming => T("To come", "未开始"),
        ContractState.Active => T("Runs", "生效中"),
        _ => T("Ended", "已结束"),
    };

    public string DayOf(DateOnly day) => T(day.ToString("d MMM yyyy", CultureInfo.InvariantCulture), $"{day.Year} 年 {day.Month} 月 {day.Day} 日");

    /// <summary>«3 of 10 requests left, 60 of 120 min left».</summary>
    public string UnitsLeft(Contract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var requests = contract.Terms.Requests is { } most ? T($"{Math.Max(0, contract.RequestsLeft!.Value)} of {most} requests left", $"服务单剩余 {Math.Max(0, contract.RequestsLeft!.Value)}/{most}") : T("requests without a limit", "服务单不限");
        return contract.Terms.Minutes is { } minutes ? T($"{requests}, {contract.MinutesLeft} of {minutes} min left", $"{requests}，工时剩余 {contract.MinutesLeft}/{minutes} 分钟") : requests;
    }

    /// <summary>«3 of 10 requests left, ends 31 Dec 2026».</summary>
    public string ContractLeft(Contract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract.StateAt(_clock.GetUtcNow()) == ContractState.Upcoming
            ? T($"begins {DayOf(contract.Terms.From)}", $"{DayOf(contract.Terms.From)} 起")
            : T($"{UnitsLeft(contract)}, ends {DayOf(contract.Terms.Until)}", $"{UnitsLeft(contract)}，{DayOf(contract.Terms.Until)} 到期");
    }

    public string UsedUnits(ContractUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        var (amount, isBack) = (Math.Abs(use.Amount), use.Amount < 0);
        var units = use.Unit == "minute" ? T($"{amount} min", $"{amount} 分钟") : T(amount == 1 ? "1 request" : $"{amount} requests", $"{amount} 个服务单");
        return isBack ? T($"{units} given back", $"退回 {units}") : units;
    }

    /// <summary>What is wrong with a contract, by the fields that are.</summary>
    public string ContractFault(IEnumerable<string> fields) => T("Not done. Please look at: ", "未完成，请检查：") + string.Join(T(", ", "、"), fields.Select(field => field switch
    {
        "tier" => ContractTier,
        "covers" => CoversLabel,
        "until" => LastDay,
        "zone" => TimeZoneOf,
        "requests" => Requests,
        "minutes" => WorkMinutes,
        "owner" => ContractOwner,
        "request" => RequestNumber,
        "value" => ContractValue,
        "currency" => CurrencyLabel,
        "noticeDays" => NoticeDays,
        "renewMonths" => RenewMonths,
        "products" => CoveredProducts,
        "serials" => SerialNumbers,
        "order" => OrderOf,
        _ => Customer,
    }));

    /// <summary>A line of a contract's history.</summary>
    public string ContractChangeOf(ContractChange change, IReadOnlyDictionary<Guid, string> staff)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(staff);
        var who = ServiceBot.Desk.Requests.Actor.StaffOf(change.Who) is { } id ? staff.GetValueOrDefault(id, Product) : change.Who == "system" ? Product : change.Who.Replace("api:", "", StringComparison.Ordinal);
        string Value(string? value) => value switch
        {
            null or "" => "–",
            _ when change.What == "owner" && Guid.TryParse(value, out var owner) => staff.GetValueOrDefault(owner, "–"),
            _ when change.What == "tier" => TierName(value),
            _ => value,
        };
        return change.What switch
        {
            "created" => T($"{who} made it: {change.ToValue}", $"{who} 创建了合约：{change.ToValue}"),
            "ended" => T($"{who} ended it {change.ToValue}", $"{who} 终止了合约 {change.ToValue}").TrimEnd(),
            "renewed" => T($"Renewed: {change.ToValue}", $"已续约：{change.ToValue}"),
            "reminded" => T($"The owner was reminded: {change.ToValue}", $"已提醒负责人：{change.ToValue}"),
            _ => $"{who}: {TermName(change.What)} {Value(change.FromValue)} → {Value(change.ToValue)}",
        };
    }

    /// <summary>That a request came under a contract: the value is its number and kind.</summary>
    private string ContractLine(string? value) => value?.Split(' ') is [var number, var tier] ? T($"Comes under contract {number} ({TierName(tier)})", $"适用合约 {number}（{TierName(tier)}）") : "";

    private string TermName(string term) => term switch
    {
        "from" => FirstDay,
        "vip" => Vip,
        _ => ContractFault([term])[ContractFault([]).Length..],
    };
}
