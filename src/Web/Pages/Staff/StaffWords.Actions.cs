using ServiceBot.Web.Pages.Staff.Actions;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of the palette of commands and the sheet of shortcuts; what the commands are called stands with them.</summary>
public sealed partial class StaffWords
{
    public string Commands => DeskActions.All.Single(action => action.Id == "palette").Title(Language);
    public string Shortcuts => DeskActions.All.Single(action => action.Id == "shortcuts").Title(Language);
    public string CommandsHint => T("What to do, or where to go", "要做什么，或去哪里");
    public string CountOfCommands => T("{count} commands", "{count} 个命令");
    public string SearchFor => T("Search for «{words}»", "搜索“{words}”");
    public string SingleKeys => T("Keys without Ctrl or Alt work, in this browser", "在此浏览器中启用不带 Ctrl 或 Alt 的快捷键");
    public string SingleKeysOn => T("Single keys are on.", "单键快捷键已开启。");
    public string SingleKeysOff => T("Single keys are off.", "单键快捷键已关闭。");

    public string PlaceOf(ActionPlace place) => place switch
    {
        ActionPlace.Pages => T("Pages", "页面"),
        ActionPlace.Lists => T("Lists", "列表"),
        ActionPlace.Open => T("Conversation or request", "对话或服务单"),
        ActionPlace.Work => T("Your work", "我的工作"),
        _ => T("Everywhere", "全局"),
    };
}
