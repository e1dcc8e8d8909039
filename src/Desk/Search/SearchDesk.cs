using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Search;

/// <summary>What to search for.</summary>
public sealed record SearchWish
{
    /// <summary>The words as they were typed; 200 characters count.</summary>
    public required string Text { get; init; }

    /// <summary>Only this; null: everything that may be read.</summary>
    public SearchKind? Kind { get; init; }

    /// <summary>Whether only what is still to do (true) or only what is done (false); null: both. Customers are neither.</summary>
    public bool? ToDo { get; init; }

    /// <summary>Which kinds whoever asks may read at all.</summary>
    public IReadOnlyList<SearchKind> May { get; init; } = Enum.GetValues<SearchKind>();

    /// <summary>Whose rows whoever asks sees.</summary>
    public required Sight Sight { get; init; }

    /// <summary>At most so many.</summary>
    public int Take { get; init; } = 20;
}

/// <summary>Something that was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">The request's subject, or the customer's name; empty: the customer has none.</param>
/// <param name="Snippet">The surroundings of the best hit.</param>
/// <param name="Field">What the best hit is in: <c>number</c>, <c>subject</c>, <c>message</c> …</param>
/// <param name="At">When it last changed, or began.</param>
/// <param name="Score">What it is ordered by.</param>
public sealed record SearchHit(SearchKind Kind, IReadOnlyList<SearchPiece> Title, IReadOnlyList<SearchPiece> Snippet, string Field, DateTimeOffset At, double Score)
{
    /// <summary>The request.</summary>
    public ServiceRequest? Request { get; init; }

    /// <summary>The request that was found, if it is merged into <see cref="Request"/>, where it is read and worked on.</summary>
    public RequestNumber? MergedFrom { get; init; }

    /// <summary>The conversation; a customer's: the last one that is seen.</summary>
    public long? Conversation { get; init; }

    /// <summary>The number of the message that is the best hit.</summary>
    public long? Seq { get; init; }

    /// <summary>Whether the conversation has ended.</summary>
    public bool HasEnded { get; init; }

    /// <summary>The customer.</summary>
    public CustomerCard? Customer { get; init; }

    /// <summary>The customer's last requests that are seen.</summary>
    public IReadOnlyList<ServiceRequest> Requests { get; init; } = [];
}

/// <summary>What was found.</summary>
/// <param name="Hits">The best first.</param>
/// <param name="IsTolerant">Whether nothing fitted exactly, so that mistyped words and some of the words were enough.</param>
public sealed record SearchFound(IReadOnlyList<SearchHit> Hits, bool IsTolerant);

/// <summary>
/// Searches requests, conversations and customers at once. The index says which rows may fit, the newest first; each of these is read, and counts if whoever
/// asks sees it and it has what was searched for. So nothing that was erased, merged or given to others is shown, whatever the index still knows.
/// </summary>
public sealed class SearchDesk(TimeProvider clock)
{
    private const int MostCandidates = 5_000;     // of these whoever asks may see few
    private const int MostRequests = 150;
    private const int MostConversations = 40;
    private const int MostCustomers = 40;
    private const int Enough = 3;
    private const int MostOfCustomer = 3;
    private const double Pinned = 10;
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(60);

    /// <summary>Searches.</summary>
    public async Task<SearchFound> HandleAsync(Session session, SearchWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        var query = SearchQuery.Read(wish.Text);
        if (query.Words.Count == 0)
        {
            return new([], false);
        }

        var hits = await FindAsync(session, wish, query, isTolerant: false);
        var isTolerant = hits.Count < Enough && query.Words.Any(word => word.Kind is SearchWordKind.Word or SearchWordKind.Han);
        if (isTolerant)
        {
            var more = (await FindAsync(session, wish, query, isTolerant: true)).Where(hit => !hits.Any(known => IsSame(known, hit))).ToList();
            isTolerant = more.Count > 0 && hits.Count == 0;
            hits.AddRange(more.Select(hit => hit with { Score = hit.Score / 2 }));
        }

        return new([.. hits.OrderByDescending(hit => hit.Score).ThenByDescending(hit => hit.At).Take(wish.Take)], isTolerant);
    }

