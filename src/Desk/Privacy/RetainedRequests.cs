using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Desk.Privacy;

/// <summary>Service requests, since they were closed; with their history and files.</summary>
internal sealed class RetainedRequests : IRetained
{
    public string Kind => PersonalRequests.Request;

    public (string Table, string Key, string Condition) Due => ("desk_request", "number", "closed_at < @before");

    public async Task AddAsync(Session session, Person person, long[] keys)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(person);
        person.Add(Kind, keys);
        await PersonalRequests.AddPartsAsync(session, person, keys);
    }
}
