using ServiceBot.Storage;

namespace ServiceBot.Desk.Search;

/// <summary>Finds rows that may have what is searched for, the newest first.</summary>
internal static class SearchCandidates
{
    /// <summary>The numbers of the rows of a kind.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="kind">Which rows.</param>
    /// <param name="query">What is searched for.</param>
    /// <param name="isTolerant">Whether mistyped words and characters count, and most of the words are enough.</param>
    /// <param name="most">At most so many.</param>
    public static async Task<IReadOnlyList<long>> FindAsync(Session session, SearchKind kind, SearchQuery query, bool isTolerant, int most)
    {
        var wanted = new List<IReadOnlyList<Clause>>();
        foreach (var word in query.Words)
        {
            wanted.Add(await ClausesAsync(session, kind, word, isTolerant));
        }

        var postings = await SearchIndex.ReadAsync(session, kind, [.. wanted.SelectMany(clauses => clauses).SelectMany(clause => clause.Groups).SelectMany(group => group).Distinct()]);
        var found = new List<long>();
        foreach (var chunk in postings.OrderByDescending(chunk => chunk.Key))
        {
            var sets = new Dictionary<string, ulong[]>(StringComparer.Ordinal);
            foreach (var posting in chunk)
            {
                DocSet.Read(posting.Docs, sets[posting.Term] = DocSet.Empty());
            }

            var words = wanted.Select(clauses => DocSet.Any(clauses.Select(clause => DocSet.AtLeast(
                [.. clause.Groups.Select(group => DocSet.Any(group.Where(sets.ContainsKey).Select(term => sets[term])))], clause.Least)))).ToList();
            var hits = DocSet.AtLeast(words, isTolerant ? SearchMatcher.EnoughOf(words.Count) : words.Count);
            found.AddRange(DocSet.Descending(hits).Take(most - found.Count).Select(place => (chunk.Key * DocSet.ChunkSize) + place));
            if (found.Count == most)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The ways in which a row may have a word.</summary>
    private static async Task<IReadOnlyList<Clause>> ClausesAsync(Session session, SearchKind kind, SearchWord word, bool isTolerant)
    {
        var clauses = new List<Clause>();
        switch (word.Kind)
        {
            case SearchWordKind.Han:
                clauses.Add(word.Tokens.Count == 1 ? new([[word.Text]], 1) : Pairs(word));
                if (isTolerant && word.Tokens.Count >= 3)
                {
                    clauses.Add(new([.. word.Tokens.Select(one => new[] { one })], word.Tokens.Count - 1));
                }

                break;
            case SearchWordKind.Compound:
                clauses.Add(new(
                    [.. word.Tokens.SkipLast(1).Select(one => new[] { one }), [word.Tokens[^1], .. await BeginningAsync(session, word.Tokens[^1])]], word.Tokens.Count));
                break;
            default:
                clauses.Add(new([[word.Text, .. await BeginningAsync(session, word.Root), .. isTolerant ? await SearchIndex.MeantAsync(session, word) : []]], 1));
                break;
        }

        if (kind == SearchKind.Customer && word.Kind != SearchWordKind.Han && SearchTerms.PartsOf(SearchTerms.Compact(word.Text)).Select(part => new[] { part }).ToList() is { Count: > 0 } parts)
        {
            clauses.Add(new(parts, parts.Count));
        }

        if (kind == SearchKind.Customer && word.Kind != SearchWordKind.Han)
        {
            clauses.Add(new([[SearchTerms.SecretOf(SearchTerms.Compact(word.Text), session.Cipher)]], 1));
            if (word.Kind == SearchWordKind.Compound)
            {
                clauses.Add(new([.. word.Tokens.Select(one => new[] { SearchTerms.SecretOf(one, session.Cipher) })], word.Tokens.Count));
            }
        }

        return clauses;
    }

    private static async Task<IReadOnlyList<string>> BeginningAsync(Session session, string? beginning) =>
        beginning is { Length: >= 3 } && char.IsLetter(beginning[0]) ? await SearchIndex.BeginningAsync(session, beginning) : [];

    private static Clause Pairs(SearchWord word)
    {
        var pairs = Enumerable.Range(0, word.Tokens.Count - 1).Select(i => word.Tokens[i] + word.Tokens[i + 1]).Distinct().Select(pair => new[] { pair }).ToList();
        return new(pairs, SearchMatcher.EnoughOf(pairs.Count));
    }

    /// <summary>Groups of terms, any of a group being as good as another, and how many groups a row must have.</summary>
    private sealed record Clause(IReadOnlyList<IReadOnlyList<string>> Groups, int Least);
}
