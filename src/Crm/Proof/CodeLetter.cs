using ServiceBot.Crm.Email;

namespace ServiceBot.Crm.Proof;

/// <summary>The letter that carries a code.</summary>
internal static class CodeLetter
{
    public static Letter Write(string to, string code, string language) => language == "zh"
        ? new(to, $"您的验证码：{code}", $"""
            您好：

            您的验证码是 {code}，10 分钟内有效。请在聊天窗口中输入。

            如果这不是您本人的操作，请忽略本邮件，不要把验证码告诉任何人。
            """)
        : new(to, $"Your code: {code}", $"""
            Hello,

            Your code is {code}. Type it into the chat within 10 minutes.

            If you did not ask for it, ignore this letter and tell the code to nobody.
            """);
}
