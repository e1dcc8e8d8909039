using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;

namespace ServiceBot.Crm.Email;

/// <summary>Hands mails to the mail server of the settings.</summary>
internal sealed class SmtpServer(IOptions<EmailOptions> settings)
{
    /// <summary>Whether there is one.</summary>
    public bool IsSet => settings.Value.Host.Length > 0;

    /// <summary>Our own address.</summary>
    public string From => settings.Value.From;

    /// <summary>Hands over what is made.</summary>
    /// <param name="make">Makes the mail.</param>
    /// <param name="cancellationToken">Gives up when the process stops.</param>
    public async Task<DeliveryOutcome> SendAsync(Func<MailMessage> make, CancellationToken cancellationToken)
    {
        var options = settings.Value;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        try
        {
            using var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.StartTls };
            if (options.UserName.Length > 0)
            {
                client.Credentials = new NetworkCredential(options.UserName, options.Password);
            }

            using var message = make();
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
}
