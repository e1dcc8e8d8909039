using ServiceBot.Crm.Email;

namespace ServiceBot.Desk.Accounts;

/// <summary>Letters to the people of the desk.</summary>
internal static class AccountLetters
{
    public static Letter Invitation(string to, string name, Uri link, string language) => language == "zh"
        ? new(to, "邀请您加入客服工作台", $"""
            {name}，您好：

            您受邀加入客服工作台。请打开以下链接并设置密码：

            {link}

            此链接仅可使用一次。如果您不清楚这封邮件的来由，请忽略。
            """)
        : new(to, "You are invited to the service desk", $"""
            Hello {name},

            you are invited to work at the service desk. Open this link and choose a password:

            {link}

            The link can be used once. If you don't know what this is about, ignore this letter.
            """);

    public static Letter NewPassword(string to, Uri link, int minutes, string language) => language == "zh"
        ? new(to, "设置新密码", $"""
            您好：

            请在 {minutes} 分钟内打开以下链接，设置新密码：

            {link}

            如果这不是您本人的操作，请忽略本邮件，您的密码不会改变。
            """)
        : new(to, "Choose a new password", $"""
            Hello,

            open this link within {minutes} minutes to choose a new password:

            {link}

            If you did not ask for it, ignore this letter: your password stays as it is.
            """);
}
