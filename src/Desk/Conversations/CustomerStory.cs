using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
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
/// <param name="Requests">The requests that are linked to the conversation, and their own, the newest first.</param>
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
        return await ReadAsync(
            session, await RecogniseCustomer.FindAsync(session, conversation), await RequestConversations.RequestsOfAsync(session, key, MostRows),
            await BeforeAsync(session, conversation, key, sight), sight, sla, now);
    }

    /// <summary>The same beside a request. See first whether the request may be seen.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="request">The request.</param>
    /// <param name="sight">Whose rows who asks sees.</param>
    /// <param name="sla">Reads deadlines.</param>
    /// <param name="now">The present.</param>
    public static async Task<CustomerStory> ReadAsync(Session session, ServiceRequest request, Sight sight, RequestSla sla, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(sla);
        var talks = request.Conversation is { } key && await ConversationStore.FindAsync(session, key) is { } conversation
            ? await BeforeAsync(session, conversation, long.MaxValue, sight)
            : [];
        return await ReadAsync(session, request.Customer is { } customer ? await CustomerStore.FindAsync(session, customer) : null, [], talks, sight, sla, now);
    }

    /// <summary>The same on the customer's own page: of all customers that are the same.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="profile">The customer.</param>
    /// <param name="sight">Whose rows who asks sees.</param>
    /// <param name="sla">Reads deadlines.</param>
    /// <param name="now">The present.</param>
    /// <param name="take">At most so many of each.</param>
    /// <param name="until">The last instant that counts.</param>
    public static async Task<CustomerStory> ReadAsync(Session session, CustomerProfile profile, Sight sight, RequestSla sla, DateTimeOffset now, int take, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(sla);
        var (requests, orders, talks) = (new List<ServiceRequest>(), new List<Order>(), new List<InboxConversation>());
        foreach (var member in profile.Members)
        {
            requests.AddRange(await RequestStore.ListByCustomerAsync(session, member, take, until));
            orders.AddRange(await FindOrder.ListAsync(session, member, take, until));
        }

        foreach (var account in profile.Identifiers.Where(identifier => identifier.Kind == "channel").Select(identifier => identifier.Value.Split(':', 2)).Where(parts => parts.Length == 2))
        {
            talks.AddRange(await BeforeAsync(session, account[0], account[1], long.MaxValue, sight, take, until));
        }

        return await ReadAsync(
            session, await CustomerStore.FindAsync(session, profile.Id), [.. requests.OrderByDescending(request => request.Number.Value).Take(take)],
            [.. orders.DistinctBy(order => order.Number).OrderByDescending(order => order.PlacedAt).Take(take)], [.. talks.OrderByDescending(talk => talk.Key).Take(take)], sight, sla, now);
    }

    private static Task<IReadOnlyList<InboxConversation>> BeforeAsync(Session session, Conversation conversation, long key, Sight sight) =>
        BeforeAsync(session, conversation.ChannelId, conversation.UserId, key, sight, MostRows);

    private static async Task<IReadOnlyList<InboxConversation>> BeforeAsync(Session session, string channelId, string userId, long key, Sight sight, int take, DateTimeOffset? until = null)
    {
        var before = await ConversationStore.ListOfUserAsync(session, channelId, userId, key, take, until);
        var known = (await OwnershipStore.ListAsync(session, [.. before.Select(earlier => earlier.Key)])).ToDictionary(row => row.Conversation);
        return await InboxConversation.ReadAsync(
            session, [.. before.Select(one => (one, known.GetValueOrDefault(one.Key))).Where(item => sight.Sees(item.Item2))]);
    }

    private static async Task<CustomerStory> ReadAsync(
        Session session, Customer? customer, IReadOnlyList<ServiceRequest> linked, IReadOnlyList<InboxConversation> talks, Sight sight, RequestSla sla, DateTimeOffset now)
    {
        var own = customer is null ? [] : await FindRequests.ListAsync(session, customer.Id, MostRows);
        var orders = customer is null ? [] : await FindOrder.ListAsync(session, customer.Id, MostRows);
        return await ReadAsync(session, customer, [.. linked.Concat(own)], orders, talks, sight, sla, now);
    }

    private static async Task<CustomerStory> ReadAsync(
        Session session, Customer? customer, IReadOnlyList<ServiceRequest> all, IReadOnlyList<Order> orders, IReadOnlyList<InboxConversation> talks, Sight sight, RequestSla sla, DateTimeOffset now)
    {
        var requests = all.DistinctBy(request => request.Number).Where(sight.Sees).ToList();
        var histories = await RequestStore.HistoriesAsync(session, [.. requests.Select(request => request.Id)]);
        return new(
            customer,
            customer is null ? null : await CustomerStore.ProvedEmailAsync(session, customer.Account),
            [
                .. from request in requests
                   let next = sla.NextOf(request, [.. histories[request.Id]], now)
                   select new StoryRequest(request, next.DueAt, next.IsLate),
            ],
            orders,
            talks);
    }
}
