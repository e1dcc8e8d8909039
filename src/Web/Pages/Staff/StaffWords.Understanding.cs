using System.Globalization;
using ServiceBot.Dialogs.Learning;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of what the bot did not understand.</summary>
public sealed partial class StaffWords
{
    public string Understanding => T("Understanding", "理解");
    public string NotUnderstood => T("What the bot did not understand", "机器人未能理解的消息");
    public string NotUnderstoodHint => T(
        "Choose what customers meant, and their words become an example. Personal data is masked. The model learns from it only when nothing else gets worse.",
        "选择客户的真实意思，这句话就会成为训练示例。个人信息已屏蔽。只有在其他表现不变差时，模型才会采用。");
    public string NothingToReview => T("Nothing waits to be looked at.", "目前没有待处理的消息。");
    public string ReviewTimes(int count) => T($"{count} times", $"{count} 次");
    public string ReviewConversation(long key) => T($"Conversation {key}", $"对话 {key}");
    public string ReviewOthers => T("The others", "其他消息");
    public string ReviewIntent => T("It means", "意思是");
    public string ReviewAdd => T("Add as example", "加为示例");
    public string ReviewDismiss => T("Put aside", "忽略");
    public string ReviewMore(int count) => T($"{count} more wait.", $"还有 {count} 组待处理。");
    public string ReviewAdded => T("Added. It is checked in the background.", "已添加，正在后台检查。");
    public string ReviewPutAside => T("Put aside.", "已忽略。");
    public string ReviewGone => T("Somebody has dealt with it meanwhile.", "其他人已经处理。");
    public string ReviewNoSuchIntent => T("The dialogs have no such intent any more.", "对话配置中已没有这个意图。");
    public string AddedExamples => T("Added examples", "已添加的示例");
    public string AddedExamplesHint => T(
        "Each is checked by the dialog tests and by examples that the model has not seen. What would make either worse is refused, with the reason.",
        "每条示例都会经过对话测试和模型未见过的示例的检查；会导致变差的示例将被拒绝，并说明原因。");
    public string ExampleText => T("Example", "示例");
    public string ExampleState => T("State", "状态");
    public string ExampleBy => T("Added", "添加者");
    public string ExampleWithdraw => T("Take out", "撤回");
    public string ExampleTakenOut => T("Taken out; the model without it goes live.", "已撤回，模型将恢复为不含此示例的版本。");

    public string ReviewWhy(string why) => why switch
    {
        "not_understood" => T("not understood", "未理解"),
        "unsure" => T("the bot asked what was meant", "机器人反问了意思"),
        "not_helped" => T("the answer did not help", "回答没有帮助"),
        "thumb_down" => T("thumb down", "点踩"),
        _ => why,
    };

    public string ExampleStateName(string state) => state switch
    {
        "waiting" => T("is checked", "检查中"),
        "live" => T("live", "已生效"),
        "refused" => T("refused", "已拒绝"),
        "withdrawn" => T("taken out", "已撤回"),
        _ => state,
    };

    internal string ExampleVerdict(ExampleVerdict verdict)
    {
        var (before, after) = (verdict.Before.ToString("P2", CultureInfo.InvariantCulture), verdict.After.ToString("P2", CultureInfo.InvariantCulture));
        return T(
            $"Unseen examples understood: {before} before, {after} after. Dialog tests that fail: {verdict.Failures} before, {verdict.FailuresAfter} after.",
            $"未见示例的理解率：之前 {before}，之后 {after}。未通过的对话测试：之前 {verdict.Failures}，之后 {verdict.FailuresAfter}。");
    }
}
