using System.Text.RegularExpressions;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Mail;

/// <summary>Requests in subjects: <c>[SR-000123]</c>. A number names a request only for who began a mail conversation about it, or proved the address to be theirs.</summary>
internal sealed partial class MailSubjects : IMailSubjects
{
    public async Task<long?> FindAsync(Session session, string subject, string sender)
    {
        if (NumberIn(subject) is not { } number)
        {
            return null;
        }

        foreach (var key in await MailThreadStore.ConversationsAsync(session, number))
        {
            if (await ConversationStore.FindAsync(session, key) is { EndedAt: null } conversation && conversation.UserId == sender)
            {
                return key;
            }
        }

        return null;
    }

    public async Task<string?> TokenAsync(Session session, long conversation) =>
        await MailThreadStore.FindAsync(session, conversation) is { } number ? $"[{number}]" : null;

    /// <summary>The request that a subject names, if its customer has proved that the sender's address is theirs; or null.</summary>
    public static async Task<ServiceRequest?> FindOfCustomerAsync(Session session, string subject, string sender)
    {
        if (NumberIn(subject) is not { } number || await RequestStore.FindAsync(session, number) is not { Customer: { } owner } request)
        {
            return null;
        }

        foreach (var member in (await CustomerStore.MembersAsync(session, owner)).Prepend(owner))
        {
            if (string.Equals(await CustomerStore.ProvedEmailAsync(session, member), sender, StringComparison.OrdinalIgnoreCase))
            {
                return request;
            }
        }

        return null;
    }

    private static RequestNumber? NumberIn(string subject) =>
        Token().Match(subject) is { Success: true } match && RequestNumber.TryParse(match.Groups[1].Value, out var number) ? number : null;

    [GeneratedRegex(@"\[(SR-[0-9]{1,12})\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
