using System.Net.Mail;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Crm.Email;

/// <summary>Carries letters to the mail server; without one they are shown in the log, in Development only.</summary>
internal sealed partial class EmailTransport(SmtpServer server, IHostEnvironment environment, ILogger<EmailTransport> logger) : IOutboxTransport
{
    internal const string NoServer = "No mail server is set: give Email:Host and Email:From, then replay this letter.";

    public string Kind => Letter.Kind;

    public async Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
    {
        var letter = Letter.Parse(item.Payload);
        if (server.IsSet)
        {
            return await server.SendAsync(() => MessageOf(letter), cancellationToken);
        }

        if (!environment.IsDevelopment())
        {
            return new DeliveryOutcome.Refused(NoServer);
        }

        Log.Shown(logger, letter.To, letter.Subject, letter.Body);
        return new DeliveryOutcome.Delivered();
    }

    private MailMessage MessageOf(Letter letter)
    {
        var message = new MailMessage(server.From, letter.To, letter.Subject, letter.Body);
        foreach (var file in letter.Files ?? [])
        {
            message.Attachments.Add(new(new MemoryStream(file.Content), file.Name, file.Type));
        }

        return message;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "No mail server is set, so here is the letter to {To} (Development only)\n{Subject}\n\n{Body}")]
        public static partial void Shown(ILogger logger, string to, string subject, string body);
    }
}
