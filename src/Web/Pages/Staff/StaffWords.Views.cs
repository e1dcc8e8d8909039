namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of saved views.</summary>
public sealed partial class StaffWords
{
    public string SaveView => T("Save view", "保存视图");
    public string ChangeView => T("Change view", "修改视图");
    public string NameOfView => T("Name", "名称");
    public string ViewUp => T("Up", "上移");
    public string ViewDown => T("Down", "下移");
    public string ViewFirst => T("Open this first", "默认打开此视图");
    public string ViewNotFirst => T("No longer open this first", "不再默认打开此视图");
}
