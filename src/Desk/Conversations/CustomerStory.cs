using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Conversations;

/// <summary>A request beside the conversation, with the promise that presses most.</summary>
/// <param name="Request">The request.</param>
/// <param name="DueAt">When the next of its open targets is due; null: none is open, or its clock stands still.</param>
/// <param name="IsLate">Whether a target that is still open was missed.</param>
public sealed record StoryRequest(ServiceRequest Request, DateTimeOffset? DueAt, bool IsLate);

/// <summary>What is known of a conversation's customer, as far as who asks may see it.</summary>
/// <param name="Customer">The customer; null: the books have nobody yet.</param>
/// <param name="Email">An address that is proved, or null.</param>
/// <param name="Requests">Their requests, the newest first.</param>
/// <param name="Orders">Their orders, the newest first.</param>
/// <param name="Earlier">Their conversations before this one, the newest first.</param>
public sealed record CustomerStory(
    Customer? Customer, string? Email, IReadOnlyList<StoryRequest> Requests, IReadOnlyList<Order> Orders, IReadOnlyList<InboxConversation> Earlier)
{
    private const int MostRows = 8;

    /// <summary>Reads it. See first whether the conversation may be seen: that is not checked here.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="key">The conversation.</param>
    /// <param name="sight">Whose rows who asks sees.</param>
    /// <param name="sla">Reads deadlines.</param>
    /// <param name="now">The present.</param>
    public static async Task<CustomerStory> ReadAsync(Session session, long key, Sight sight, RequestSla sla, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(sla);
        var conversation = (await ConversationStore.FindAsync(session, key))!;
        var before = await ConversationStore.ListOfUserAsync(session, conversation.ChannelId, conversation.UserId, key, MostRows);
        var known = (await OwnershipStore.ListAsync(session, [.. before.Select(earlier => earlier.Key)])).ToDictionary(row => row.Conversation);
        var earlier = await InboxConversation.ReadAsync(
            session, [.. before.Select(one => (one, known.GetValueOrDefault(one.Key))).Where(item => sight.Sees(item.Item2))]);
        if (await RecogniseCustomer.FindAsync(session, conversation) is not { } customer)
        {
            return new(null, null, [], [], earlier);
        }

        var requests = new List<StoryRequest>();
        foreach (var request in await FindRequests.ListAsync(session, customer.Id, MostRows))
        {
            if (sight.Sees(request.Team))
            {
                requests.Add(Of(request, await RequestStore.HistoryAsync(session, request.Id), sla, now));
            }
        }

        return new(
            customer, await CustomerStore.ProvedEmailAsync(session, customer.Account), requests, await FindOrder.ListAsync(session, customer.Id, MostRows), earlier);
    }

    private static StoryRequest Of(ServiceRequest request, IReadOnlyList<RequestChange> history, RequestSla sla, DateTimeOffset now)
    {
        var open = sla.PolicyOf(request) is { } policy ? sla.TargetsOf(policy, request, history, now).Where(target => target.DoneAt is null).ToList() : [];
        return new(
            request,
            open.Where(target => target.State is SlaState.Running or SlaState.Missed).Min(target => target.Deadline.Due),
            open.Exists(target => target.State == SlaState.Missed));
    }
}
