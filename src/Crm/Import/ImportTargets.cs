using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;

namespace ServiceBot.Crm.Import;

/// <summary>What a column can be taken for: a customer's fields, the parts of a name, and what tells customers apart.</summary>
public static class ImportTargets
{
    /// <summary>The first part of a Western name; with <see cref="FamilyName"/> it makes the name.</summary>
    public const string GivenName = "given_name";

    /// <summary>The family's name.</summary>
    public const string FamilyName = "family_name";

    /// <summary>Tags, separated by commas or semicolons.</summary>
    public const string Tags = "tags";

    private static readonly (string Target, string[] Names)[] Known =
    [
        (IdentifierKinds.CustomerNumber, ["customernumber", "customerno", "custno", "clientnumber", "accountnumber", "accountno", "客户编号", "客户号", "会员号"]),
        (IdentifierKinds.ExternalKey, ["id", "customerid", "clientid", "contactid", "personid", "recordid", "recid", "uniqueid", "userid", "externalid", "externalkey", "key", "客户id", "编号"]),
        (IdentifierKinds.Email, ["email", "emailaddress", "mail", "emailid", "邮箱", "电子邮件", "电子邮箱", "邮件"]),
        (IdentifierKinds.Phone, ["phone", "phonenumber", "telephone", "tel", "mobile", "mobilephone", "mobilenumber", "cell", "cellphone", "手机", "手机号", "手机号码", "电话", "联系电话"]),
        (CustomerFields.Name, ["name", "fullname", "customername", "contactname", "姓名", "名称", "客户姓名", "客户名称"]),
        (GivenName, ["givenname", "firstname", "forename", "given", "first", "fname", "名", "名字"]),
        (FamilyName, ["familyname", "surname", "lastname", "family", "last", "lname", "姓", "姓氏"]),
        (CustomerFields.Party, ["party", "partytype", "customertype", "客户类型"]),
        ("company", ["company", "companyname", "organisation", "organization", "employer", "公司", "公司名称", "单位", "企业"]),
        ("job_title", ["jobtitle", "title", "job", "position", "occupation", "职位", "职务", "职业"]),
        (CustomerFields.Language, ["language", "lang", "preferredlanguage", "语言"]),
        (CustomerFields.BirthDate, ["birthdate", "dateofbirth", "dob", "birthday", "born", "birth", "出生日期", "生日"]),
        ("street", ["street", "streetnumber", "housenumber", "streetaddress", "streetname", "address", "address1", "addressline1", "addr1", "address2", "addressline2", "addr2", "地址", "街道", "详细地址"]),
        ("city", ["city", "suburb", "town", "locality", "城市", "市"]),
        ("region", ["region", "state", "province", "county", "省", "省份", "地区"]),
        ("postcode", ["postcode", "postalcode", "zip", "zipcode", "邮编", "邮政编码"]),
        ("country", ["country", "geography", "国家"]),
        ("remark", ["remark", "remarks", "note", "notes", "comment", "comments", "备注", "说明"]),
        (Tags, ["tags", "tag", "labels", "label", "标签"]),
    ];

    /// <summary>All of them that there are everywhere, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Select(known => known.Target)];

    /// <summary>The same with the company's own fields that are asked.</summary>
    public static IReadOnlyList<string> With(CustomerFieldSet fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return [.. All, .. fields.Own.Where(field => field.IsActive).Select(field => field.Key)];
    }

    /// <summary>What rows can be found by, the best first.</summary>
    public static IReadOnlyList<string> Keys { get; } = [IdentifierKinds.CustomerNumber, IdentifierKinds.ExternalKey, IdentifierKinds.Email, IdentifierKinds.Phone];

    /// <summary>What a column of a name is likely to be; null: nobody knows.</summary>
    /// <param name="column">The name.</param>
    /// <param name="fields">The fields; the company's own are known by their keys and names.</param>
    public static string? Guess(string column, CustomerFieldSet fields)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(fields);
        var name = Bare(column);
        return fields.Own.FirstOrDefault(field => field.IsActive && (name == Bare(field.Key) || name == Bare(field.Key[OwnField.Prefix.Length..]) || name == Bare(field.En) || name == Bare(field.Zh)))?.Key
            ?? Known.FirstOrDefault(known => known.Names.Contains(name)).Target;
    }

    /// <summary>Whether several columns may be it: several addresses, or the parts of one.</summary>
    public static bool MayRepeat(string target) => target is "street" or "remark" or GivenName or Tags or IdentifierKinds.Email or IdentifierKinds.Phone;

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
