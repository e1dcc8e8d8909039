using System.Text;

namespace ServiceBot.Channels.Mail;

/// <summary>Chooses what of a mail's parts is its text, and what are files (RFC 2046).</summary>
internal static class MailBody
{
    private const int MaxText = 200_000;

    /// <summary>The text on lines parted by <c>\n</c>, of HTML too if there is no other, and the files.</summary>
    public static (string Text, IReadOnlyList<MailFile> Files) Of(MailPart mail)
    {
        var text = new StringBuilder();
        var files = new List<MailFile>();
        Take(mail, text, files);
        return (text.ToString(0, Math.Min(text.Length, MaxText)).Trim('\n'), files);
    }

    private static void Take(MailPart part, StringBuilder text, List<MailFile> files)
    {
        if (part.MediaType == "multipart/alternative" && !part.IsLeaf)
        {
            var chosen = part.Parts.FirstOrDefault(choice => choice.MediaType == "text/plain" && choice.Text().AsSpan().Trim().Length > 0)
                ?? part.Parts.LastOrDefault(choice => choice.MediaType is "text/html" or "multipart/related" or "multipart/mixed")
                ?? part.Parts[0];
            Take(chosen, text, files);
            foreach (var other in part.Parts.Where(other => other != chosen))
            {
                TakeFiles(other, files);     // pictures that belong to the HTML that is not shown
            }
        }
        else if (part.MediaType.StartsWith("multipart/", StringComparison.Ordinal) && !part.IsLeaf)
        {
            foreach (var inner in part.Parts)
            {
                Take(inner, text, files);
            }
        }
        else if (IsFile(part))
        {
            files.Add(FileOf(part));
        }
        else
        {
            var words = part.MediaType == "text/html" ? HtmlText.Of(part.Text()) : Plain(part);
            text.Append(text.Length > 0 && words.Length > 0 ? "\n" : "").Append(words);
        }
    }

    private static void TakeFiles(MailPart part, List<MailFile> files) =>
        files.AddRange(part.All().Where(inner => inner.IsLeaf && !inner.MediaType.StartsWith("multipart/", StringComparison.Ordinal) && IsFile(inner)).Select(FileOf));

    private static bool IsFile(MailPart part) =>
        part.Disposition == "attachment" || part.FileName is not null || !(part.MediaType is "text/plain" or "text/html" || part.MediaType.StartsWith("multipart/", StringComparison.Ordinal));

    private static MailFile FileOf(MailPart part) => new(
        part.FileName ?? part.MediaType switch
        {
            "message/rfc822" or "message/global" => "message.eml",
            "message/delivery-status" => "delivery-status.txt",
            _ => $"{part.MediaType.Split('/')[0]}",
        },
        part.MediaType == "text/plain" && part.Charset is not null ? Encoding.UTF8.GetBytes(part.Text())     // files of text are served as UTF-8
            : part.IsLeaf ? part.Decode()
            : part.Raw.ToArray());

    private static string Plain(MailPart part)
    {
        var parameters = MailParameters.Of(part.Headers["Content-Type"]);
        var text = part.Text();
        return parameters.GetValueOrDefault("format")?.Equals("flowed", StringComparison.OrdinalIgnoreCase) == true
            ? FlowedText.Unfold(text, parameters.GetValueOrDefault("delsp")?.Equals("yes", StringComparison.OrdinalIgnoreCase) == true)
            : text;
    }
}
