using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Crm.Email;

/// <summary>Carries letters to the mail server; without one they are shown in the log, in Development only.</summary>
internal sealed partial class EmailTransport(IOptions<EmailOptions> options, IHostEnvironment environment, ILogger<EmailTransport> logger) : IOutboxTransport
{
    public string Kind => Letter.Kind;

    public async Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
    {
        var letter = Letter.Parse(item.Payload);
        if (options.Value.Host.Length > 0)
        {
            return await SendAsync(letter, options.Value, cancellationToken);
        }

        if (!environment.IsDevelopment())
        {
            return new DeliveryOutcome.Refused("No mail server is set: give Email:Host and Email:From, then replay this letter.");
        }

        Log.Shown(logger, letter.To, letter.Subject, letter.Body);
        return new DeliveryOutcome.Delivered();
    }

    private static async Task<DeliveryOutcome> SendAsync(Letter letter, EmailOptions options, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        try
        {
            using var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.StartTls };
            if (options.UserName.Length > 0)
            {
                client.Credentials = new NetworkCredential(options.UserName, options.Password);
            }

            using var message = new MailMessage(options.From, letter.To, letter.Subject, letter.Body);
            await client.SendMailAsync(message, patience.Token);
            return new DeliveryOutcome.Delivered();
        }
        catch (FormatException failure)
        {
            return new DeliveryOutcome.Refused($"The letter's address can't be used: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryOutcome.TryLater($"The mail server did not take the letter within {options.TimeoutSeconds} seconds.");
        }
        catch (SmtpException failure)
        {
            return IsFinal(failure.StatusCode) ? new DeliveryOutcome.Refused(ReasonOf(failure)) : new DeliveryOutcome.TryLater(ReasonOf(failure));
        }
    }

    /// <summary>A server that answers 5xx will answer so again.</summary>
    private static bool IsFinal(SmtpStatusCode status) => (int)status is >= 500 and < 600;

    /// <summary>The server's own words may repeat the address or the letter, and reasons go to the log: so its number must do.</summary>
    private static string ReasonOf(SmtpException failure) => failure switch
    {
        { StatusCode: not SmtpStatusCode.GeneralFailure } => $"The mail server answered {(int)failure.StatusCode} ({failure.StatusCode}).",
        { InnerException: { } inner } => $"The mail server can't be used: {(inner.InnerException ?? inner).Message}",
        _ => "The mail server did not answer as one.",
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "No mail server is set, so here is the letter to {To} (Development only)\n{Subject}\n\n{Body}")]
        public static partial void Shown(ILogger logger, string to, string subject, string body);
    }
}
