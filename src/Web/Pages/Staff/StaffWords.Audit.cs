using ServiceBot.Desk.Requests;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of the page that tells who has read and changed personal data.</summary>
public sealed partial class StaffWords
{
    public string Audit => T("Audit log", "审计日志");
    public string AuditLead => T("Who has read and changed personal data. Each entry holds the hash of the one before: the verb audit tells whether one was changed or taken out.", "谁查看和更改过个人资料。每条记录包含上一条的哈希值；命令 audit 可检查记录是否被更改或删除。");
    public string AuditFind => T("E-mail, phone, customer id or request number", "邮箱、电话、客户 ID 或服务单号");
    public string AuditAnybody => T("Anybody", "所有人");
    public string AuditNothing => T("Nothing was read or changed.", "没有查看或更改记录。");
    public string AuditWhen => T("When", "时间");
    public string AuditWho => T("Who", "操作人");
    public string AuditDid => T("Did", "操作");
    public string AuditAbout => T("About", "对象");

    public string AuditActor(string actor, IReadOnlyDictionary<Guid, string> staff) => Actor.StaffOf(actor) is { } id ? staff.GetValueOrDefault(id, actor) : actor switch
    {
        "system" => T("the product", "系统"),
        _ when actor.StartsWith("api:", StringComparison.Ordinal) => T($"key {actor[4..]}", $"密钥 {actor[4..]}"),
        _ => actor,
    };

    public string AuditAction(string action) => action switch
    {
        "read" => T("read", "查看"),
        "CustomerCreated" => T("made", "新建"),
        "CustomerEdited" => T("changed", "更改"),
        "CustomerJoined" => T("joined by a proof", "通过验证关联"),
        "CustomersMerged" => T("merged", "合并"),
        "CustomersSplit" => T("took apart", "撤回合并"),
        "CustomersKeptApart" => T("kept apart", "标记为不同人"),
        "CustomersMayMerge" => T("no longer kept apart", "撤回「不同人」"),
        "CustomerHintDismissed" => T("said to be right", "确认无误"),
        "ConsentChanged" => T("changed a consent", "更改授权"),
        "CustomerProtected" => T("protected", "设置保护"),
        "CustomerProtectionEnded" => T("ended a protection", "解除保护"),
        "AccessAsked" => T("asked for an archive", "申请资料副本"),
        "AccessReady" => T("was given an archive", "资料副本已生成"),
        "ErasureAsked" => T("asked to erase", "申请删除"),
        "CustomerErased" => T("erased", "删除"),
        _ => action,
    };

    public string AuditSubject(string subject, IReadOnlyDictionary<Guid, string> names) => subject.Split(':', 2) switch
    {
        ["customer", var id] => Guid.TryParse(id, out var customer) && names.GetValueOrDefault(customer) is { } name ? name : T($"customer {id}", $"客户 {id}"),
        ["request", var number] => number,
        ["conversation", var key] => T($"conversation {key}", $"对话 {key}"),
        ["contract", var id] => T($"contract {id}", $"合约 {id}"),
        _ => subject,
    };
}
