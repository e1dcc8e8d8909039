using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Search;

/// <summary>
/// Puts what changes into the search index, many at a time: turns neither write nor wait for it. A conversation with the bot is put in when it rests, one with a
/// person with each word.
/// </summary>
internal sealed class SearchReader : ISignalReader
{
    private static readonly string[] OfRequests =
        ["RequestOpened", "RequestEdited", "RequestCommented", "RequestStatusChanged", "RequestWithdrawn", "RequestTagged", "RequestMentioned"];

    private static readonly string[] OfConversations =
        [NoteRests.Rested, "PersonAsked", "CustomerSpoke", "AgentReplied", "NoteWritten", "ConversationTaken", "ConversationHandedBack", "ConversationEnded", "ConversationTagged"];

    private static readonly string[] OfCustomers = ["CustomerCreated", "CustomerEdited", "EmailVerified", "CustomerJoined", "CustomersMerged", "CustomersSplit"];

    public string Name => "desk.search";

    public IReadOnlyList<string> Types { get; } = [.. OfRequests, .. OfConversations, .. OfCustomers];

    public TimeSpan Pace => TimeSpan.FromSeconds(1);

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        var all = signals.Select(logged => logged.Signal).ToList();
        await AddRequestsAsync(unit, [.. Of(OfRequests).Select(NumberOf).OfType<long>().Distinct()]);
        await AddConversationsAsync(unit, [.. Of(OfConversations).Select(signal => signal.Conversation).OfType<long>().Distinct()]);
        await AddCustomersAsync(unit, [.. Of(OfCustomers).Select(signal => signal.Customer).OfType<Guid>().Distinct()]);

        IEnumerable<Signal> Of(string[] types) => all.Where(signal => types.Contains(signal.Type));
    }

    /// <summary>Puts requests in as they are now.</summary>
    public static async Task AddRequestsAsync(UnitOfWork unit, long[] numbers) => await SearchIndex.AddAsync(
        unit, SearchKind.Request, [.. (await SearchRows.RequestsAsync(unit, numbers)).Select(row => new SearchDocument(row.Row.Number.Value, SearchTerms.Of(row.Fields)))]);

    /// <summary>Puts conversations in as they are now.</summary>
    public static async Task AddConversationsAsync(UnitOfWork unit, long[] keys) => await SearchIndex.AddAsync(
        unit, SearchKind.Conversation, [.. (await SearchRows.ConversationsAsync(unit, keys)).Select(row => new SearchDocument(row.Row.Key, SearchTerms.Of(row.Fields)))]);

    /// <summary>Puts customers in as they are now.</summary>
    public static async Task AddCustomersAsync(UnitOfWork unit, Guid[] customers)
    {
        var found = (await SearchRows.CustomersAsync(unit, await CustomerCard.RootsAsync(unit, customers))).Where(row => row.Fields.Any(field => field.Text.Length > 0)).ToList();
        if (found.Count > 0)
        {
            var docs = await SearchIndex.NumberAsync(unit, [.. found.Select(row => row.Row.Id)]);
            await SearchIndex.AddAsync(unit, SearchKind.Customer, [.. found.Select(row => new SearchDocument(docs[row.Row.Id], SearchTerms.Of(row.Fields).Concat(SearchTerms.SecretsOf(row.Fields, unit.Cipher)).ToHashSet(StringComparer.Ordinal)))]);
        }
    }

    private static long? NumberOf(Signal signal)
    {
        using var data = JsonDocument.Parse(signal.Data);
        return data.RootElement.TryGetProperty("number", out var text) && text.ValueKind == JsonValueKind.String && RequestNumber.TryParse(text.GetString(), out var number)
            ? number.Value
            : null;
    }
}
