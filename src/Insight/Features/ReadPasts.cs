using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Features;

/// <summary>Reads what figures of customers are computed from: a query for each kind of thing, however many customers there are.</summary>
internal static class ReadPasts
{
    /// <summary>The pasts of all persons to whom some records belong, by the records whose pages are theirs.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customers">Ids of records.</param>
    /// <returns>The pasts, and all records that are theirs, each with the one whose page is theirs.</returns>
    public static async Task<(IReadOnlyDictionary<Guid, CustomerPast> Pasts, IReadOnlyDictionary<Guid, Guid> RootOf)> OfAsync(Session session, Guid[] customers)
    {
        var rootOf = await PersonRecords.GroupsAsync(session, customers);
        Guid[] records = [.. rootOf.Keys];
        var since = await PersonRecords.SinceAsync(session, records);
        var accounts = await PersonRecords.AccountsAsync(session, records);
        var spans = accounts.Count == 0 ? [] : await ConversationStore.SpansAsync(session, accounts.Keys);
        var talks = spans.ToLookup(span => rootOf[accounts[span.Account]]);
        var moods = (await MoodStore.OfAsync(session, [.. spans.Select(span => span.Key)])).ToLookup(mood => mood.Conversation);
        var purchases = (await Purchase.OfAsync(session, records)).ToLookup(order => rootOf[order.Customer]);
        var requests = (await RequestPast.OfAsync(session, records)).ToLookup(request => rootOf[request.Customer]);
        var ratings = (await SurveyStore.RatingsAsync(session, records)).ToLookup(rating => rootOf[rating.Customer]);
        var contracts = (await ContractStore.OfAsync(session, records)).ToLookup(contract => rootOf[contract.Customer]);
        var pasts = new Dictionary<Guid, CustomerPast>();
        foreach (var person in rootOf.Where(pair => since.ContainsKey(pair.Key)).GroupBy(pair => pair.Value, pair => since[pair.Key]))
        {
            var root = person.Key;
            pasts[root] = new(
                person.Min(), [.. purchases[root].DistinctBy(order => order.Number)], [.. requests[root]], [.. talks[root].Select(talk => (talk.OpenedAt, talk.LastAt))],
                [.. ratings[root].Select(rating => (rating.At, rating.Csat))], [.. talks[root].SelectMany(talk => moods[talk.Key]).Select(mood => (mood.At, mood.Value))], [.. contracts[root]]);
        }

        return (pasts, rootOf);
    }
}
