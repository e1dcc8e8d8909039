using ServiceBot.Crm.Customers;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>A request that an update of its problem, or of the original that it says the same as, is written to as well.</summary>
/// <param name="Request">The request.</param>
/// <param name="Name">The customer's name; null: not known.</param>
/// <param name="IsTold">Whether the customer is told in its conversation: of several requests of a customer the first one tells.</param>
/// <param name="Also">The customer's other requests that the same update is written to; of one that tells.</param>
public sealed record LinkedCustomer(ServiceRequest Request, string? Name, bool IsTold, IReadOnlyList<RequestNumber> Also);

/// <summary>Whom an update of a problem, or of the original of duplicates, reaches.</summary>
public static class LinkedCustomers
{
    /// <summary>More requests than so many are not written to at once.</summary>
    public const int Most = 1_000;

    /// <summary>The open incidents of a problem and duplicates of an original, and theirs, by number; of each customer one tells.</summary>
    public static async Task<IReadOnlyList<LinkedCustomer>> ListAsync(Session session, ServiceRequest source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var below = await RequestLinkStore.BelowAsync(session, source.Number, Most);
        var requests = (await RequestStore.ListAsync(session, [.. below])).Where(request => !RequestTransitions.IsOver(request)).OrderBy(request => request.Number.Value).ToList();
        if (requests.Count == 0)
        {
            return [];
        }

        var people = new Dictionary<Guid, Guid>();     // of several accounts of a person the one that the others are joined to
        foreach (var customer in requests.Append(source).Select(request => request.Customer).OfType<Guid>().Distinct())
        {
            foreach (var member in await CustomerStore.MembersAsync(session, customer))
            {
                if (member != customer || !people.ContainsKey(member))
                {
                    people[member] = customer;
                }
            }
        }

        var names = await CustomerStore.NamesAsync(session, [.. requests.Select(request => request.Customer).OfType<Guid>().Distinct()]);
        var ofSource = await KeyOfAsync(session, source, people);
        var keys = new Dictionary<RequestNumber, string?>();
        foreach (var request in requests)
        {
            keys[request.Number] = await KeyOfAsync(session, request, people);
        }

        var listed = new List<LinkedCustomer>();
        foreach (var of in requests.GroupBy(request => keys[request.Number] ?? $"{request.Number}"))
        {
            var isTold = keys[of.First().Number] is { } key && key != ofSource;
            listed.AddRange(of.Select((request, i) => new LinkedCustomer(
                request, request.Customer is { } customer ? names.GetValueOrDefault(customer) : null, isTold && i == 0,
                isTold && i == 0 ? [.. of.Skip(1).Select(other => other.Number)] : [])));
        }

        return [.. listed.OrderBy(linked => linked.Request.Number.Value)];
    }

    /// <summary>The parts of a request that are still to be done.</summary>
    public static Task<IReadOnlyList<RequestNumber>> OpenPartsAsync(Session session, RequestNumber number) => RequestLinkStore.OpenPartsAsync(session, number);

    /// <returns>Null: there is no conversation in which anybody could be told.</returns>
    private static async Task<string?> KeyOfAsync(Session session, ServiceRequest request, Dictionary<Guid, Guid> people) =>
        await RequestConversations.WaysAsync(session, request) is [{ Conversations: [var first, ..] }, ..]
            ? request.Customer is { } customer ? $"{people[customer]}" : $"{first.ChannelId}:{first.UserId}"
            : null;
}
