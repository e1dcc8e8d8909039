using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Lists;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of lists of customers, of tags and of the company's own fields.</summary>
public sealed partial class StaffWords
{
    /// <summary>What a field is called, the company's own and tags among them.</summary>
    public string FieldName(string field, CustomerFieldSet fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return field == CustomerFacets.Tag || CustomerTag.Of(field) is not null ? Tag : field == CustomerFacets.Stage ? Stage : field == CustomerFacets.Created ? InBooksSince : fields.Find(field) is { } own ? T(own.En, own.Zh) : FieldName(field);
    }

    public string OwnFields => T("Own fields", "自定义字段");
    public string OwnFieldsLead => T("What you want to know of your customers beyond the usual. Key and kind stay for ever; what was said of a field stays when it is asked no more.", "记录客户的更多信息。键与类型不可更改；停用后已有内容保留。");
    public string NoOwnFields => T("There are none yet.", "暂无自定义字段。");
    public string NewField => T("Declare a field", "新建字段");
    public string FieldKey => T("Key", "键");
    public string FieldChoices => T("Choices, one a line", "选项，每行一个");
    public string FieldPosition => T("Place", "顺序");
    public string FieldIsAsked => T("Asked", "启用");
    public string FieldIsSensitive => T("Sensitive: kept encrypted, no list is filtered by it; it stays so", "敏感：加密保存，不能用于列表筛选；设定后不可取消");
    public string FieldEncrypted => T("encrypted", "已加密");
    public string FieldNotAsked => T("no longer asked", "已停用");
    public string FieldFault(IReadOnlyDictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return T("Look again: ", "请检查：") + string.Join(T(", ", "、"), errors.Keys.Select(key => key switch { "key" => FieldKey, "kind" => Kind, "en" => EnglishName, "zh" => ChineseName, _ => T("Choices", "选项") }));
    }

    public string FieldKindName(FieldKind kind) => kind switch
    {
        FieldKind.Text => T("Text", "文本"),
        FieldKind.Number => T("Number", "数字"),
        FieldKind.Day => T("Day", "日期"),
        FieldKind.Choice => T("Choice", "单选"),
        _ => T("Yes or no", "是/否"),
    };

    public string YesNo(string? value) => value switch { "yes" => T("Yes", "是"), "no" => T("No", "否"), _ => value ?? "" };

    /// <summary>A value of any field, the company's own with it.</summary>
    public string? FieldValue(string field, string? value, CustomerFieldSet fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return CustomerTag.Of(field) is { } tag ? tag : fields.Find(field) is { Kind: FieldKind.YesNo } ? YesNo(value) : FieldValue(field, value);
    }

    public string AllCustomers => T("All customers", "全部客户");
    public string ExportList => T("This list as a CSV file", "导出此列表（CSV）");
    public string MoreFilters => T("More filters", "更多筛选");
    public string NameBegins => T("Name begins with", "姓名开头");
    public string CreatedFrom => T("In the books from", "建档自");
    public string CreatedTo => T("until", "至");
    public string OrderByName => T("By name", "按姓名");
    public string NoSuchCustomers => T("Nobody is like that.", "没有符合条件的客户。");
    public string TagSelected => T("Tag", "加标签");
    public string UntagSelected => T("Take the tag off", "去掉标签");
    public string SelectCustomer(string name) => T($"Select {name}", $"选择 {name}");
    public string TaggedMany(int count) => T($"Done for {count} {(count == 1 ? "customer" : "customers")}.", $"已处理 {count} 位客户。");
    public string Range(string field) => T($"{field}: 10..20 or one value", $"{field}：10..20 或单个值");
}
