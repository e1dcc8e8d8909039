using System.Text;

namespace ServiceBot.Channels.Mail;

/// <summary>What a mail server says became of a mail (RFC 3464).</summary>
/// <param name="Recipient">Whom it was for.</param>
/// <param name="Action"><c>failed</c>, <c>delayed</c>, <c>delivered</c> …</param>
/// <param name="Status">Three numbers such as <c>5.1.1</c>; empty: it does not say.</param>
/// <param name="Diagnostic">The other server's words; empty: none.</param>
public sealed record DeliveryReport(string Recipient, string Action, string Status, string Diagnostic)
{
    private const int MaxWords = 500;

    /// <summary>The report in a mail about one recipient, the worst if there are several; null: it is none.</summary>
    internal static DeliveryReport? Of(MailPart mail) =>
        mail.MediaType == "multipart/report" && mail.All().FirstOrDefault(part => part.MediaType == "message/delivery-status") is { } status
            ? Blocks(Encoding.UTF8.GetString(status.Decode()))
                .Where(block => block.ContainsKey("action"))
                .Select(block => new DeliveryReport(
                    Value(block.GetValueOrDefault("original-recipient") ?? block.GetValueOrDefault("final-recipient")), block["action"].ToLowerInvariant(),
                    block.GetValueOrDefault("status") ?? "", Value(block.GetValueOrDefault("diagnostic-code"))))
                .OrderBy(report => report.Action != "failed")
                .FirstOrDefault()
            : null;

    /// <summary>The Message-ID of the mail that a report is about, as far as the report holds it.</summary>
    internal static IReadOnlyList<string> OriginalIds(MailPart report)
    {
        foreach (var part in report.All().Skip(1))
        {
            if (part.MediaType is "message/rfc822" or "message/global" && part.Parts.Count > 0)
            {
                return MailText.Ids(part.Parts[0].Headers["Message-ID"]);
            }

            if (part.MediaType is "text/rfc822-headers" or "message/global-headers" && part.Raw.Length > 0)
            {
                try
                {
                    return MailText.Ids(MailReader.Read(part.Decode()).Headers["Message-ID"]);
                }
                catch (MailFormatException)
                {
                    return [];
                }
            }
        }

        return [];
    }

    /// <summary>Groups of fields, parted by empty lines.</summary>
    private static IEnumerable<Dictionary<string, string>> Blocks(string text)
    {
        var block = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var last = "";
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length == 0)
            {
                yield return block;
                block = new(StringComparer.OrdinalIgnoreCase);
            }
            else if (line[0] is ' ' or '\t' && block.TryGetValue(last, out var begun))
            {
                block[last] = $"{begun} {line.Trim()}";
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                last = line[..colon].Trim();
                block.TryAdd(last, line[(colon + 1)..].Trim());
            }
        }

        yield return block;
    }

    /// <summary>What stands behind the type in <c>rfc822; mei@example.com</c>.</summary>
    private static string Value(string? field)
    {
        var semicolon = field?.IndexOf(';', StringComparison.Ordinal) ?? -1;
        var value = MailText.OneLine(field?[(semicolon + 1)..] ?? "");
        return value.Length <= MaxWords ? value : value[..MaxWords];
    }
}
