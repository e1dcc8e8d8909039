using ServiceBot.Desk.CannedReplies;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of canned replies and macros.</summary>
public sealed partial class StaffWords
{
    public string Texts => T("Canned replies", "常用回复");
    public string TextsLead => T("Written once, used often: type / in the composer. With a note or steps they are macros, which show what they do before they do it.", "一次写好，随时使用：在输入框中键入 / 即可。带备注或步骤的是宏，执行前会先预览。");
    public string NewText => T("New canned reply", "新建常用回复");
    public string OneText => T("Canned reply", "常用回复");
    public string NoTexts => T("None yet.", "暂无。");
    public string Shortcut => T("Shortcut", "快捷码");
    public string ShortcutHint => T("Typed behind the slash: lower-case letters, digits and hyphens.", "键入在斜杠之后：小写字母、数字和连字符。");
    public string TextTitle => T("What it is about", "标题");
    public string TextPlace => T("Who has it", "归属");
    public string TextLanguages => T("Languages", "语言");
    public string TextUsed => T("Times used", "使用次数");
    public string Macro => T("macro", "宏");
    public string PlaceholdersHint => T("These are filled in; what stands behind | is said when nobody knows:", "以下占位符会自动填入；| 之后的内容用于未知时：");
    public string TextIn(string language) => T($"Text in {(language == "zh" ? "Chinese" : "English")}", $"{(language == "zh" ? "中文" : "英文")}内容");
    public string AlsoDoes => T("What else it does", "附加步骤");
    public string AlsoDoesHint => T("Optional. All of it is done, or nothing.", "可不填。全部完成或全部不执行。");
    public string TagsOnRequest => T("Tags on the request", "服务单标签");
    public string TagsHint => T("With commas between them.", "用逗号分隔。");
    public string StatusOnRequest => T("Status of the request", "服务单状态");
    public string TalkAfterwards => T("The conversation afterwards", "之后的对话");
    public string Preview => T("Preview", "预览");
    public string PreviewHint => T("Filled in with an invented customer.", "以虚构客户填入。");
    public string DeleteText => T("Delete", "删除");
    public string TextFaulty => T("Not saved: see what is marked below.", "未保存：请查看下方标出的内容。");
    public string TextNotYours => T("Everybody changes their own, leads their team's, managers and administrators the others.", "每人可改自己的，组长可改本组的，经理和管理员可改其余的。");
    public string TextChanged => T("Somebody has changed it meanwhile. Load the page again.", "在此期间已被他人修改，请重新加载页面。");
    public string PickText => T("Texts", "常用回复");
    public string NoTextFits => T("No canned reply fits.", "没有匹配的常用回复。");
    public string MissingHere => T("Not known here:", "此处未知：");
    public string OnlyIn(string language) => T($"only in {(language == "zh" ? "Chinese" : "English")}", $"仅有{(language == "zh" ? "中文" : "英文")}");
    public string ManageTexts => T("Manage canned replies", "管理常用回复");
    public string Cancel => T("Cancel", "取消");
    public string DoIt => T("Do it", "执行");
    public string MacroBarred => T("It can't be done as things stand; nothing would be done.", "目前无法执行，不会有任何改动。");

    public string OtherLanguageText(string language) => language == "zh"
        ? T("The customer writes Chinese; there is only an English text.", "客户使用中文，但只有英文内容。")
        : T("The customer writes English; there is only a Chinese text.", "客户使用英文，但只有中文内容。");

    public string PlaceName(string place) => CannedPlace.TeamOf(place) is { } team ? T($"Team {TeamName(team)}", $"{TeamName(team)}团队")
        : place == CannedPlace.Company ? T("The company", "全公司")
        : T("Only you", "仅自己");

    public string StepName(MacroStepKind kind) => kind switch
    {
        MacroStepKind.Reply => T("Says to the customer", "回复客户"),
        MacroStepKind.Note => T("Writes a note for staff", "添加内部备注"),
        MacroStepKind.Tags => T("Tags the request", "为服务单加标签"),
        MacroStepKind.PassOn => T("Passes on to", "转交给"),
        MacroStepKind.Status => T("Makes the request", "将服务单设为"),
        MacroStepKind.HandBack => T("Hands back to the bot", "交还机器人"),
        MacroStepKind.Snooze => T("Snoozes it", "设为稍后处理"),
        _ => T("Ends the conversation", "结束对话"),
    };

    public string StepWords(MacroStepKind kind, string words) => kind switch
    {
        MacroStepKind.PassOn => TeamName(words),
        MacroStepKind.Status => StatusWord(words),
        MacroStepKind.Snooze => SnoozeWord(words),
        MacroStepKind.Tags => words.Replace(",", ", ", StringComparison.Ordinal),
        _ => words,
    };

    public string BarOf(MacroBar bar, MacroStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return bar switch
        {
            MacroBar.NotHere => step.Kind is MacroStepKind.Tags or MacroStepKind.Status ? T("left out: this is no request", "跳过：此处不是服务单") : T("left out: this is no conversation", "跳过：此处不是对话"),
            MacroBar.Missing => $"{MissingHere} {string.Join(", ", step.Missing)}",
            MacroBar.NotYours => T("you do not hold the conversation", "此对话不由您负责"),
            _ => T("not possible in its present status", "当前状态下无法执行"),
        };
    }

    public string FaultOf(CannedFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.Kind switch
        {
            CannedFaultKind.Missing => T("Please fill this in.", "请填写。"),
            CannedFaultKind.TooLong => T("That is too long.", "内容过长。"),
            CannedFaultKind.NotAShortcut => T($"1 to {CannedReply.MostShortcut} lower-case letters, digits and hyphens, please.", $"请用 1 至 {CannedReply.MostShortcut} 个小写字母、数字或连字符。"),
            CannedFaultKind.Taken => T("Another one there has that shortcut.", "该快捷码已被占用。"),
            CannedFaultKind.Placeholder when fault.At is { Name: { } name } at => T(
                $"Line {at.Line}, column {at.Column}: there is no placeholder {{{name}}}.", $"第 {at.Line} 行第 {at.Column} 列：没有占位符 {{{name}}}。"),
            CannedFaultKind.Placeholder => T(
                $"Line {fault.At!.Line}, column {fault.At.Column}: the brace is not closed; {{{{ is a brace that stands for itself.", $"第 {fault.At!.Line} 行第 {fault.At.Column} 列：花括号未闭合；{{{{ 表示花括号本身。"),
            _ => T("Please choose from what is offered; an ending, a team and a snooze do not go together.", "请从提供的选项中选择；转交、之后的对话与稍后处理不能同时设置。"),
        };
    }
}
