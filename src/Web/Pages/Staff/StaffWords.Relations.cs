using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Relations;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of how customers stand to each other.</summary>
public sealed partial class StaffWords
{
    public string Relations => T("Organisation, household, family", "所属单位、家庭与亲属");
    public string NoRelations => T("None.", "无。");
    public string RelationHow => T("How", "关系");
    public string RelationOther => T("To whom: name, e-mail, phone, number or id", "对方的姓名、邮箱、电话、编号或 ID");
    public string RelationNote => T("More about it", "说明");
    public string RelationUntil => T("until", "截至");
    public string EndRelation => T("End", "结束");
    public string AddRelation => T("Add", "添加");
    public string NobodyMeant => T("Nobody is called that, or has that address or number.", "没有找到该客户。");
    public string SeveralMeant(int count) => T($"{count} customers are called that. Give an address, number or id.", $"有 {count} 位客户符合，请填写邮箱、电话、编号或 ID。");

    public string PartyName(string party) => party switch
    {
        PartyKinds.Organisation => T("Organisation", "机构"),
        PartyKinds.Household => T("Household", "家庭"),
        _ => T("Person", "个人"),
    };

    /// <summary>How somebody stands to another, as a form offers it.</summary>
    public string RelationName(RelationKind kind) => kind switch
    {
        RelationKind.WorksFor => T("Works for", "任职于"),
        RelationKind.MemberOf => T("Lives in the household", "家庭成员"),
        RelationKind.PartOf => T("Is part of", "隶属于"),
        RelationKind.PartnerOf => T("Is the partner of", "伴侣"),
        RelationKind.ParentOf => T("Is a parent of", "是其家长"),
        _ => T("Is related to", "相关"),
    };

    /// <summary>The same read from the other's side.</summary>
    public string RelationFrom(RelationKind kind) => kind switch
    {
        RelationKind.WorksFor => T("Works here", "员工"),
        RelationKind.MemberOf => T("Lives here", "成员"),
        RelationKind.PartOf => T("Has as a part", "下属机构"),
        RelationKind.ParentOf => T("Has as a parent", "其家长是"),
        _ => RelationName(kind),
    };

    /// <summary>Why a relation cannot be.</summary>
    public string RelationFault(IEnumerable<string> fields) => fields.Contains("kind")
        ? T("This customer is not what that needs: say first whether it is a person, an organisation or a household.", "该客户类型不符：请先设置为个人、机构或家庭。")
        : T("The other is not what that needs, or is the same customer: say on their page whether it is a person, an organisation or a household.", "对方的客户类型不符，或就是同一客户：请先在其页面设置类型。");
}
