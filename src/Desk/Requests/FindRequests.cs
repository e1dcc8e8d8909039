using ServiceBot.Crm.Customers;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>Finds requests for those whose they are. Somebody else's number looks like one that was never given.</summary>
public static class FindRequests
{
    /// <summary>A customer's own request, or null.</summary>
    /// <param name="session">The turn's transaction, or any other session.</param>
    /// <param name="number">The number.</param>
    /// <param name="customer">Who asks (<see cref="Customer.Id"/>).</param>
    public static async Task<ServiceRequest?> FindAsync(Session session, RequestNumber number, Guid customer)
    {
        var request = await RequestStore.FindAsync(session, number);
        return request?.Customer is { } owner && (owner == customer || (await CustomerStore.MembersAsync(session, customer)).Contains(owner))
            ? request
            : null;
    }

    /// <summary>The request of a number, whoever's it is, or null: for what the desk does of its own accord.</summary>
    public static Task<ServiceRequest?> FindAsync(Session session, RequestNumber number) => RequestStore.FindAsync(session, number);

    /// <summary>The request at which one is read and worked on: what it is merged into, or itself.</summary>
    public static async Task<ServiceRequest> SurvivorAsync(Session session, ServiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        while (request.MergedInto is { } into)
        {
            request = (await RequestStore.FindAsync(session, into))!;
        }

        return request;
    }

    /// <summary>A customer's own requests, newest first.</summary>
    /// <param name="session">The turn's transaction, or any other session.</param>
    /// <param name="customer">Who asks.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<ServiceRequest>> ListAsync(Session session, Guid customer, int take)
    {
        var own = new List<ServiceRequest>();
        foreach (var member in await CustomerStore.MembersAsync(session, customer))
        {
            own.AddRange(await RequestStore.ListByCustomerAsync(session, member, take));
        }

        return [.. own.OrderByDescending(request => request.Number.Value).Take(take)];
    }

    /// <summary>What happened to a request, oldest first, as far as the customer may read it. Find the request first: nothing is checked here.</summary>
    public static async Task<IReadOnlyList<RequestChange>> HistoryAsync(Session session, ServiceRequest request) =>
        [.. (await RequestStore.HistoryAsync(session, request.Id)).Where(change => change.IsPublic)];
}
