using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Search;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>What other requests are compared with: one that is to be opened, or one that is there.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Details">Its words; the first <see cref="SimilarRequests.MostDetails"/> characters count.</param>
/// <param name="Category">Its category; null: not known.</param>
/// <param name="Customer">Whose it is; null: not known.</param>
/// <param name="OrderNumber">The order it is about; null: none.</param>
/// <param name="Self">Its number; null: it has none yet.</param>
public sealed record SimilarTo(string Subject, string Details, string? Category, Guid? Customer, string? OrderNumber, RequestNumber? Self = null)
{
    /// <summary>A request that is there.</summary>
    public static SimilarTo Of(ServiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(request.Subject, request.Details, request.Category, request.Customer, request.OrderNumber, request.Number);
    }
}

/// <summary>An open request that may be about the same.</summary>
/// <param name="Request">The request.</param>
/// <param name="Score">How much speaks for it; more is more.</param>
/// <param name="SameOrder">The order that both are about; null: there is none.</param>
/// <param name="SameCustomer">Whether both are of one customer.</param>
/// <param name="SameWords">The words that both have and that tell most, at most five; empty: too few.</param>
public sealed record SimilarRequest(ServiceRequest Request, double Score, string? SameOrder, bool SameCustomer, IReadOnlyList<string> SameWords);

/// <summary>
/// Finds open requests that may be about the same. Candidates are the customer's newest requests, and of the newest ones those that the search index has most of the words of;
/// ideographs count two by two. What many requests say counts little (idf).
/// </summary>
public static class SimilarRequests
{
    /// <summary>How much of the details counts, in characters.</summary>
    public const int MostDetails = 600;

    private const int Most = 5;
    private const int OfCustomer = 30;
    private const int ByWords = 40;
    private const int FewestWords = 3;             // that somebody else must have said as well
    private const double Alone = 0.3;              // Dice's coefficient from which words say by themselves that two are about the same
    private const double WithCustomer = 0.2;
    private const double TooCommon = 0.25;         // what more requests than this part have says nothing

    /// <summary>The open requests that may be about the same and that are seen, the likeliest first, at most five.</summary>
    public static async Task<IReadOnlyList<SimilarRequest>> ListAsync(Session session, SimilarTo wanted, Sight sight)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(sight);
        var terms = TermsOf(wanted.Subject, wanted.Details);
        var weights = new TermWeights();
        var numbers = await weights.ReadAsync(session, [.. terms, .. TermsOf(wanted.OrderNumber ?? "", "")], ByWords);
        var members = wanted.Customer is { } customer ? await CustomerStore.MembersAsync(session, customer) : [];
        var candidates = (await RequestStore.ListAsync(session, [.. numbers])).ToList();
        foreach (var member in members)
        {
            candidates.AddRange(await RequestStore.ListByCustomerAsync(session, member, OfCustomer));
        }

        return
        [
            .. candidates.DistinctBy(candidate => candidate.Number)
                .Where(candidate => candidate.Number != wanted.Self && candidate.MergedInto is null && RequestDesk.ToDo.Contains(candidate.Status) && sight.Sees(candidate))
                .Select(candidate => Compare(wanted, terms, members, candidate, weights)).OfType<SimilarRequest>()
                .OrderByDescending(similar => similar.Score).ThenByDescending(similar => similar.Request.Number.Value).Take(Most),
        ];
    }

    private static SimilarRequest? Compare(SimilarTo wanted, HashSet<string> terms, IReadOnlyList<Guid> members, ServiceRequest candidate, TermWeights weights)
    {
        var others = TermsOf(candidate.Subject, candidate.Details);
        var shared = terms.Where(others.Contains).ToList();
        var all = terms.Sum(weights.Of) + others.Sum(weights.Of);
        var dice = all > 0 ? 2 * shared.Sum(weights.Of) / all : 0;
        var isOrder = wanted.OrderNumber is { Length: > 0 } order && string.Equals(order, candidate.OrderNumber, StringComparison.OrdinalIgnoreCase);
        var isCustomer = candidate.Customer is { } customer && members.Contains(customer);
        if (!isOrder && (isCustomer ? dice < WithCustomer : dice < Alone || shared.Count < FewestWords))
        {
            return null;
        }

        var words = shared.OrderByDescending(weights.Of).ThenBy(word => word, StringComparer.Ordinal).Take(5).ToList();
        return new(candidate, dice + (isOrder ? 1 : 0) + (isCustomer ? 0.3 : 0), isOrder ? candidate.OrderNumber : null, isCustomer, dice >= WithCustomer ? words : []);
    }

    /// <summary>What a request is compared by: words and numbers of three characters and more, and pairs of ideographs.</summary>
    internal static HashSet<string> TermsOf(string subject, string details)
    {
        var terms = SearchTerms.Of([new("subject", subject, 1), new("details", details.Length > MostDetails ? details[..MostDetails] : details, 1)]);
        terms.RemoveWhere(term => term[0] < Ideographs ? term.Length < 3 : term.Length < 2);
        return terms;
    }

    private const char Ideographs = '\u2E80';

    /// <summary>How much terms tell: less the more of the newest requests have them.</summary>
    private sealed class TermWeights
    {
        private const int Chunks = 2;
        private readonly Dictionary<string, int> _having = new(StringComparer.Ordinal);
        private long _all;

        /// <summary>ln((N + 1) / (df + ½)), N the requests and df those that have the term, at least 1; 0 for what is too common.</summary>
        public double Of(string term)
        {
            var having = Math.Max(1, _having.GetValueOrDefault(term));
            return _all > 20 && having > _all * TooCommon ? 0 : Math.Log((_all + 1) / (having + 0.5));
        }

        /// <summary>Learns how common terms are, and finds the requests that have most of them, among the newest.</summary>
        public async Task<IReadOnlyList<long>> ReadAsync(Session session, IReadOnlyCollection<string> terms, int take)
        {
            var last = await RequestStore.LastNumberAsync(session);
            var since = Math.Max(0, (last / DocSet.ChunkSize) - Chunks + 1);
            _all = Math.Max(1, last - (since * DocSet.ChunkSize));
            var postings = new List<(long Chunk, string Term, List<int> Places)>();
            foreach (var posting in (await SearchIndex.ReadAsync(session, SearchKind.Request, terms, since)).SelectMany(chunk => chunk))
            {
                var set = DocSet.Empty();
                DocSet.Read(posting.Docs, set);
                var places = DocSet.Descending(set).ToList();
                postings.Add((posting.Chunk, posting.Term, places));
                _having[posting.Term] = _having.GetValueOrDefault(posting.Term) + places.Count;
            }

            var scores = new Dictionary<long, double>();
            foreach (var (chunk, term, places) in postings)
            {
                if (Of(term) is > 0 and var weight)
                {
                    foreach (var place in places)
                    {
                        var number = (chunk * DocSet.ChunkSize) + place;
                        scores[number] = scores.GetValueOrDefault(number) + weight;
                    }
                }
            }

            return [.. scores.OrderByDescending(score => score.Value).ThenByDescending(score => score.Key).Take(take).Select(score => score.Key)];
        }
    }
}
