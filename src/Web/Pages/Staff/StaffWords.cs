using System.Globalization;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.Passwords;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;
using ServiceBot.Dialogs;
using ServiceBot.Insight.Reports;
using ServiceBot.Outreach.Running;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The desk pages' words in both languages.</summary>
public sealed class StaffPageWords(IOptions<CompanyName> company, IOptions<TeamOptions> teams, IOptions<ContractOptions> contracts, TimeProvider clock) : IReportLanguages, ICareWords
{
    private readonly StaffWords _english = new(company.Value, teams.Value, contracts.Value, clock, chinese: false);
    private readonly StaffWords _chinese = new(company.Value, teams.Value, contracts.Value, clock, chinese: true);

    /// <summary>The words of the language that a request asks for.</summary>
    public StaffWords For(HttpRequest request) => In(PageLanguage.Of(request));

    /// <summary>The words of <c>en</c> or <c>zh</c>.</summary>
    public StaffWords In(string language) => language == "zh" ? _chinese : _english;

    IReportWords IReportLanguages.In(string language) => In(language);

    string ICareWords.Of(CareReason reason, string language) => In(language).CareWhy(reason);
}

/// <summary>The words of the desk's pages, both languages side by side.</summary>
public sealed partial class StaffWords : IReportWords
{
    private readonly CompanyName _company;
    private readonly TeamOptions _teams;
    private readonly ContractOptions _contracts;
    private readonly TimeProvider _clock;
    private readonly bool _chinese;

    internal StaffWords(CompanyName company, TeamOptions teams, ContractOptions contracts, TimeProvider clock, bool chinese) =>
        (_company, _teams, _contracts, _clock, _chinese) = (company, teams, contracts, clock, chinese);

    public string Language => _chinese ? "zh" : "en";
    public string Locale => T("en-US", "zh-CN");
    public string OtherLanguage => T("zh", "en");
    public string OtherLanguageName => T("中文", "English");

    // Frame
    public string Brand => _company.In(Language);
    public string SkipToContent => T("Skip to content", "跳到正文");
    public string Navigation => T("Main", "主导航");
    public string People => T("People", "成员");
    public string Keys => T("API keys", "API 密钥");
    public string Account => T("Your account", "我的账户");
    public string SignOut => T("Sign out", "退出登录");

    // Fields
    public string Email => T("E-mail address", "邮箱地址");
    public string Password => T("Password", "密码");
    public string NewPassword => T("New password", "新密码");
    public string PresentPassword => T("Present password", "当前密码");
    public string PasswordHint => T(
        $"At least {PasswordRules.MinLength} characters. A sentence of a few unrelated words is good, and easy to keep in mind.",
        $"至少 {PasswordRules.MinLength} 个字符。用几个不相干的词组成一句话，既安全又好记。");
    public string Name => T("Name", "姓名");
    public string NameHint => T("As colleagues and customers read it.", "同事和客户看到的名字。");
    public string PageLanguageLabel => T("Language", "语言");
    public string Role => T("Role", "角色");
    public string Team => T("Team", "团队");
    public string NoTeam => T("No team", "无团队");
    public string Status => T("Status", "状态");
    public string Actions => T("Actions", "操作");
    public string Save => T("Save", "保存");