    private async Task<List<SearchHit>> FindAsync(Session session, SearchWish wish, SearchQuery query, bool isTolerant)
    {
        var (matcher, hits) = (new SearchMatcher(query, isTolerant), new List<SearchHit>());
        if (Wants(SearchKind.Request))
        {
            hits.AddRange(await RequestsAsync(session, wish, query, matcher, isTolerant));
        }

        if (Wants(SearchKind.Conversation))
        {
            hits.AddRange(await ConversationsAsync(session, wish, query, matcher, isTolerant));
        }

        if (Wants(SearchKind.Customer) && wish.ToDo is null)
        {
            hits.AddRange(await CustomersAsync(session, wish, query, matcher, isTolerant));
        }

        return hits;

        bool Wants(SearchKind kind) => (wish.Kind ?? kind) == kind && wish.May.Contains(kind);
    }

    private async Task<IEnumerable<SearchHit>> RequestsAsync(Session session, SearchWish wish, SearchQuery query, SearchMatcher matcher, bool isTolerant)
    {
        var found = await SearchCandidates.FindAsync(session, SearchKind.Request, query, isTolerant, MostCandidates);
        var numbers = await SeenAsync(session, wish, [.. found]);
        var hits = from row in await SearchRows.RequestsAsync(session, numbers)
                   where row.Row.Number != query.Number
                   let match = matcher.Match(row.Fields)
                   where match is not null
                   let shown = match.Field != row.Fields[0] ? match.Field : match.Hits.Keys.FirstOrDefault(field => field != row.Fields[0])     // the title is shown anyhow
                   select new SearchHit(
                       SearchKind.Request, match.Whole(row.Fields[0]), shown is null ? SearchMatch.Plain(row.Row.Details) : match.Snippet(shown), (shown ?? match.Field).Name,
                       row.Row.ChangedAt, ScoreOf(match, row.Row.ChangedAt))
                   {
                       Request = row.Row,
                   };
        return await AtSurvivorsAsync(
            session,
            wish,
            !isTolerant && query.Number is { } number && await RequestStore.FindAsync(session, number) is { } request && wish.Sight.Sees(request)
                ? hits.Prepend(new SearchHit(SearchKind.Request, SearchMatch.Plain(request.Subject), SearchMatch.Plain(request.Details), "number", request.ChangedAt, Pinned) { Request = request })
                : hits);
    }

    /// <summary>What is merged into another request is found there, and each once; unless that one is none that whoever asks sees.</summary>
    private static async Task<IEnumerable<SearchHit>> AtSurvivorsAsync(Session session, SearchWish wish, IEnumerable<SearchHit> hits)
    {
        var found = new List<SearchHit>();
        foreach (var hit in hits)
        {
            var survivor = await FindRequests.SurvivorAsync(session, hit.Request!);
            found.Add(survivor.Id == hit.Request!.Id || !wish.Sight.Sees(survivor)
                ? hit
                : hit with { Request = survivor, MergedFrom = hit.Request.Number, Title = SearchMatch.Plain(survivor.Subject), At = survivor.ChangedAt });
        }

        return found.Where(hit => IsWanted(hit.Request!, wish)).GroupBy(hit => hit.Request!.Id).Select(same => same.MaxBy(hit => (hit.Score == Pinned, hit.MergedFrom is null, hit.Score))!);
    }

    /// <summary>Of some numbers of requests those that are seen and wanted, the newest first.</summary>
    private static async Task<long[]> SeenAsync(Session session, SearchWish wish, long[] numbers) => numbers.Length == 0 ? [] : [.. await session.QueryAsync<long>(
        $"""
        SELECT number FROM desk_request
        WHERE {session.Dialect.IsIn("number", "@numbers")} AND ({Sight.Sql("team")} OR agent = @Me)
            {(wish.ToDo is { } toDo ? $"AND status {(toDo ? "" : "NOT ")}IN ({string.Join(", ", RequestDesk.ToDo.Select(status => $"'{EnumWord.Of(status)}'"))})" : "")}
        ORDER BY number DESC
        LIMIT {MostRequests}
        """,
        new { numbers, wish.Sight.SeesAll, wish.Sight.OwnTeam, wish.Sight.SharedTeam, wish.Sight.Me })];

