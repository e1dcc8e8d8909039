using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.CannedReplies;

/// <summary>Where a canned reply is used: in a conversation, or on a request.</summary>
public sealed record ReplyTarget
{
    /// <summary>The conversation; null: it is used on a request.</summary>
    public InboxConversation? Talk { get; private init; }

    /// <summary>The request; in a conversation the customer's latest that is not over, null: there is none.</summary>
    public ServiceRequest? Request { get; private init; }

    /// <summary>The customer's name; null: nobody knows.</summary>
    public string? Customer { get; private init; }

    /// <summary>The customer's language: <c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>A conversation that somebody sees, or null.</summary>
    public static async Task<ReplyTarget?> FindAsync(Session session, long conversation, Sight sight)
    {
        if (await Inbox.FindAsync(session, conversation, sight) is not { } talk)
        {
            return null;
        }

        var stored = (await ConversationStore.FindAsync(session, conversation))!;
        var customer = await RecogniseCustomer.FindAsync(session, stored);
        var requests = customer is null ? [] : await FindRequests.ListAsync(session, customer.Id, MostRequests);
        var open = requests.Where(request => !RequestTransitions.IsOver(request.Status) && sight.Sees(request)).ToList();
        return new()
        {
            Talk = talk,
            Request = open.FirstOrDefault(request => request.Conversation == conversation) ?? open.FirstOrDefault(),
            Customer = customer?.Name ?? talk.Name,
            Language = talk.Language ?? await ChangeOwner.LanguageAsync(session, stored),
        };
    }

    /// <summary>A request that somebody sees, or null.</summary>
    public static async Task<ReplyTarget?> FindAsync(Session session, RequestNumber number, Sight sight) =>
        await RequestDesk.FindAsync(session, number, sight) is { } request
            ? new()
            {
                Request = request,
                Customer = request.Customer is { } customer ? (await CustomerStore.FindAsync(session, customer))?.Name : null,
                Language = request.Language,
            }
            : null;

    /// <summary>Fills a text in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">Its language.</param>
    /// <param name="by">Who uses it.</param>
    /// <param name="company">What is known of the company.</param>
    /// <param name="isMarkdown">Whether what the customer calls themselves must not be read as Markdown.</param>
    internal FilledText Fill(string text, string language, StaffMember by, ICompanyFacts company, bool isMarkdown) => ReplyTemplate.Fill(text, name => name switch
    {
        "customer" => isMarkdown && Customer is { } customer ? SafeMarkdown.Escape(customer) : Customer,
        "request" => Request is { } request ? $"{request.Number}" : null,
        "agent" => by.Name,
        _ => company.Find(name, language),
    });

    private const int MostRequests = 8;
}
