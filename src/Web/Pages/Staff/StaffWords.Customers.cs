using System.Globalization;
using ServiceBot.Crm.Cleaning;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Lifecycle;
using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Linking;
using ServiceBot.Crm.Relations;
using ServiceBot.Desk.Customers;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of customers' pages.</summary>
public sealed partial class StaffWords
{
    public string Customers => T("Customers", "客户");
    public string CustomersLead => T("Who came last stands first. Several records of one person are one line here.", "最近出现的客户在最前；同一人的多条记录合为一行。");
    public string FindCustomer => T("E-mail, phone or customer number", "邮箱、电话或客户编号");
    public string SearchByName => T("Search by name", "按姓名搜索");
    public string NoCustomers => T("There are no customers yet.", "暂无客户。");
    public string NobodyHasThat => T("Nobody has that.", "没有匹配的客户。");
    public string Phone => T("Phone", "电话");
    public string CustomerNumberLabel => T("Customer number", "客户编号");
    public string InBooksSince => T("In the books since", "建档时间");
    public string NoNameYet => T("No name yet", "暂无姓名");
    public string NewCustomer => T("New customer", "新建客户");
    public string CustomerProfileTitle => T("Profile", "资料");
    public string Origins => T("Where it comes from", "资料来源");
    public string OriginsHint => T("What somebody at the desk said counts before all else; then what is trusted more and newer. Nothing is lost: take a word back, and what stood below it counts again.", "客服填写的内容优先；其余按可信度与新旧取用。内容不会丢失：撤回后，之前的内容重新生效。");
    public string OriginsShown(int shown, int all) => T($"What counts and the newest are shown: {shown} of {all}.", $"仅显示生效及最新的内容：{shown}/{all}。");
    public string FactField => T("Field", "字段");
    public string FactValue => T("Value", "内容");
    public string FactFrom => T("From", "来源");
    public string Counts => T("counts", "生效");
    public string TakenBack => T("taken back", "已撤回");
    public string NoValue => T("none", "无");
    public string Kind => T("Kind", "类型");
    public string Remove => T("Remove", "移除");
    public string Add => T("Add", "添加");
    public string Identifiers => T("E-mail, phone and accounts", "邮箱、电话与账号");
    public string SamePerson => T("The same person", "同一人");
    public string SamePersonHint => T("Merging moves nothing: it can be taken back at any time, and everything is as it was.", "合并不会移动任何数据：可随时撤回，一切恢复原状。");
    public string MayBeSame => T("May be the same", "可能是同一人");
    public string FoundCustomers => T("Found", "查找结果");
    public string MergeCustomers => T("Merge", "合并");
    public string NotTheSame => T("Not the same", "不是同一人");
    public string FindOther => T("E-mail, phone, customer number or id of the other", "另一位客户的邮箱、电话、编号或 ID");
    public string Consents => T("Agreed to", "授权同意");
    public string Agreed => T("Yes", "同意");
    public string Refused => T("No", "拒绝");
    public string DecidedOtherwise => T("Not done: somebody has decided otherwise. Take that back first.", "未完成：已有相反的决定，请先撤回。");

    public string Duplicates => T("Possible duplicates", "可能的重复客户");
    public string DuplicatesLead => T("Records that may be one person, the surest pair first. What you decide is never asked again, and can be taken back.", "可能属于同一人的记录，最可能的在最前。处理后不再询问，并可随时撤回。");
    public string NoDuplicates => T("There are none: whoever may be the same has been decided.", "没有待处理的重复客户。");
    public string NewCustomerAnyway => T("New customer all the same", "仍然新建");
    public string LinkSteps => T("How that comes about", "判断依据");
    public string LinkCompared => T("Compared", "比较项");
    public string LinkAgreement => T("Agreement", "一致程度");
    public string LinkBits => T("Bits", "权重（比特）");
    public string LinkTogether => T("Together", "合计");
    public string LinkSummary(double probability) => T($"{LinkPercent(probability)} one person: why", $"{LinkPercent(probability)} 为同一人：查看依据");