    // Sign-in
    public string SignIn => T("Sign in", "登录");
    public string SignInLead => T($"To the service desk of {Brand}", $"{Brand}客服工作台");
    public string Forgot => T("Forgot your password?", "忘记密码？");
    public string Code => T("Code", "验证码");
    public string CodeTitle => T("One more step", "还差一步");
    public string CodeHint => T("Six digits from your authenticator, or one of your recovery codes.", "身份验证器上的六位数字，或一个恢复代码。");
    public string Continue => T("Continue", "继续");
    public string StartAgain => T("Start again", "重新开始");
    public string WrongSignIn => T("The address or the password is not right.", "邮箱或密码不正确。");
    public string WrongCode => T("That code is not right, or it was used before. Wait for the next one.", "验证码不正确或已使用过。请等待下一个验证码。");
    public string CodeTooLate => T("That took too long. Please sign in again.", "操作超时，请重新登录。");
    public string TooMany(DateTimeOffset retryAt)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling((retryAt - _clock.GetUtcNow()).TotalMinutes));
        return T($"Too many tries. Try again in {minutes} min.", $"尝试次数过多，请在 {minutes} 分钟后重试。");
    }

    // Set-up, invitation, new password
    public string SetUpTitle => T("Set up your desk", "设置客服工作台");
    public string SetUpLead => T("You are the first one here, and become its administrator. You invite the others.", "您是第一位成员，将成为管理员，之后由您邀请其他人。");
    public string SetUpButton => T("Create account", "创建账户");
    public string InvitationTitle => T($"Welcome to {Brand}", $"欢迎加入{Brand}");
    public string InvitationLead(StaffRole role, string? team) => team is null
        ? T($"You join as {RoleName(role).ToLowerInvariant()}.", $"您将以{RoleName(role)}身份加入。")
        : T($"You join as {RoleName(role).ToLowerInvariant()}, team {TeamName(team)}.", $"您将以{RoleName(role)}身份加入{TeamName(team)}团队。");
    public string InvitationButton => T("Join", "加入");
    public string LinkIsOver => T("This link is no longer good", "此链接已失效");
    public string LinkIsOverText => T(
        "It was used, it is too old, or a newer one took its place. Ask for a new one.", "它已被使用、已过期，或已被新的链接取代。请重新获取。");
    public string SetUpIsOverText => T(
        "It was used, or the product was started again since: the newest link stands where it was started.", "它已被使用，或程序已重新启动：最新的链接显示在启动程序的窗口中。");
    public string PasswordTitle => T("Choose a new password", "设置新密码");
    public string PasswordLead => T("We send a link to your address.", "我们会把链接发送到您的邮箱。");
    public string PasswordButton => T("Send link", "发送链接");
    public string PasswordSent => T(
        "If somebody here has that address, a letter is on its way. Its link counts for 30 minutes.", "如果该邮箱属于本站成员，邮件已在发送途中。链接 30 分钟内有效。");
    public string PasswordChanged => T("Your password is changed. Sign in with the new one.", "密码已修改，请用新密码登录。");
    public string BackToSignIn => T("Back to sign-in", "返回登录");

    // Account
    public string Profile => T("Profile", "个人资料");
    public string ChangePassword => T("Change password", "修改密码");
    public string ChangePasswordHint => T("All your other sessions end with it.", "其他所有登录会话都会随之结束。");
    public string Authenticator => T("Authenticator", "身份验证器");
    public string AuthenticatorOn(long codes) => T($"In use. {codes} recovery codes are left.", $"已启用，剩余 {codes} 个恢复代码。");
    public string AuthenticatorOff => T("An app on your phone that shows a code at each sign-in. It keeps your account yours when somebody learns your password.", "手机上的应用，每次登录时显示验证码。即使密码泄露，账户依然安全。");
    public string AuthenticatorStart => T("Set up authenticator", "设置身份验证器");
    public string AuthenticatorKeyHint => T(
        "Have your authenticator read the picture, or add the key below it as a time-based one, then type the code that it shows.", "请用身份验证器扫描图片，或将下方密钥以“基于时间”的方式添加，然后输入显示的验证码。");
    public string AuthenticatorPicture => T("The key as a QR code", "密钥的二维码");
    public string AuthenticatorKey => T("Key", "密钥");
    public string OpenAuthenticator => T("Open in the authenticator", "在验证器中打开");
    public string AuthenticatorConfirm => T("Turn on", "启用");
    public string AuthenticatorDrop => T("Turn off", "关闭");
    public string RenewCodes => T("New recovery codes", "生成新的恢复代码");
    public string RecoveryCodes => T("Your recovery codes", "您的恢复代码");
    public string RecoveryCodesHint => T("Each counts once, in place of the authenticator's code. Keep them where you keep passwords: they are shown this once.", "每个代码可代替验证码使用一次。请与密码一同妥善保存：它们仅显示这一次。");
    public string Sessions => T("Where you are signed in", "登录设备");
    public string ThisSession => T("this browser", "当前浏览器");
    public string EndSession => T("End", "结束");
    public string EndSessionOf(string agent) => T($"End session of {agent}", $"结束 {agent} 的会话");
    public string Browser => T("Browser", "浏览器");
    public string Address => T("Address", "地址");
    public string LastSeen => T("Last seen", "最近活动");

    // People
    public string PeopleLead => T("Who works at the desk, and as what.", "在客服工作台工作的成员及其角色。");
    public string Invite => T("Invite somebody", "邀请成员");
    public string SendInvitation => T("Send invitation", "发送邀请");
    public string Invitations => T("Invitations", "邀请");
    public string InvitationMade(string email) => T($"A letter to {email} is on its way. This is its link, shown this once:", $"发往 {email} 的邀请邮件已在途中。以下链接仅显示这一次：");
    public string Withdraw => T("Withdraw", "撤回");
    public string WithdrawOf(string name) => T($"Withdraw the invitation of {name}", $"撤回对{name}的邀请");
    public string Expires(DateTimeOffset at) => at <= _clock.GetUtcNow() ? T("over", "已过期") : T($"until {Day(at)}", $"有效期至 {Day(at)}");
    public string Here => T("works here", "在职");
    public string Left => T("left", "已离开");
    public string RoleAndTeam => T("Role and team", "角色与团队");
    public string Disable => T("Let go", "停用账户");
    public string DisableHint => T("Signs them out everywhere. Their history stays.", "将在所有设备上退出登录，历史记录保留。");
    public string Enable => T("Take back", "恢复账户");
    public string DropAuthenticator => T("Remove authenticator", "移除身份验证器");
    public string DropAuthenticatorHint => T("For somebody who lost it together with the recovery codes.", "适用于同时丢失验证器和恢复代码的成员。");
    public string EndAllSessions => T("End all sessions", "结束所有会话");
    public string SessionsOf => T("Sessions", "登录会话");
    public string NoSessions => T("Nowhere signed in.", "未在任何设备登录。");
    public string Access => T("Access", "访问");

    // Keys
    public string KeysLead => T("For programs that call /api/v1. Each does what its scopes say, and no more.", "供调用 /api/v1 的程序使用。每个密钥只能执行其权限范围内的操作。");
    public string MakeKey => T("Make a key", "创建密钥");
    public string KeyName => T("Who holds it", "持有者");
    public string KeyNameHint => T("Stands in the history of what is done with it.", "会记录在操作历史中。");
    public string Scopes => T("Scopes", "权限范围");
    public string ExpiresLabel => T("Ends", "到期");
    public string Never => T("never", "永不");
    public string InDays(int days) => T($"in {days} days", $"{days} 天后");
    public string KeyMade => T("This is the key, shown this once:", "以下为密钥，仅显示这一次：");
    public string Used => T("Last used", "最近使用");
    public string Revoke => T("Revoke", "吊销");
    public string RevokeOf(string name) => T($"Revoke the key of {name}", $"吊销 {name} 的密钥");
    public string Revoked => T("revoked", "已吊销");
    public string KeyGood => T("good", "有效");
    public string OfSettings => T("of the settings", "来自配置");
    public string NoKeys => T("No keys yet.", "暂无密钥。");
    public string ScopeName(string word) => PermissionWord.TryParse(word, out var permission) ? PermissionName(permission) : word;

    // Errors
    public string Saved => T("Saved.", "已保存。");

    public string RoleName(StaffRole role) => role switch
    {
        StaffRole.Agent => T("Agent", "客服"),
        StaffRole.Lead => T("Team lead", "组长"),
        StaffRole.Manager => T("Manager", "经理"),
        StaffRole.Administrator => T("Administrator", "管理员"),
        _ => T("Auditor", "审计员"),
    };

    public string RoleHint(StaffRole role) => role switch
    {
        StaffRole.Agent => T("answers customers of the own team", "接待本团队客户"),
        StaffRole.Lead => T("also sees what the team does", "并查看团队情况"),
        StaffRole.Manager => T("sees all teams", "查看所有团队"),
        StaffRole.Administrator => T("runs people, keys and settings", "管理成员、密钥与设置"),
        _ => T("reads everything, changes nothing", "只读查看全部内容"),
    };

    public string TeamName(string team) => _teams.NameOf(team, Language);

    public IReadOnlyList<string> Teams => [.. _teams.Teams.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What to say of an outcome; null: it is fine.</summary>
    public string? FaultOf(AccountOutcome outcome) => outcome switch
    {
        AccountOutcome.NoName => T("Please give a name.", "请填写姓名。"),
        AccountOutcome.NotAnAddress => T("No letter could be sent to that address.", "无法向该地址发送邮件。"),
        AccountOutcome.Taken => T("That is taken already.", "已被占用。"),
        AccountOutcome.BadPassword bad => FaultOf(bad.Fault),
        AccountOutcome.Wrong => T("That is not right.", "不正确。"),
        AccountOutcome.NotAChoice => T("Please choose from what is offered.", "请从提供的选项中选择。"),
        AccountOutcome.NotFound => T("It is not there any more.", "已不存在。"),
        AccountOutcome.LastAdministrator => T("Somebody has to stay an administrator.", "至少需要保留一位管理员。"),
        AccountOutcome.PasswordOff => PasswordOff,
        AccountOutcome.LastWayIn => LastWayIn,
        AccountOutcome.Limited limited => TooMany(limited.RetryAt),
        AccountOutcome.LinkIsOver => LinkIsOverText,
        _ => null,
    };

    /// <summary>How long ago something was.</summary>
    public string Ago(DateTimeOffset at) => (_clock.GetUtcNow() - at) switch
    {
        { TotalMinutes: < 2 } => T("just now", "刚刚"),
        { TotalHours: < 2 } span => T($"{(int)span.TotalMinutes} min ago", $"{(int)span.TotalMinutes} 分钟前"),
        { TotalDays: < 2 } span => T($"{(int)span.TotalHours} h ago", $"{(int)span.TotalHours} 小时前"),
        _ => Day(at),
    };

    /// <summary>A browser's name for itself, as people call it.</summary>
    public string BrowserName(string agent)
    {
        var name = Named(agent, ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"));
        var system = Named(agent, ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"));
        return (name, system) switch
        {
            (null, null) => T("unknown browser", "未知浏览器"),
            (null, _) => system!,
            (_, null) => name,
            _ => T($"{name} on {system}", $"{system} 上的 {name}"),
        };
    }

    private static string? Named(string agent, params (string Mark, string Name)[] known) =>
        known.FirstOrDefault(pair => agent.Contains(pair.Mark, StringComparison.OrdinalIgnoreCase)).Name;

    private string FaultOf(PasswordFault fault) => fault switch
    {
        PasswordFault.TooShort => T($"A password has at least {PasswordRules.MinLength} characters.", $"密码至少需要 {PasswordRules.MinLength} 个字符。"),
        PasswordFault.TooLong => T($"A password has at most {PasswordRules.MaxLength} characters.", $"密码最多 {PasswordRules.MaxLength} 个字符。"),
        _ => T("That password is one of those that everybody tries first. Take other words.", "这个密码太常见，容易被猜到，请换一个。"),
    };

    private string PermissionName(Permission permission) => permission switch
    {
        Permission.RequestsRead => T("read service requests", "查看服务单"),
        Permission.RequestsWrite => T("open and change service requests", "创建和修改服务单"),
        Permission.ConversationsRead => T("see the inbox", "查看收件箱"),
        Permission.ConversationsWrite => T("take and answer conversations", "接管和回复对话"),
        Permission.ArchiveRead => T("read every conversation", "查看全部对话"),
        Permission.GapsRead => T("read knowledge gaps", "查看知识缺口"),
        Permission.OutboxRead => T("see undelivered letters", "查看未送达消息"),
        Permission.OutboxWrite => T("send them again", "重新发送"),
        Permission.BotSpeak => T("speak anywhere as a bot", "以机器人身份发言"),
        Permission.ModelsWrite => T("have models learn and put them to use", "训练和启用模型"),
        Permission.SegmentsWrite => T("make and change segments", "创建和修改分群"),
        Permission.ReportsRead => T("read figures", "查看报表"),
        Permission.OutreachRead => T("see campaigns", "查看外联活动"),
        Permission.OutreachWrite => T("make and run campaigns", "创建和运行外联活动"),
        Permission.CustomersRead => T("see customers", "查看客户"),
        Permission.CustomersWrite => T("change customers", "修改客户资料"),
        Permission.CustomersExport => T("export customers", "导出客户"),
        Permission.ChangesRead => T("read all changes", "读取全部变更"),
        Permission.FieldsWrite => T("declare own fields", "定义自定义字段"),
        Permission.ContractsRead => T("see contracts", "查看合约"),
        Permission.RotasRead => T("see who is on call", "查看值班表"),
        Permission.RotasWrite => T("change who is on call", "修改值班表"),
        Permission.ContractsWrite => T("make and change contracts", "创建和修改合约"),
        _ => PermissionWord.Of(permission),
    };

    private string Day(DateTimeOffset at) => T(at.ToString("d MMM yyyy", CultureInfo.InvariantCulture), $"{at.Year} 年 {at.Month} 月 {at.Day} 日");

    private string T(string english, string chinese) => _chinese ? chinese : english;
}
