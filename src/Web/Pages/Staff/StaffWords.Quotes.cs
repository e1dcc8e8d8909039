using ServiceBot.Crm.Quotes;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of quotes.</summary>
public sealed partial class StaffWords
{
    public string Quotes => T("Quotes", "报价单");
    public string Quote => T("Quote", "报价单");
    public string NewQuote => T("New quote", "新建报价单");
    public string NoQuotes => T("There is no quote.", "暂无报价单。");
    public string ValidUntil => T("Valid until", "有效期至");
    public string DiscountPercent => T("Discount, %", "折扣（%）");
    public string TaxPercent => T("Tax, %", "税率（%）");
    public string Conditions => T("Conditions", "条款");
    public string QuoteLanguage => T("Language of the customer", "客户语言");
    public string NetLabel => T("Without tax", "不含税");
    public string TotalLabel => T("Total", "合计");
    public string BelowList => T("Below the price book", "低于价目表");
    public string ApprovedByOther => T("Whoever wrote it can't decide on it", "编写者本人不能审批");
    public string RemarkLabel => T("Remark", "备注");
    public string NotNow => T("Not done: as it stands now, that is not possible.", "未完成：当前状态不允许此操作。");
    public string VersionsLabel => T("Versions", "各版本");
    public string EmptyPrice => T("Without a price, the price book's price of the day is taken. Empty the code to leave a line out.", "未填单价时取价目表当日价格。清空编码即删除该行。");
    public string SentRate(decimal rate, string currency, string home, DateOnly day) => T($"Rate when it was sent: 1 {currency} = {Fine(rate)} {home}, of {DayOf(day)}", $"发送时汇率：1 {currency} = {Fine(rate)} {home}（{DayOf(day)}）");
    public string LinkLabel => T("Link for the customer", "客户链接");
    public string LinkHint => T("Whoever has it can read this version and answer it until its last day.", "持有此链接者可查看此版本，并在有效期内答复。");
    public string PdfLabel => "PDF";
    public string OfOpportunity(string number) => T($"for {number}", $"商机 {number}");
    public string AnswerOf(QuoteVersion version) => T($"{version.AnsweredBy}, {Ago(version.AnsweredAt!.Value)}", $"{version.AnsweredBy}，{Ago(version.AnsweredAt!.Value)}");

    public string AnswerUntil(DateOnly day) => T($"You can answer it until {DayOf(day)}.", $"您可在 {DayOf(day)}之前答复。");
    public string SignName => T("Your full name", "您的姓名");
    public string SignNote => T("A remark (optional)", "备注（选填）");
    public string SignHint => T("With your name you sign the answer; the time is kept with it.", "填写姓名即视为签署，答复时间将一并保存。");
    public string SignMissing => T("Please say who answers.", "请填写答复人姓名。");
    public string AcceptButton => T("Accept", "接受");
    public string DeclineButton => T("Decline", "拒绝");

    /// <summary>Why the customer can't answer any more.</summary>
    public string AnsweredText(QuoteVersion version, QuoteState state)
    {
        ArgumentNullException.ThrowIfNull(version);
        return state switch
        {
            QuoteState.Accepted => T($"Accepted by {AnswerOf(version)}. Thank you.", $"已接受：{AnswerOf(version)}。谢谢。"),
            QuoteState.Declined => T($"Declined by {AnswerOf(version)}.", $"已拒绝：{AnswerOf(version)}。"),
            QuoteState.Expired => T($"It could be answered until {DayOf(version.Terms.ValidUntil)}.", $"已于 {DayOf(version.Terms.ValidUntil)}过期。"),
            QuoteState.Replaced => T("A newer version stands in its place.", "已有新版本取代本版本。"),
            _ => T("It was taken back.", "本报价已撤回。"),
        };
    }

    public string QuoteStateName(QuoteState state) => state switch
    {
        QuoteState.Draft => T("Draft", "草稿"),
        QuoteState.Waiting => T("Waiting for approval", "待审批"),
        QuoteState.Approved => T("Approved", "已批准"),
        QuoteState.Sent => T("Sent", "已发送"),
        QuoteState.Expired => T("Expired", "已过期"),
        QuoteState.Accepted => T("Accepted", "已接受"),
        QuoteState.Declined => T("Declined", "已拒绝"),
        QuoteState.Withdrawn => T("Withdrawn", "已撤回"),
        _ => T("Replaced", "已被取代"),
    };

    /// <summary>What a button says, and what the history says was done.</summary>
    public string QuoteStepName(string step) => step switch
    {
        QuoteSteps.Submit => T("Submit", "提交"),
        QuoteSteps.Approve => T("Approve", "批准"),
        QuoteSteps.Refuse => T("Give back", "退回"),
        QuoteSteps.Send => T("Send", "发送"),
        QuoteSteps.Revise => T("New version", "新版本"),
        QuoteSteps.Withdraw => T("Withdraw", "撤回"),
        QuoteSteps.Accept => T("Accepted", "客户接受"),
        QuoteSteps.Decline => T("Declined", "客户拒绝"),
        QuoteSteps.Change => T("Changed", "修改"),
        _ => T("Made", "创建"),
    };

    /// <summary>«Mei: sent, version 2».</summary>
    public string QuoteChangeText(QuoteChange change, IReadOnlyDictionary<Guid, string> staff)
    {
        ArgumentNullException.ThrowIfNull(change);
        return T($"{Who(change.Who, staff)}: {QuoteStepName(change.What)}, version {change.Version}", $"{Who(change.Who, staff)}：{QuoteStepName(change.What)}，版本 {change.Version}") + (change.Note is null ? null : $" · {change.Note}");
    }

    /// <summary>Why somebody else has to approve it.</summary>
    public string ApprovalText(ApprovalReason reason, string home)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return reason.Kind switch
        {
            ApprovalKind.Discount => T($"It is {Fine(reason.Figure)}% below the price book; up to {Fine(reason.Limit)}% needs no approval.", $"低于价目表 {Fine(reason.Figure)}%，超过免审批上限 {Fine(reason.Limit)}%。"),
            ApprovalKind.Amount => T($"It comes to {Money(reason.Figure, home)}; up to {Money(reason.Limit, home)} needs no approval.", $"金额 {Money(reason.Figure, home)}，超过免审批上限 {Money(reason.Limit, home)}。"),
            _ => T("Its currency has no rate, so nobody knows what it comes to.", "该货币没有汇率，无法折算金额。"),
        };
    }
}
