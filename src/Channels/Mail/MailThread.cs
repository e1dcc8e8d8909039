using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Mail;

/// <summary>Knows which conversation a subject means, and how it is meant in a subject. The room of the requests does.</summary>
public interface IMailSubjects
{
    /// <summary>The mail conversation that a subject names, if its sender may add to it; or null.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="sender">Who says they sent it: an address in lower case.</param>
    Task<long?> FindAsync(Session session, string subject, string sender);

    /// <summary>What names a conversation in a subject, <c>[SR-000123]</c>; null: nothing yet.</summary>
    Task<string?> TokenAsync(Session session, long conversation);
}

/// <summary>
/// Message-IDs of mails that leave: the conversation's id, which nobody can guess, and the message's number. So an answer names its conversation, and
/// nothing has to be kept to know it again.
/// </summary>
internal static partial class MailThread
{
    /// <summary>A new conversation's id.</summary>
    public static string NewId() => $"sb{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16))}";

    /// <summary>What stands before the at in the Message-ID of a message.</summary>
    public static string LocalPart(Conversation conversation, long seq) => string.Create(CultureInfo.InvariantCulture, $"{conversation.ConversationId}.{seq}");

    /// <summary>The conversation's id in a Message-ID of ours, or null.</summary>
    public static string? ConversationOf(string messageId) => Ours().Match(messageId) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("^<(sb[A-Za-z0-9_-]{22})\\.[0-9]{1,12}@", RegexOptions.CultureInvariant)]
    private static partial Regex Ours();
}