    /// <summary>Never 100 %: comparing is no proof.</summary>
    public string LinkPercent(double probability) => probability >= 0.9999 ? T("over 99.99 %", "超过 99.99 %") : string.Create(CultureInfo.InvariantCulture, $"{100 * probability:0.##} %");

    public string LinkStepName(WaterfallStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Kind switch
        {
            WaterfallKind.Prior => T("Two records at random", "任意两条记录"),
            WaterfallKind.Household => T("People who live together share as much", "同住的人也会相同"),
            _ => step.Field switch
            {
                LinkField.GivenName => T("Given name", "名"),
                LinkField.FamilyName => T("Family name", "姓"),
                LinkField.BirthDate => FieldName(CustomerFields.BirthDate),
                LinkField.Email => Email,
                LinkField.Phone => Phone,
                LinkField.HouseNumber => T("House number", "门牌号"),
                LinkField.Street => FieldName("street"),
                LinkField.AddressLine2 => T("Second line of the address", "地址第二行"),
                LinkField.City => FieldName("city"),
                LinkField.Postcode => FieldName("postcode"),
                LinkField.State => FieldName("region"),
                _ => CustomerNumberLabel,
            },
        };
    }

    public string? LinkLevelName(LinkLevel? level) => level switch
    {
        LinkLevel.Exact => T("the same", "相同"),
        LinkLevel.Near => T("one slip apart", "差一处笔误"),
        LinkLevel.Alike => T("alike", "相近"),
        LinkLevel.Swapped => T("in each other's place", "位置互换"),
        LinkLevel.Different => T("different", "不同"),
        _ => null,
    };

    public string Quality => T("Data quality", "资料质量");
    public string QualityLead => T("What could be written better. Nothing is changed without you.", "可改进的资料。未经确认不会更改。");
    public string BySource => T("By source", "按来源");
    public string ValuesThatCount => T("Values", "有效值");
    public string CouldBeBetter => T("Could be written better", "可改进");
    public string QualityColumn => T("Quality", "质量");
    public string AllHints => T("All", "全部");
    public string NoHints => T("There is nothing to clean.", "没有需要清理的资料。");
    public string TakeHint => T("Take", "采用");
    public string RightAsItIs => T("It is right", "无误");
    public string Sure(double confidence) => T($"{Percent(confidence)} sure", $"把握 {Percent(confidence)}");
    public string QualityOf(long customers, double? score) => score is { } mean
        ? T($"{customers} {(customers == 1 ? "customer" : "customers")}, quality {Percent(mean)}", $"{customers} 位客户，质量 {Percent(mean)}")
        : NoCustomers;

    public string HintName(HintKind kind) => kind switch
    {
        HintKind.NameMissing => T("No name", "无姓名"),
        HintKind.ContactMissing => T("Cannot be reached", "无联系方式"),
        HintKind.NamePlaceholder => T("No real name", "非真实姓名"),
        HintKind.NameForm => T("Name", "姓名写法"),
        HintKind.EmailSlip => T("Mistyped e-mail address", "邮箱疑似笔误"),
        HintKind.PhoneForm => T("Phone without calling code", "电话缺少国家代码"),
        HintKind.PhoneUnknown => T("No such phone number", "电话号码无效"),
        HintKind.BirthDateUnlikely => T("Unlikely date of birth", "出生日期可疑"),
        HintKind.CountryForm => T("Country", "国家写法"),
        HintKind.CountryMissing => T("Country from the phone number", "由电话号码推断国家"),
        HintKind.PostcodeForm => T("Postcode", "邮编写法"),
        HintKind.PostcodeUnknown => T("No such postcode", "邮编无效"),
        _ => T("City", "城市写法"),
    };

    public string TimeLineTitle => T("Time line", "时间线");
    public string AsOfLabel => T("As of", "截至");
    public string Earlier => T("Earlier", "更早");
    public string AsItIsNow => T("As it is now", "查看当前");
    public string AsItWasOn(DateOnly day) => T($"As it was at the end of {DayOf(day)}.", $"{DayOf(day)}结束时的资料。");

