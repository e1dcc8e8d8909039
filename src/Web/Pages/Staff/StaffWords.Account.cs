using ServiceBot.Desk.Accounts.SignIn;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>Words of signing in by something other than a password.</summary>
public sealed partial class StaffWords
{
    public string SingleSignOn => T("Single sign-on", "单点登录");
    public string ContinueWith(string provider) => T($"Continue with {provider}", $"使用 {provider} 登录");
    public string OrPassword => T("or with your password", "或使用密码");
    public string WithPassword => T("Sign in with a password", "使用密码登录");
    public string PasswordOff => T("Passwords are switched off here. Use single sign-on.", "此处已停用密码登录，请使用单点登录。");
    public string SignedOut => T("You are signed out here.", "您已在此退出登录。");
    public string SignOutOf(string provider) => T($"Sign out of {provider} as well", $"同时退出 {provider}");
    public string Connect(string provider) => T($"Connect {provider}", $"连接 {provider}");
    public string Disconnect(string provider) => T($"Disconnect {provider}", $"断开 {provider}");
    public string ConnectHint => T("Sign in there once, and it is connected.", "在那里登录一次即可完成连接。");
    public string NotConnected => T("Not connected. When it is, you sign in with one click.", "尚未连接。连接后可一键登录。");
    public string LastWayIn => T("That is your only way in. Choose a password first.", "这是您唯一的登录方式，请先设置密码。");
    public string InvitationByProvider => T("Continue with the address that was invited.", "请使用受邀的邮箱继续。");

    public string Passkeys => T("Passkeys", "通行密钥");
    public string NoPasskeys => T("Sign in by finger, face or the device's code, without a password. Nobody can phish it.", "用指纹、面容或设备密码登录，无需密码，且无法被钓鱼。");
    public string PasskeyAdd => T("Add a passkey", "添加通行密钥");
    public string PasskeyMake => T("Create the passkey", "创建通行密钥");
    public string PasskeyNowHint => T("Your device asks you next.", "接下来请按设备提示操作。");
    public string PasskeyName => T("What do you call it?", "名称");
    public string PasskeyNameHint => T("Such as «work laptop». It may stay empty.", "例如“办公电脑”，可以留空。");
    public string PasskeyNameOf(int place) => T($"Name of passkey {place}", $"通行密钥 {place} 的名称");
    public string PasskeyRename => T("Rename", "重命名");
    public string PasskeyRemove(string name) => T($"Remove {name}", $"移除 {name}");
    public string PasskeyUsed(string ago) => T($"used {ago}", $"上次使用：{ago}");
    public string PasskeyUnused => T("not used yet", "尚未使用");
    public string PasskeySignIn => T("Sign in with a passkey", "使用通行密钥登录");
    public string PasskeyFailed => T("No passkey was given. Please try again.", "未能使用通行密钥，请重试。");
    public string PasskeyWrong => T("That passkey is not known here.", "此处不认识该通行密钥。");

    /// <summary>Why a provider's word did not let somebody in; the code is part of an address, so anything may come.</summary>
    public string ProviderFaultOf(string code) => Enum.TryParse<ProviderFault>(code, out var fault) ? fault switch
    {
        ProviderFault.NotVerified => T("The provider has not verified your e-mail address. Have it do so, then try again.", "您的邮箱尚未经该服务验证。请先完成验证再试。"),
        ProviderFault.OtherDomain => T("Addresses of that domain don't get in here.", "此处不接受该域名的邮箱。"),
        ProviderFault.NoRole => T("You have no role at this desk. Ask an administrator.", "您在本工作台没有角色，请联系管理员。"),
        ProviderFault.NotConnected => T("There is an account with your address. Sign in to it with your password, and connect the two under «Your account».", "已有使用该邮箱的账户。请先用密码登录，再在“我的账户”中连接。"),
        _ => T("Nobody has invited that address. Ask an administrator.", "该邮箱未受邀请，请联系管理员。"),
    }
    : code == "denied" ? T("You said no at the provider. Nothing was changed.", "您在该服务处取消了登录，未作任何更改。")
    : T("The sign-in did not come through. Please try again.", "登录未完成，请重试。");

    public string ConnectFault(string code) => code == "taken"
        ? T("That is connected with another account already.", "已与其他账户连接。")
        : T("That did not come through, or took too long. Please try again.", "操作未完成或已超时，请重试。");
}
