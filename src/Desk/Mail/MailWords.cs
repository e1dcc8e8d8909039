using ServiceBot.Channels.Mail;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Mail;

/// <summary>What mails say by themselves, and what is noted about them.</summary>
internal static class MailWords
{
    /// <summary>The answer to a mail that became a request. Nothing of the mail is repeated: who sent it is not known.</summary>
    public static string Opened(ServiceRequest request, IReadOnlyList<string> leftOut) => request.Language == "zh"
        ? $"您好，\n\n您的邮件已收到，请求编号为 {request.Number}。同事会通过邮件回复您；如需补充，直接回复本邮件即可。{NotTaken(leftOut, "zh")}"
        : $"Hello,\n\nwe have your mail; it is request {request.Number}. A colleague answers you by mail. To add something, answer this mail.{NotTaken(leftOut, "en")}";

    /// <summary>The words of a mail as they stand at a request.</summary>
    /// <param name="words">What it says.</param>
    /// <param name="sender">Who says so, if it is not who began the conversation.</param>
    /// <param name="leftOut">Files that were not taken.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    public static string Said(string words, string? sender, IReadOnlyList<string> leftOut, string language)
    {
        var said = $"{(sender is null ? "" : $"{sender}:\n\n")}{words}{NotTaken(leftOut, language)}".Trim();
        return said.Length > 0 ? said : "–";
    }

    /// <summary>That a mail of ours did not arrive.</summary>
    public static string Undelivered(DeliveryReport report)
    {
        var what = report.Action == "delayed" ? "is delayed · 延迟" : "was not delivered · 未送达";
        var status = report.Status.Length > 0 ? $" ({report.Status})" : "";
        return $"Our mail to {report.Recipient} {what}{status}{(report.Diagnostic.Length > 0 ? $": {report.Diagnostic}" : "")}";
    }

    /// <summary>That a program answered.</summary>
    public static string Automatic(string because, string words) => $"Automatic answer · 自动回复 ({because})\n\n{words}".Trim();

    private static string NotTaken(IReadOnlyList<string> files, string language) => files.Count == 0 ? ""
        : language == "zh" ? $"\n\n未能接收的附件：{string.Join("、", files)}（可接收图片、PDF 和纯文本）。"
        : $"\n\nFiles that could not be taken: {string.Join(", ", files)} (pictures, PDF and plain text can).";
}
