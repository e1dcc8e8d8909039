namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of forms: for those who declare them, and for those who fill them in.</summary>
public sealed partial class StaffWords
{
    public string WebForms => T("Web forms", "网页表单");
    public string WebFormsLead => T("Forms that stand on your sites: each entry becomes a lead.", "放在贵公司网站上的表单：每次提交都会生成一条线索。");
    public string NewWebForm => T("New form", "新建表单");
    public string NoWebForms => T("There is no form yet.", "暂无表单。");
    public string WebFormName => T("Name, in its address", "名称（用于网址）");
    public string FormHeading(string language) => language == "zh" ? T("Heading in Chinese", "中文标题") : T("Heading in English", "英文标题");
    public string FormThanks(string language) => language == "zh" ? T("Thanks in Chinese", "中文致谢语") : T("Thanks in English", "英文致谢语");
    public string FormFields => T("Fields", "字段");
    public string FormFieldUse => T("Use", "使用");
    public string NotAsked => T("not asked", "不使用");
    public string FormOptional => T("optional", "选填");
    public string RequiredWord => T("required", "必填");
    public string FormSites => T("Sites that may show and send it, one a line", "允许展示和提交的网站（每行一个）");
    public string FormSource => T("Source of its leads", "线索来源");
    public string FormPurpose => T("Asked for (purpose; empty: nothing)", "征求同意的用途（留空表示不征求）");
    public string ConsentTextIn(string language) => language == "zh" ? T("Text in Chinese", "中文文本") : T("Text in English", "英文文本");
    public string FormMakesCustomer => T("Makes a customer as well, who is compared with those that are known", "同时建立客户，并与已有客户比对");
    public string FormIsOpen => T("Open", "开放");
    public string FormClosed => T("closed", "已关闭");
    public string EmbedLabel => T("Put it on a page", "嵌入网页");
    public string EmbedHint => T("With a script, in a frame, or as plain HTML of your own, sent to the form's address with the same names.", "可用脚本、框架，或自行编写 HTML 并以相同字段名提交到表单地址。");
    public string Entries => T("What was sent", "提交记录");
    public string NoEntries => T("Nothing was sent yet.", "暂无提交。");
    public string AgreedTo(string purpose, long version) => T($"agreed: {purpose}, text {version}", $"已同意：{purpose}，文本版本 {version}");
    public string DidNotAgree(string purpose, long version) => T($"did not agree: {purpose}, text {version}", $"未同意：{purpose}，文本版本 {version}");

    public string SendForm => T("Send", "提交");
    public string FormWrong => T("Please look at the marked fields.", "请检查标记的字段。");
    public string FormLimited => T("Too many were sent from your network. Please try again in an hour.", "您所在网络的提交过多，请一小时后再试。");
    public string FillIn => T("Please fill this in.", "请填写此项。");
    public string NoEmail => T("This is no e-mail address.", "邮箱地址有误。");
    public string NoPhone => T("This is no phone number.", "电话号码有误。");
    public string TextVersion(long version) => T($"text {version}", $"文本版本 {version}");

    /// <summary>What is wrong with a form, by the fields that are.</summary>
    public string WebFormFault(IEnumerable<string> fields) => T("Look again: ", "请检查：") + string.Join(T(", ", "、"), fields.Select(field => field.Split('[', '.') switch
    {
        ["name", ..] => WebFormName,
        ["en", ..] => FormHeading("en"),
        ["zh", ..] => FormHeading("zh"),
        ["thanksEn", ..] => FormThanks("en"),
        ["thanksZh", ..] => FormThanks("zh"),
        ["origins", ..] => FormSites,
        ["source", ..] => FormSource,
        ["consent", ..] => FormPurpose,
        _ => FormFields,
    }).Distinct());
}