    public string TimeLineKindName(TimeLineKind kind) => kind switch
    {
        TimeLineKind.Created => T("In the books", "建档"),
        TimeLineKind.Request => T("Request", "服务单"),
        TimeLineKind.Conversation => T("Conversation", "对话"),
        TimeLineKind.Order or TimeLineKind.OrderStep => T("Order", "订单"),
        TimeLineKind.Agreed => T("Agreed", "同意"),
        TimeLineKind.Refused => T("Refused", "拒绝"),
        TimeLineKind.NotKnown => T("Consent not known", "授权未知"),
        TimeLineKind.Said => T("Profile", "资料"),
        TimeLineKind.Merged => T("Merged", "合并"),
        TimeLineKind.Stage => T("Stage", "阶段"),
        TimeLineKind.Related => T("Related", "建立关系"),
        TimeLineKind.Unrelated => T("No longer related", "关系结束"),
        TimeLineKind.Contract => T("Contract", "合约"),
        _ => T("Not the same", "不是同一人"),
    };

    public string StageName(LifecycleStage stage) => stage switch
    {
        LifecycleStage.Prospect => T("Prospect", "潜在客户"),
        LifecycleStage.New => T("New", "新客户"),
        LifecycleStage.Growing => T("Growing", "成长客户"),
        LifecycleStage.Returning => T("Returning", "回流客户"),
        LifecycleStage.Loyal => T("Loyal", "忠诚客户"),
        _ => T("Gone", "流失客户"),
    };

    /// <summary>«4 orders, usually 31 days apart; since 3 May 2026».</summary>
    public string StageWhy(LifecycleStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Gap is { } gap
            ? T($"{step.Purchases} orders, usually {gap.TotalDays:0} days apart; since {Day(step.Since)}", $"{step.Purchases} 个订单，通常间隔 {gap.TotalDays:0} 天；自 {Day(step.Since)}起")
            : T("No order yet", "暂无订单");
    }

