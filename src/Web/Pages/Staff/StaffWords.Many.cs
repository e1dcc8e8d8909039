using ServiceBot.Desk.Requests;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of what is done to many requests at once.</summary>
public sealed partial class StaffWords
{
    public string Select(RequestNumber number) => T($"Select {number}", $"选择 {number}");
    public string WithSelected => T("With the selected", "批量操作");
    public string ChooseWhat => T("Do what?", "选择操作");
    public string GiveTo => T("Assign to", "分配给");
    public string GiveToTeam => T("Leave to the team", "转给团队");
    public string MoveTo => T("Status", "状态");
    public string PutTag => T("Put the tag on", "添加标签");
    public string TakeTag => T("Take the tag off", "移除标签");
    public string Me => T("Me", "我");
    public string Apply => T("Apply", "执行");
    public string SelectAll => T("Select all", "全选");
    public string SelectNone => T("Select none", "取消选择");
    public string NothingSelected => T("Not done: select requests and say what to do with them.", "未执行：请先选择服务单和操作。");

    public string DoneOf(int done, int all) => done == all ? T($"Done: {done}.", $"已完成 {done} 项。") : T($"Done: {done} of {all}.", $"已完成 {done}/{all} 项。");

    public string RefusalOf(ManyRefusal why) => why switch
    {
        ManyRefusal.Over => T("there is nothing more to do in it", "已处理完毕"),
        ManyRefusal.Status => T("that status can't follow the present one", "当前状态不能变更为该状态"),
        ManyRefusal.Agent => T("the colleague answers no customers", "该同事不接待客户"),
        ManyRefusal.Changed => T("somebody changed it at the same moment", "同时被他人修改"),
        _ => T("there is no such request", "没有此服务单"),
    };
}
