using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>How a customer hears of a request.</summary>
/// <param name="Known">The request as they know it: itself, or what is merged into it, with the state of that.</param>
/// <param name="Conversations">Their conversations, in the order in which to try them.</param>
public sealed record RequestWay(ServiceRequest Known, IReadOnlyList<Conversation> Conversations);

/// <summary>In which conversations a request is told: the one that it was opened in, and those that people of the desk have linked to it.</summary>
public static class RequestConversations
{
    private const string OfRequest = "SELECT conversation FROM desk_request_conversation WHERE number = @number ORDER BY conversation DESC";

    private const string Insert = "INSERT INTO desk_request_conversation (number, conversation) VALUES (@number, @conversation) ON CONFLICT DO NOTHING";

    private const string Delete = "DELETE FROM desk_request_conversation WHERE number = @number AND conversation = @conversation";

    /// <summary>The conversations that are linked to a request, without the one that it was opened in, the newest first.</summary>
    public static Task<IReadOnlyList<long>> LinkedAsync(Session session, RequestNumber number) => session.QueryAsync<long>(OfRequest, new { number = number.Value });

    /// <summary>
    /// The ways to each customer of a request and of what is merged into it, once each: their conversations, the one that it was opened in before the others and these from the
    /// newest on. What is to be said is said in the first that takes it. The request's own customer comes first.
    /// </summary>
    public static async Task<IReadOnlyList<RequestWay>> WaysAsync(Session session, ServiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var keys = new List<(long Key, ServiceRequest Known)>();
        foreach (var known in (await RequestLinkStore.MergedIntoAsync(session, request.Number)).Prepend(request))
        {
            var linked = await LinkedAsync(session, known.Number);
            keys.AddRange((known.Conversation is { } origin ? [origin, .. linked] : linked).Select(key => (key, known with { Status = request.Status })));
        }

        var found = (await ConversationStore.ListAsync(session, [.. keys.Select(key => key.Key).Distinct()])).ToDictionary(conversation => conversation.Key);
        var ways = new List<(string Customer, ServiceRequest Known, List<Conversation> Conversations)>();
        foreach (var (key, known) in keys.DistinctBy(key => key.Key))
        {
            if (found.GetValueOrDefault(key) is not { } conversation)
            {
                continue;
            }

            var customer = await RecogniseCustomer.FindAsync(session, conversation) is { } person ? $"{person.Id}" : $"{conversation.ChannelId}:{conversation.UserId}";
            if (ways.Find(way => way.Customer == customer).Conversations is { } before)
            {
                before.Add(conversation);
            }
            else
            {
                ways.Add((customer, known, [conversation]));
            }
        }

        return [.. ways.Select(way => new RequestWay(way.Known, way.Conversations))];
    }

    /// <summary>The requests that are linked to a conversation, the newest first; not those that were opened in it.</summary>
    internal static Task<IReadOnlyList<ServiceRequest>> RequestsOfAsync(Session session, long conversation, int take) => session.QueryAsync<ServiceRequest>(
        $"""
        SELECT {RequestStore.Columns} FROM desk_request
        WHERE number IN (SELECT number FROM desk_request_conversation WHERE conversation = @conversation ORDER BY number DESC LIMIT @take)
        ORDER BY number DESC
        """,
        new { conversation, take });

    /// <returns>False: it was so already.</returns>
    internal static async Task<bool> SetAsync(UnitOfWork unit, RequestNumber number, long conversation, bool linked) =>
        await unit.ExecuteAsync(linked ? Insert : Delete, new { number = number.Value, conversation }) == 1;
}
