using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Channels.Uploads;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Mail;

/// <summary>What became of a mail that a mail server brought.</summary>
public abstract record ReceiveMailOutcome
{
    private ReceiveMailOutcome()
    {
    }

    /// <summary>It is stored, now or before.</summary>
    /// <param name="Became">A word of <see cref="MailFates"/>.</param>
    /// <param name="Why">What decided that; null: nothing special.</param>
    /// <param name="Conversation">The conversation it stands in, if it does.</param>
    /// <param name="IsRepeated">Whether it had come before; then nothing happened.</param>
    public sealed record Stored(string Became, string? Why, long? Conversation, bool IsRepeated) : ReceiveMailOutcome;

    /// <summary>It can't be read.</summary>
    /// <param name="Line">In which line, from 1.</param>
    /// <param name="Problem">What is wrong with it.</param>
    public sealed record Unreadable(int Line, string Problem) : ReceiveMailOutcome;

    /// <summary>Its sender has sent too many; later it is welcome.</summary>
    /// <param name="After">When it may be brought again.</param>
    public sealed record TooMany(TimeSpan After) : ReceiveMailOutcome;
}

/// <summary>
/// Makes an activity of a raw mail, in the conversation of its thread: stored whole before it is acknowledged, once for each Message-ID and sender. Where it
/// belongs is decided by what it answers; what it says of its sender proves nothing (docs/decisions/0010).
/// </summary>
public sealed class ReceiveMail
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IDatabase _database;
    private readonly AcceptActivity _accept;
    private readonly IMailSubjects _subjects;
    private readonly IOptions<MailOptions> _options;
    private readonly IOptions<BotOptions> _bot;
    private readonly IOptions<DirectLineOptions> _files;
    private readonly TimeProvider _clock;

    internal ReceiveMail(
        IDatabase database, AcceptActivity accept, IMailSubjects subjects, IOptions<MailOptions> options, IOptions<BotOptions> bot, IOptions<DirectLineOptions> files,
        TimeProvider clock) =>
        (_database, _accept, _subjects, _options, _bot, _files, _clock) = (database, accept, subjects, options, bot, files, clock);

    /// <summary>Takes a mail.</summary>
    /// <param name="raw">All of it.</param>
    /// <param name="product">The product's address, without a slash at the end: where its files are read.</param>
    /// <param name="cancellationToken">Gives up before it is stored.</param>
    public async Task<ReceiveMailOutcome> HandleAsync(ReadOnlyMemory<byte> raw, string product, CancellationToken cancellationToken)
    {
        ReceivedMail mail;
        try
        {
            mail = ReceivedMail.Read(raw);
        }
        catch (MailFormatException problem)
        {
            return new ReceiveMailOutcome.Unreadable(problem.Line, problem.Message);
        }

        var now = _clock.GetUtcNow();
        var (before, count, thread) = await _database.ReadAsync(
            async session => (
                await MailStore.FindAsync(session, mail.Key, mail.From.Address),
                await MailStore.CountAsync(session, mail.From.Address, now - Hour),
                await FindThreadAsync(session, mail)),
            cancellationToken);
        if (before is not null)
        {
            return new ReceiveMailOutcome.Stored(before.Became, before.Why, before.Conversation, IsRepeated: true);
        }

        if (IgnoredBecause(mail, thread) is { } because)
        {
            return await IgnoreAsync(mail, because, now, cancellationToken);
        }

        return count >= _options.Value.PerPeerHour
            ? new ReceiveMailOutcome.TooMany(Hour)
            : await AcceptAsync(mail, thread, mayAnswer: count < _options.Value.AnswersPerPeerHour, product, now, cancellationToken);
    }

    /// <summary>
    /// The conversation that a mail belongs to, as long as it runs: that of a mail of ours that it answers or reports of, whose id nobody can guess; that of an earlier
    /// mail of the same sender that it answers; or the one that its subject names.
    /// </summary>
    private async Task<Conversation?> FindThreadAsync(Session session, ReceivedMail mail)
    {
        foreach (var id in mail.Reported.Concat(mail.Answers))
        {
            if (MailThread.ConversationOf(id) is { } ours && await ConversationStore.FindAsync(session, ChannelIds.Email, ours) is { IsMail: true, EndedAt: null } known)
            {
                return known;
            }
        }

        if (mail.Report is not null)
        {
            return null;
        }

        foreach (var id in mail.Answers)
        {
            if (await MailStore.FindAsync(session, id, mail.From.Address) is { Conversation: { } key } && await ConversationStore.FindAsync(session, key) is { EndedAt: null } earlier)
            {
                return earlier;
            }
        }

        return await _subjects.FindAsync(session, mail.Subject, mail.From.Address) is { } named
            && await ConversationStore.FindAsync(session, named) is { IsMail: true, EndedAt: null } meant
            ? meant
            : null;
    }

    private static string? IgnoredBecause(ReceivedMail mail, Conversation? thread) => mail switch
    {
        _ when MailThread.ConversationOf(mail.Key) is not null => "It is a mail of ours that came back.",
        { Report: { Action: not ("failed" or "delayed") } } => "It reports that a mail arrived, or is on its way.",
        { Report: not null } when thread is null => "It reports of a mail that is in no conversation.",
        { Origin: MailOrigin.Answer, Because: var because } when thread is null => $"A program sent it, and it answers nothing of ours ({because}).",
        _ => null,
    };

    private async Task<ReceiveMailOutcome> IgnoreAsync(ReceivedMail mail, string because, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = new TakenMail { MessageId = mail.Key, Sender = mail.From.Address, At = now, Became = MailFates.Ignored, Why = because };
        var isNew = await _database.WriteAsync(unit => MailStore.AddAsync(unit, row), cancellationToken);
        return new ReceiveMailOutcome.Stored(row.Became, row.Why, null, IsRepeated: !isNew);
    }

    private async Task<ReceiveMailOutcome> AcceptAsync(
        ReceivedMail mail, Conversation? thread, bool mayAnswer, string product, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var files = (mail.Report is null ? mail.Files : []).Select(file => (file.Name, Taken: file.Bytes.Length <= _files.Value.MaxFileMib * 1024 * 1024 ? NewFile.Read(file.Name, file.Bytes) : null)).ToList();
        var facts = new MailFacts
        {
            Subject = mail.Subject,
            To = [.. mail.To.Select(addressee => addressee.Address).Take(50)],
            SentAt = mail.SentAt,
            Quoted = mail.Quoted.Length > 0 ? mail.Quoted : null,
            LeftOut = files.Any(file => file.Taken is null) ? [.. files.Where(file => file.Taken is null).Select(file => NewFile.SafeName(file.Name)).Take(100)] : null,
            Automatic = mail.Because,
            MayAnswer = mayAnswer && mail.Origin == MailOrigin.Person,
        };
        var activity = mail.Report is null ? MessageOf(mail, facts, [.. files.Select(file => file.Taken).OfType<NewFile>()], product) : ReportOf(mail.Report, thread!);
        activity.ChannelId = ChannelIds.Email;
        activity.Client = Conversation.MailClient;
        activity.Recipient = new() { Id = "desk", Name = _bot.Value.Name };
        activity.Conversation = thread?.WayBack.Conversation ?? new() { Id = MailThread.NewId(), Name = mail.Subject };
        var (key, row) = (0L, new TakenMail { MessageId = mail.Key, Sender = mail.From.Address, At = now, Became = mail.Report is null ? MailFates.Taken : MailFates.Reported });
        var outcome = await _accept.HandleAsync(
            activity,
            mail.Key,
            (taken, seq) =>
            {
                taken.Id = mail.Key;
                taken.Timestamp = ActivityJson.Instant(now);
                row = row with { Seq = seq };
                return ActivityJson.Write(taken);
            },
            shown: mail.Report is null,
            cancellationToken,
            async (unit, conversation) =>
            {
                key = conversation.Key;
                foreach (var file in files)
                {
                    await (file.Taken?.StoreAsync(unit, key, now, until: null) ?? Task.CompletedTask);
                }

                return await MailStore.AddAsync(unit, row with { Conversation = key });
            });
        return outcome switch
        {
            AcceptOutcome.Accepted accepted => await StoredAsync(accepted, row.Became, key),
            AcceptOutcome.Repeated => await HandledBeforeAsync(mail, cancellationToken),
            _ => new ReceiveMailOutcome.TooMany(TimeSpan.FromSeconds(1)),     // the conversation ended this very moment: next time it is a new one
        };
    }

    private static Activity MessageOf(ReceivedMail mail, MailFacts facts, IReadOnlyList<NewFile> files, string product) => new()
    {
        Type = ActivityTypes.Message,
        From = new() { Id = mail.From.Address, Name = mail.From.Name.Length > 0 ? mail.From.Name : mail.From.Address, Role = "user" },
        Text = mail.Text,
        TextFormat = "plain",
        Attachments = files.Count == 0 ? null : [.. files.Select(file => file.AttachmentAt(product))],
        ChannelData = facts.ToChannelData(),
    };

    /// <summary>A report is no word of the customer, though it comes into their conversation.</summary>
    private static Activity ReportOf(DeliveryReport report, Conversation thread) => new()
    {
        Type = ActivityTypes.Event,
        Name = MailEvents.Undelivered,
        From = thread.WayBack.User,
        Value = JsonSerializer.SerializeToElement(report, JsonSerializerOptions.Web),
    };

    private static async Task<ReceiveMailOutcome> StoredAsync(AcceptOutcome.Accepted accepted, string became, long key)
    {
        await Task.WhenAny(accepted.Turn, Task.Delay(Patience));     // it is stored; who asks what came of it may want the turn's part too
        return new ReceiveMailOutcome.Stored(became, null, key, IsRepeated: false);
    }

    private async Task<ReceiveMailOutcome> HandledBeforeAsync(ReceivedMail mail, CancellationToken cancellationToken) =>
        await _database.ReadAsync(session => MailStore.FindAsync(session, mail.Key, mail.From.Address), cancellationToken) is { } row
            ? new ReceiveMailOutcome.Stored(row.Became, row.Why, row.Conversation, IsRepeated: true)
            : new ReceiveMailOutcome.Stored(MailFates.Ignored, "A mail with this Message-ID stands in the conversation already.", null, IsRepeated: true);
}

/// <summary>Names of what happens in mail conversations and is no message.</summary>
public static class MailEvents
{
    /// <summary>A mail of ours did not arrive, or not yet; the value is a <see cref="DeliveryReport"/>.</summary>
    public const string Undelivered = "mail/undelivered";
}
