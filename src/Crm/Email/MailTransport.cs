using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Crm.Email;

/// <summary>Carries what is said in mail conversations to the mail server, with what keeps the thread together.</summary>
internal sealed partial class MailTransport(ComposeMail compose, SmtpServer server, IHostEnvironment environment, ILogger<MailTransport> logger) : IOutboxTransport
{
    public string Kind => ComposeMail.Kind;

    public async Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
    {
        if (conversation is null)
        {
            return new DeliveryOutcome.Refused("The conversation is gone.");
        }

        var mail = await compose.HandleAsync(item, conversation, cancellationToken);
        if (server.IsSet)
        {
            return await server.SendAsync(() => MessageOf(mail, server.From), cancellationToken);
        }

        if (!environment.IsDevelopment())
        {
            return new DeliveryOutcome.Refused(EmailTransport.NoServer);
        }

        Log.Shown(logger, mail.To, mail.Subject, mail.Text);
        return new DeliveryOutcome.Delivered();
    }

    private static MailMessage MessageOf(OutgoingMail mail, string from)
    {
        var sender = new MailAddress(from, mail.FromName, Encoding.UTF8);
        var message = new MailMessage(sender, new(mail.To)) { Subject = mail.Subject, SubjectEncoding = Encoding.UTF8, Body = mail.Text, BodyEncoding = Encoding.UTF8 };
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        message.Headers.Add("Message-ID", $"<{mail.LocalId}@{sender.Host}>");
        if (mail.Follows.Count > 0)
        {
            message.Headers.Add("In-Reply-To", mail.Follows[^1]);
            message.Headers.Add("References", string.Join(' ', mail.Follows));
        }

        if (mail.AutoSubmitted is not null)
        {
            message.Headers.Add("Auto-Submitted", mail.AutoSubmitted);
        }

        if (mail.Unsubscribe is not null)
        {
            message.Headers.Add("List-Unsubscribe", $"<{mail.Unsubscribe}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        foreach (var file in mail.Files)
        {
            message.Attachments.Add(new(new MemoryStream(file.Bytes), file.Name, file.ContentType.Split(';')[0]));
        }

        return message;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "No mail server is set, so here is the mail to {To} (Development only)\n{Subject}\n\n{Body}")]
        public static partial void Shown(ILogger logger, string to, string subject, string body);
    }
}