    private static bool IsWanted(ServiceRequest request, SearchWish wish) => wish.ToDo is null || RequestDesk.ToDo.Contains(request.Status) == wish.ToDo;

    private async Task<IEnumerable<SearchHit>> ConversationsAsync(Session session, SearchWish wish, SearchQuery query, SearchMatcher matcher, bool isTolerant)
    {
        var keys = await SearchCandidates.FindAsync(session, SearchKind.Conversation, query, isTolerant, MostCandidates);
        var seen = new List<long>();
        for (var at = 0; at < keys.Count && seen.Count < MostConversations; at += 10 * MostConversations)
        {
            long[] some = [.. keys.Skip(at).Take(10 * MostConversations)];
            var rows = (await OwnershipStore.ListAsync(session, some)).ToDictionary(row => row.Conversation);
            var ended = wish.ToDo is null ? null : (await ConversationStore.ListAsync(session, some)).Where(one => one.EndedAt is null == wish.ToDo).Select(one => one.Key).ToHashSet();
            seen.AddRange(some.Where(key => wish.Sight.Sees(rows.GetValueOrDefault(key)) && ended?.Contains(key) != false));
        }

        return from row in await SearchRows.ConversationsAsync(session, [.. seen.Take(MostConversations)])
               let match = matcher.Match(row.Fields)
               where match is not null
               select new SearchHit(SearchKind.Conversation, match.Whole(row.Fields[0]), match.Snippet(match.Field), match.Field.Name, row.Row.EndedAt ?? row.Row.OpenedAt, ScoreOf(match, row.Row.OpenedAt))
               {
                   Conversation = row.Row.Key,
                   Seq = match.Field.Seq,
                   HasEnded = row.Row.EndedAt is not null,
               };
    }

    private async Task<IEnumerable<SearchHit>> CustomersAsync(Session session, SearchWish wish, SearchQuery query, SearchMatcher matcher, bool isTolerant)
    {
        var docs = await SearchCandidates.FindAsync(session, SearchKind.Customer, query, isTolerant, MostCustomers);
        var customers = await SearchIndex.CustomersAsync(session, [.. docs]);
        var hits = new List<SearchHit>();
        foreach (var row in await SearchRows.CustomersAsync(session, [.. customers.Values]))
        {
            if (matcher.Match(row.Fields) is not { } match)
            {
                continue;
            }

            // Who nothing may be seen of is not shown either.
            IReadOnlyList<ServiceRequest> requests = [.. (await FindRequests.ListAsync(session, row.Row.Id, 10 * MostOfCustomer)).Where(one => one.MergedInto is null && wish.Sight.Sees(one)).Take(MostOfCustomer)];
            var talk = (await OwnershipStore.OfCustomerAsync(session, row.Row.Id, 10)).FirstOrDefault(wish.Sight.Sees);
            if (wish.Sight.SeesAll || requests.Count > 0 || talk is not null)
            {
                hits.Add(new(SearchKind.Customer, match.Whole(row.Fields[0]), match.Field == row.Fields[0] ? [] : match.Snippet(match.Field), match.Field.Name, row.Row.CreatedAt, match.Score)
                {
                    Customer = row.Row,
                    Requests = requests,
                    Conversation = talk?.Conversation,
                });
            }
        }

        return hits;
    }

    private double ScoreOf(SearchMatch match, DateTimeOffset at) => match.Score * (0.4 + (0.6 * Math.Pow(0.5, Math.Max(0, (clock.GetUtcNow() - at) / HalfLife))));

    private static bool IsSame(SearchHit one, SearchHit other) => one.Kind == other.Kind && one.Request?.Id == other.Request?.Id
        && one.Customer?.Id == other.Customer?.Id && (one.Kind == SearchKind.Customer || one.Conversation == other.Conversation);
}
