using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Linking;

/// <summary>Finds the customers of the books who may be somebody, and those who may be each other.</summary>
public sealed class SimilarCustomers
{
    private const string Columns = "id, customer_id AS customer, other_id AS other, evidence";
    private volatile Learned _learned = new(0, new(LinkModel.Default));

    /// <summary>Who may be somebody that the books do not have yet.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="fields">What is known: values by <see cref="CustomerFields.All"/>.</param>
    /// <param name="identifiers">What tells them apart: kind and value.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="leastProbability">How likely at least, above 0 and below 1.</param>
    /// <returns>The likeliest first; of several customers who are the same, the likeliest.</returns>
    public async Task<IReadOnlyList<LinkCandidate<Guid>>> FindAsync(
        Session session, IReadOnlyDictionary<string, string?> fields, IEnumerable<(string Kind, string Value)> identifiers, int take = 10, double leastProbability = 0.5)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(fields);
        var texts = LinkTexts.Of(field => fields.GetValueOrDefault(field), identifiers);
        var weights = await WeightsAsync(session);
        var least = Math.Log2(leastProbability / (1 - leastProbability));
        return [.. (await LinkStore.CandidatesAsync(session, [texts]))[0]
            .Select(side => CandidateOf(weights, texts, side, least))
            .OfType<LinkCandidate<Guid>>()
            .OrderBy(candidate => candidate.Contradicted).ThenByDescending(candidate => candidate.Weight).ThenBy(candidate => candidate.Key)
            .Take(take)];
    }

    /// <summary>The proposals that two customers are the same, the surest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="after">The last one of the page before: weight and number; null: from the beginning.</param>
    /// <param name="take">How many at most.</param>
    public static async Task<IReadOnlyList<LinkProposal>> ListAsync(Session session, (double Weight, long Id)? after, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return [.. (await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM crm_link_proposal {(after is null ? "" : "WHERE (weight, id) < (@weight, @id)")} ORDER BY weight DESC, id DESC LIMIT @take",
            new { weight = after?.Weight, id = after?.Id, take })).Select(row => row.ToProposal())];
    }

    /// <summary>The proposals about some customers, the surest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customers">The customers.</param>
    public static async Task<IReadOnlyList<LinkProposal>> ListAsync(Session session, IReadOnlyCollection<Guid> customers)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customers);
        return [.. (await session.QueryAsync<Row>(
            $"""
            SELECT {Columns} FROM crm_link_proposal
            WHERE {session.Dialect.IsIn("customer_id", "@customers")} OR {session.Dialect.IsIn("other_id", "@customers")} ORDER BY weight DESC, id DESC
            """,
            new { customers = customers.ToArray() })).Select(row => row.ToProposal())];
    }

    /// <summary>The cards of some customers, and of all who are the same, by each customer: of one who is the same as others, that of all.</summary>
    public static async Task<IReadOnlyDictionary<Guid, CustomerCard>> CardsAsync(Session session, IReadOnlyCollection<Guid> customers)
    {
        ArgumentNullException.ThrowIfNull(session);
        var roots = await IdentityStore.GroupsAsync(session, [.. customers.Distinct()]);
        var cards = (await CustomerCard.ListAsync(session, [.. roots.Values.Distinct()])).ToDictionary(card => card.Id);
        return roots.ToDictionary(pair => pair.Key, pair => cards[pair.Value]);
    }

    /// <summary>What pairs weigh by what was last learned.</summary>
    internal async Task<PairWeights> WeightsAsync(Session session)
    {
        var last = await session.FindAsync<long?>("SELECT MAX(id) FROM crm_link_model", new { }) ?? 0;
        if (_learned.Id != last)
        {
            _learned = new(last, LearnedLinking.Parse(await session.GetAsync<string>("SELECT model FROM crm_link_model WHERE id = @last", new { last })).ToWeights());
        }

        return _learned.Weights;
    }

    /// <summary>How somebody compares with a customer; null: what that weighs is below the least, in bits.</summary>
    internal static LinkCandidate<Guid>? CandidateOf(PairWeights weights, LinkTexts texts, LinkSide side, double least)
    {
        var (one, other) = texts.With(side.Texts, weights);
        var (weight, contradicts) = weights.Compare(one, other);
        return weight < least ? null : new(side.Customer, weight, LinkModel.Probability(weight), contradicts, weights.Explain(one, other));
    }

    private sealed record Learned(long Id, PairWeights Weights);

    private sealed record Row
    {
        public required long Id { get; init; }

        public required Guid Customer { get; init; }

        public required Guid Other { get; init; }

        public required string Evidence { get; init; }

        public LinkProposal ToProposal() => new(Id, Customer, Other, LinkEvidence.Parse(Evidence));
    }
}
