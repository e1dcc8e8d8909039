using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;
using ServiceBot.Channels.Uploads;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Mail;

/// <summary>A mail that is to go out. Every text is one that may stand in a header or a body as it is.</summary>
public sealed record OutgoingMail
{
    /// <summary>The customer's address.</summary>
    public required string To { get; init; }

    /// <summary>Who speaks, by name.</summary>
    public required string FromName { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>The words.</summary>
    public required string Text { get; init; }

    /// <summary>The words as HTML that holds nothing but them and links.</summary>
    public required string Html { get; init; }

    /// <summary>What stands before the at in its Message-ID; the same whenever it is tried again.</summary>
    public required string LocalId { get; init; }

    /// <summary>The mails of the customer that it follows, by Message-ID, the last one last; empty: none.</summary>
    public required IReadOnlyList<string> Follows { get; init; }

    /// <summary>What <c>Auto-Submitted</c> says; null: a person of the desk wrote it.</summary>
    public string? AutoSubmitted { get; init; }

    /// <summary>Where a mail program takes its reader off the list with one click (RFC 8058); null: there is no list.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>The files that go with it.</summary>
    public required IReadOnlyList<OutgoingFile> Files { get; init; }
}

/// <summary>A file of a mail that goes out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">Its kind.</param>
/// <param name="Bytes">What is in it.</param>
public sealed record OutgoingFile(string Name, string ContentType, byte[] Bytes);

/// <summary>Makes a mail of a message in a mail conversation.</summary>
public sealed partial class ComposeMail
{
    /// <summary>The kind of such messages in the outbox.</summary>
    public const string Kind = "mail";

    private const int MaxSubject = 200;
    private const int MaxFollows = 10;

    private readonly IDatabase _database;
    private readonly IMailSubjects _subjects;

    internal ComposeMail(IDatabase database, IMailSubjects subjects) => (_database, _subjects) = (database, subjects);

    /// <summary>Makes it. It goes to who began the conversation, whatever a later mail says of its sender or asks for by Reply-To.</summary>
    /// <param name="item">The message, out of the outbox.</param>
    /// <param name="conversation">Where it is said.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<OutgoingMail> HandleAsync(OutboxItem item, Conversation conversation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(conversation);
        var message = ActivityJson.Parse(item.Payload);
        return _database.ReadAsync(
            async session =>
            {
                var follows = await MailStore.IdsAsync(session, conversation.Key, item.Seq!.Value, MaxFollows);
                var (files, links) = await FilesAsync(session, message);
                var facts = MailFacts.Of(message);
                var text = string.Join("\n\n", links.Prepend(message.Text ?? "").Where(words => words.Length > 0));
                return new OutgoingMail
                {
                    To = conversation.UserId,
                    FromName = MailText.OneLine(message.From?.Name ?? ""),
                    Subject = SubjectOf(conversation.WayBack.Conversation?.Name ?? "", await _subjects.TokenAsync(session, conversation.Key), isAnswer: facts.Subject is null),
                    Text = text,
                    Html = HtmlOf(text),
                    LocalId = MailThread.LocalPart(conversation, item.Seq!.Value),
                    Follows = [.. follows.Reverse()],
                    AutoSubmitted = facts.ByPerson ? null : message.ReplyToId is null ? "auto-generated" : "auto-replied",
                    Unsubscribe = facts.Unsubscribe,
                    Files = files,
                };
            },
            cancellationToken);
    }

    /// <summary>The subject of an answer: the customer's own, and once what names the conversation; or that of a first mail.</summary>
    internal static string SubjectOf(string subject, string? token, bool isAnswer = true)
    {
        var own = Prefixes().Replace(MailText.OneLine(subject), "");
        own = token is null ? own : own.Replace(token, "", StringComparison.OrdinalIgnoreCase).Trim();
        var end = own.Length <= MaxSubject ? own.Length : char.IsHighSurrogate(own[MaxSubject - 1]) ? MaxSubject - 1 : MaxSubject;
        return MailText.OneLine($"{(isAnswer ? "Re: " : "")}{own[..end]} {token}");
    }

    /// <summary>The text, encoded, with its line breaks, and with web addresses that can be clicked.</summary>
    internal static string HtmlOf(string text)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><body style=\"font-family:sans-serif;white-space:pre-wrap\">");
        var at = 0;
        foreach (Match link in WebAddress().Matches(text))
        {
            var address = HtmlEncoder.Default.Encode(link.Value);
            html.Append(Encoded(text[at..link.Index])).Append("<a href=\"").Append(address).Append("\">").Append(address).Append("</a>");
            at = link.Index + link.Length;
        }

        return html.Append(Encoded(text[at..])).Append("</body></html>").ToString();
    }

    private static string Encoded(string text) => string.Join("<br>\n", text.Split('\n').Select(HtmlEncoder.Default.Encode));

    /// <summary>Files that the product holds go along; of others the address does.</summary>
    private static async Task<(List<OutgoingFile> Files, List<string> Links)> FilesAsync(Session session, Activity message)
    {
        var (files, links) = (new List<OutgoingFile>(), new List<string>());
        foreach (var attachment in message.Files)
        {
            if (attachment.ContentUrl is not { } address)
            {
                continue;
            }

            var stored = UploadAddress().Match(address) is { Success: true } match
                ? await UploadStore.FindAsync(session, match.Groups[1].Value, DateTimeOffset.MinValue)
                : null;
            if (stored is not null)
            {
                files.Add(new(stored.Name, stored.ContentType, stored.Bytes));
            }
            else
            {
                links.Add($"{MailText.OneLine(attachment.Name ?? "")} {MailText.OneLine(address)}".Trim());
            }
        }

        return (files, links);
    }

    [GeneratedRegex(@"^((re|aw|fw|fwd|wg|sv|tr|回复|答复|转发|回覆|轉寄)\s*(\[\d+\])?\s*[:：]\s*)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Prefixes();

    [GeneratedRegex("""https?://[^\s<>"']+[^\s<>"'.,;:!?)\]，。；：！？）]""", RegexOptions.CultureInvariant)]
    private static partial Regex WebAddress();

    [GeneratedRegex("/uploads/([A-Za-z0-9_-]{20,40})/", RegexOptions.CultureInvariant)]
    private static partial Regex UploadAddress();
}
