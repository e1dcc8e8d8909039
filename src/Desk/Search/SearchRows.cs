using ServiceBot.Channels.Transcripts;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Search;

/// <summary>A row as it is searched in.</summary>
/// <param name="Fields">What is searched in; the first one names the row.</param>
/// <param name="Row">The row itself.</param>
internal sealed record SearchRow<T>(IReadOnlyList<SearchField> Fields, T Row);

/// <summary>What is searched in, of requests, conversations and customers: the index and the search itself read the same.</summary>
internal static class SearchRows
{
    /// <summary>Requests with what was written in them, the customer's name and their tags.</summary>
    public static async Task<IReadOnlyList<SearchRow<ServiceRequest>>> RequestsAsync(Session session, long[] numbers)
    {
        if (numbers.Length == 0)
        {
            return [];
        }

        var requests = await RequestStore.ListAsync(session, numbers);
        var histories = await RequestStore.HistoriesAsync(session, [.. requests.Select(request => request.Id)]);
        var names = await CustomerStore.NamesAsync(session, [.. requests.Select(request => request.Customer).OfType<Guid>().Distinct()]);
        var tags = (await session.QueryAsync<TagRow>(
            $"SELECT number, tag FROM desk_request_tag WHERE {session.Dialect.IsIn("number", "@numbers")} ORDER BY tag", new { numbers })).ToLookup(row => row.Number, row => row.Tag);
        return [.. requests.Select(request => new SearchRow<ServiceRequest>([.. FieldsOf(request)], request))];

        IEnumerable<SearchField> FieldsOf(ServiceRequest request)
        {
            yield return new("subject", request.Subject, 1);
            yield return new("details", request.Details, 0.7);
            if (request.OrderNumber is { } order)
            {
                yield return new("order", order, 1);
            }

            if (request.Customer is { } customer && names.TryGetValue(customer, out var name))
            {
                yield return new("customer", name, 0.9);
            }

            foreach (var tag in tags[request.Number.Value])
            {
                yield return new("tag", tag, 0.9);
            }

            foreach (var value in RequestFields.Read(request.Fields).Values)
            {
                yield return new("form", value, 0.6);
            }

            foreach (var change in histories[request.Id])
            {
                if (change is { What: "comment" or "status", Comment: { Length: > 0 } comment })
                {
                    yield return new(change.IsPublic ? "reply" : "note", comment, 0.6);
                }
            }
        }
    }

    /// <summary>Conversations with what customers and agents said in them, and notes. What the bot says is no find: it says it to everybody.</summary>
    public static async Task<IReadOnlyList<SearchRow<Conversation>>> ConversationsAsync(Session session, long[] keys)
    {
        if (keys.Length == 0)
        {
            return [];
        }

        var conversations = await ConversationStore.ListAsync(session, keys);
        var names = await RecogniseCustomer.NamesAsync(session, [.. conversations]);
        var said = await session.QueryAsync<SaidRow>(
            $"SELECT conversation, seq, kind, words FROM desk_said WHERE kind NOT IN ('{SaidKinds.Notice}', '{SaidKinds.Tagged}', '{SaidKinds.Untagged}', '{SaidKinds.Snoozed}', '{SaidKinds.Awoke}') AND {session.Dialect.IsIn("conversation", "@keys")} ORDER BY conversation, seq, id", new { keys });
        var spoken = await SpokenWords.ReadAsync(session, keys, said.Where(row => row.Words is null).Select(row => (row.Conversation, row.Seq)).ToHashSet());
        var tags = await TagConversation.OfAsync(session, keys);
        var notes = said.Where(row => row.Words is not null).ToLookup(row => row.Conversation);
        return
        [
            .. from conversation in conversations
               select new SearchRow<Conversation>(
                   [
                       new("customer", names.GetValueOrDefault(conversation.Key) ?? conversation.UserName ?? "", 0.9),
                       .. tags[conversation.Key].Select(tag => new SearchField("tag", tag, 0.9)),
                       .. spoken[conversation.Key].Select(word => new SearchField(word.IsCustomers ? "message" : "reply", word.Text, 0.8, Seq: word.Seq)),
                       .. notes[conversation.Key].Select(note => new SearchField("note", note.Words!, 0.6, Seq: note.Seq)),
                   ],
                   conversation),
        ];
    }

    /// <summary>Customers with what tells them apart.</summary>
    public static async Task<IReadOnlyList<SearchRow<CustomerCard>>> CustomersAsync(Session session, Guid[] customers) =>
    [
        .. from card in await CustomerCard.ListAsync(session, customers)
           select new SearchRow<CustomerCard>(
               [
                   new("name", card.Name ?? "", 1, IsIdentity: true),
                   .. card.Emails.Select(email => new SearchField("email", email, 1, IsIdentity: true, IsSecret: true)),
                   .. card.Phones.Select(phone => new SearchField("phone", phone, 1, IsIdentity: true, IsSecret: true)),
                   .. card.Numbers.Select(number => new SearchField("customer-number", number, 1, IsIdentity: true)),
               ],
               card),
    ];

    private sealed record TagRow
    {
        public required long Number { get; init; }

        public required string Tag { get; init; }
    }

    private sealed record SaidRow
    {
        public required long Conversation { get; init; }

        public required long Seq { get; init; }

        public required string Kind { get; init; }

        public string? Words { get; init; }
    }
}
