using System.Globalization;
using System.Security.Cryptography;

namespace ServiceBot.Channels.Mail;

/// <summary>How much of a program there is in a mail.</summary>
internal enum MailOrigin
{
    /// <summary>Somebody wrote it.</summary>
    Person,

    /// <summary>Somebody may read it, but it is never answered by a program: it came by a list, or a program made it.</summary>
    Program,

    /// <summary>A program's answer to a mail, or advertising.</summary>
    Answer,
}

/// <summary>A file in a mail.</summary>
/// <param name="Name">What its sender calls it.</param>
/// <param name="Bytes">What is in it.</param>
internal sealed record MailFile(string Name, byte[] Bytes);

/// <summary>A mail as the desk reads it.</summary>
internal sealed record ReceivedMail
{
    private const int MaxSubject = 500;
    private const int MaxAddress = 254;

    /// <summary>What makes it the same mail when it comes again: its Message-ID, or the hash of all of it.</summary>
    public required string Key { get; init; }

    /// <summary>Who sent it, as it says; nothing proves that. The address is in lower case.</summary>
    public required MailAddressee From { get; init; }

    /// <summary>To whom, and to whom else.</summary>
    public required IReadOnlyList<MailAddressee> To { get; init; }

    /// <summary>The subject on one line; empty: none.</summary>
    public required string Subject { get; init; }

    /// <summary>When it was sent, as it says.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The mails that it answers, by Message-ID, the nearest first.</summary>
    public required IReadOnlyList<string> Answers { get; init; }

    /// <summary>Whether somebody wrote it.</summary>
    public required MailOrigin Origin { get; init; }

    /// <summary>What says that nobody did; null: somebody did.</summary>
    public string? Because { get; init; }

    /// <summary>What it reports of another mail; null: nothing.</summary>
    public DeliveryReport? Report { get; init; }

    /// <summary>The mails that it reports of, by Message-ID.</summary>
    public IReadOnlyList<string> Reported { get; init; } = [];

    /// <summary>The new words.</summary>
    public required string Text { get; init; }

    /// <summary>What is quoted, and the signature; empty: nothing.</summary>
    public required string Quoted { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyList<MailFile> Files { get; init; }

    /// <summary>Reads a mail.</summary>
    /// <exception cref="MailFormatException">It can't be read, or says of nobody that they sent it.</exception>
    public static ReceivedMail Read(ReadOnlyMemory<byte> raw)
    {
        var mail = MailReader.Read(raw);
        var headers = mail.Headers;
        var report = DeliveryReport.Of(mail);
        var (origin, because) = OriginOf(mail);
        var (text, files) = MailBody.Of(mail);
        var (words, quoted) = QuotedText.Split(text);
        var subject = MailText.OneLine(EncodedWords.Decode(headers["Subject"] ?? ""));
        return new()
        {
            Key = MailText.Ids(headers["Message-ID"]) is [var id, ..] ? id : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(raw.Span))}",
            From = Sender(headers, isReport: report is not null || origin == MailOrigin.Answer),
            To = [.. AddressList.Read(headers["To"]), .. AddressList.Read(headers["Cc"])],
            Subject = subject.Length <= MaxSubject ? subject : subject[..MaxSubject],
            SentAt = MailDate.Read(headers["Date"]),
            Answers = [.. MailText.Ids(headers["In-Reply-To"]).Concat(MailText.Ids(headers["References"]).Reverse()).Distinct().Take(50)],
            Origin = origin,
            Because = because,
            Report = report,
            Reported = report is null ? [] : DeliveryReport.OriginalIds(mail),
            Text = words,
            Quoted = quoted,
            Files = files,
        };
    }

    private static MailAddressee Sender(MailHeaders headers, bool isReport)
    {
        foreach (var field in headers.Fields.Where(field => field.Name.Equals("From", StringComparison.OrdinalIgnoreCase)))
        {
            if (AddressList.Read(field.Value) is [var sender, ..] && sender.Address.Length <= MaxAddress && System.Net.Mail.MailAddress.TryCreate(sender.Address, out var parsed))
            {
                return new(sender.Name.Length <= 200 ? sender.Name : sender.Name[..200], parsed.Address.ToLower(CultureInfo.InvariantCulture));
            }

            return isReport
                ? new("", "mailer-daemon")
                : throw new MailFormatException(field.Line, "The field From holds no address that could be answered, such as «Mei Chen <mei@example.com>».");
        }

        return isReport ? new("", "mailer-daemon") : throw new MailFormatException(1, "The header has no field From.");
    }

    private static (MailOrigin Origin, string? Because) OriginOf(MailPart mail)
    {
        var headers = mail.Headers;
        var submitted = MailParameters.FirstWord(headers["Auto-Submitted"]);
        var precedence = MailParameters.FirstWord(headers["Precedence"]);
        return 0 switch
        {
            _ when mail.MediaType == "multipart/report" => (MailOrigin.Answer, "multipart/report"),
            _ when headers["Return-Path"]?.Replace(" ", "", StringComparison.Ordinal) is "<>" => (MailOrigin.Answer, "Return-Path: <>"),
            _ when submitted.StartsWith("auto-replied", StringComparison.Ordinal) => (MailOrigin.Answer, $"Auto-Submitted: {submitted}"),
            _ when precedence is "bulk" or "junk" or "auto_reply" => (MailOrigin.Answer, $"Precedence: {precedence}"),
            _ when headers["X-Autoreply"] is not null || headers["X-Autorespond"] is not null => (MailOrigin.Answer, "X-Autoreply"),
            _ when submitted is not ("" or "no") => (MailOrigin.Program, $"Auto-Submitted: {submitted}"),
            _ when precedence == "list" || headers.HasAny("List-") => (MailOrigin.Program, "List-*"),
            _ => (MailOrigin.Person, null),
        };
    }
}