    /// <summary>«City: Leeds», «Offers and news».</summary>
    public string TimeLineWhat(TimeLineEntry entry, CustomerFieldSet fields)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Kind switch
        {
            TimeLineKind.Said when entry.Fact is { } fact => $"{FieldName(fact.Field, fields)}: {(fact.Value is null ? $"{CustomerTag.Of(fact.Field)} {NoValue}".Trim() : FieldValue(fact.Field, fact.Value, fields))}",
            TimeLineKind.OrderStep when entry.What.Split(':') is [var number, var step] => $"{number} · {OrderStepDone(Enum.Parse<OrderStepKind>(step))}",
            TimeLineKind.Related or TimeLineKind.Unrelated when entry.What.Split(':', 2) is [var kind, var other] => $"{RelationName(Enum.Parse<RelationKind>(kind))} {other}",
            TimeLineKind.Stage => StageName(Enum.Parse<LifecycleStage>(entry.What)),
            TimeLineKind.Agreed or TimeLineKind.Refused or TimeLineKind.NotKnown => entry.What.Split(':', 2) is [var purpose, var channel] ? $"{PurposeName(purpose)} · {ConsentChannelName(channel)}" : PurposeName(entry.What),
            _ => entry.What,
        };
    }

    public string RecordsOfOne(int count) => T($"{count} records of one person", $"同一人的 {count} 条记录");

    public string FieldName(string field) => field switch
    {
        CustomerFields.Name => Name,
        CustomerFields.Party => T("Is a", "客户类型"),
        "company" => T("Company", "公司"),
        "job_title" => T("Job title", "职位"),
        CustomerFields.Language => T("Language", "语言"),
        CustomerFields.BirthDate => T("Date of birth", "出生日期"),
        "street" => T("Street", "街道地址"),
        "city" => T("City", "城市"),
        "region" => T("Region", "省/州"),
        "postcode" => T("Postcode", "邮编"),
        "country" => T("Country", "国家"),
        "remark" => T("Remark", "备注"),
        _ => IdentifierKind(field),
    };

    public string? FieldValue(string field, string? value) =>
        value is null ? null
        : field == CustomerFields.Language ? LanguageName(value)
        : field == CustomerFields.Party ? PartyName(value)
        : field == "country" && CountryTable.NameOf(value, T("en", "zh")) is { } name ? $"{value} · {name}"
        : value;

    public string IdentifierKind(string kind) => kind switch
    {
        "email" => Email,
        "phone" => Phone,
        "customer_number" => CustomerNumberLabel,
        "external_key" => T("Key in another system", "外部系统键"),
        "given_name" => T("Given name", "名"),
        "family_name" => T("Family name", "姓"),
        "channel" => T("Chat account", "聊天账号"),
        _ => kind,
    };

    public string PurposeName(string purpose) => purpose switch
    {
        "marketing" => T("Offers and news", "营销信息"),
        "service_news" => T("News of their requests", "服务通知"),
        _ => purpose,
    };

    /// <summary>«Mei, 3 days ago», «chat account, yesterday».</summary>
    public string Origin(CustomerFact fact, IReadOnlyDictionary<Guid, string> staff)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return $"{Who(fact.SaidBy, staff) ?? SourceName(fact.Source)}, {Ago(fact.At)}";
    }

    /// <summary>«A and B are the same, said Mei».</summary>
    public string EdgeText(Edge edge, string one, string other, IReadOnlyDictionary<Guid, string> staff)
    {
        ArgumentNullException.ThrowIfNull(edge);
        var by = Who(edge.DecidedBy, staff);
        return (edge.IsSame, by) switch
        {
            (true, null) when edge.Kind == "linked" => T($"{one} and {other}: what is known of both says that they are the same", $"{one} 与 {other}：资料比对判定为同一人"),
            (true, null) => T($"{one} and {other}: one proved the other's e-mail address", $"{one} 与 {other}：通过邮箱验证为同一人"),
            (true, _) => T($"{one} and {other} are the same: {by}", $"{one} 与 {other} 为同一人（{by}）"),
            _ => T($"{one} and {other} are not the same: {by}", $"{one} 与 {other} 不是同一人（{by}）"),
        };
    }

    public string CustomerFault(IEnumerable<string> fields, CustomerFieldSet known) => T("Look again: ", "请检查：") + string.Join(T(", ", "、"), fields.Select(field => FieldName(field, known)));

    public string CustomerChanged(IEnumerable<string> fields, CustomerFieldSet known) => T("Not saved: somebody changed this meanwhile: ", "未保存：以下内容已被他人修改：") + string.Join(T(", ", "、"), fields.Select(field => FieldName(field, known)));

    private string? Who(string? by, IReadOnlyDictionary<Guid, string> staff) =>
        by is null ? null
        : Actor.StaffOf(by) is { } id ? staff.GetValueOrDefault(id, by)
        : by == Actor.Customer.Name ? T("the customer", "客户")
        : by == Actor.System.Name ? T("the system", "系统")
        : by[(by.IndexOf(':', StringComparison.Ordinal) + 1)..] is var name && by.StartsWith("segment:", StringComparison.Ordinal) ? T($"segment {name}", $"分群 {name}")
        : name;

    /// <summary>A share as a whole number of hundredths.</summary>
    public string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * share):0} %");

    public string SourceName(string source) => source switch
    {
        FactSources.Customer => T("the customer", "客户本人"),
        FactSources.Import => T("an import", "导入"),
        FactSources.Mail => T("a mail", "邮件"),
        FactSources.Channel => T("chat account", "聊天账号"),
        FactSources.Segment => T("a segment", "分群"),
        FactSources.Demo => T("the demo", "演示数据"),
        FactSources.Staff => T("the desk", "客服"),
        FactSources.Api => T("another system", "其他系统"),
        _ => source,
    };
}
