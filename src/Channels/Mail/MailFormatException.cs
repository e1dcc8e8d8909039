namespace ServiceBot.Channels.Mail;

/// <summary>A mail that can't be read: what is wrong with it, and in which line.</summary>
/// <param name="line">The line, from 1.</param>
/// <param name="message">What is wrong, for whoever runs the mail server.</param>
public sealed class MailFormatException(int line, string message) : Exception(message)
{
    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;
}
