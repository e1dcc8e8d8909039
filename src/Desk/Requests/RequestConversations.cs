using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>In which conversations a request is told: the one that it was opened in, and those that people of the desk have linked to it.</summary>
public static class RequestConversations
{
    private const string OfRequest = "SELECT conversation FROM desk_request_conversation WHERE number = @number ORDER BY conversation DESC";

    private const string Insert = "INSERT INTO desk_request_conversation (number, conversation) VALUES (@number, @conversation) ON CONFLICT DO NOTHING";

    private const string Delete = "DELETE FROM desk_request_conversation WHERE number = @number AND conversation = @conversation";

    /// <summary>The conversations that are linked to a request, without the one that it was opened in, the newest first.</summary>
    public static Task<IReadOnlyList<long>> LinkedAsync(Session session, RequestNumber number) => session.QueryAsync<long>(OfRequest, new { number = number.Value });

    /// <summary>
    /// The ways to each customer of a request, once each: their conversations, the one that it was opened in before the others and these from the newest on. What is to be said
    /// is said in the first that takes it. The request's own customer comes first.
    /// </summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Conversation>>> WaysAsync(Session session, ServiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var linked = await LinkedAsync(session, request.Number);
        var keys = request.Conversation is { } origin ? [origin, .. linked.Where(key => key != origin)] : linked;
        var found = (await ConversationStore.ListAsync(session, [.. keys])).ToDictionary(conversation => conversation.Key);
        var ways = new List<(string Customer, List<Conversation> Conversations)>();
        foreach (var conversation in keys.Select(key => found.GetValueOrDefault(key)).OfType<Conversation>())
        {
            var customer = await RecogniseCustomer.FindAsync(session, conversation) is { } known ? $"{known.Id}" : $"{conversation.ChannelId}:{conversation.UserId}";
            if (ways.Find(way => way.Customer == customer).Conversations is { } before)
            {
                before.Add(conversation);
            }
            else
            {
                ways.Add((customer, [conversation]));
            }
        }

        return [.. ways.Select(way => way.Conversations)];
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
