using System.Text.Json;
using ServiceBot.Language.Tokens;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Search;

/// <summary>What can be found.</summary>
public enum SearchKind
{
    /// <summary>A service request.</summary>
    Request,

    /// <summary>A conversation, by what customers and agents said in it.</summary>
    Conversation,

    /// <summary>A customer, by name, e-mail address, phone and customer number.</summary>
    Customer,
}

/// <summary>A document of the index.</summary>
/// <param name="Doc">Its number in its kind.</param>
/// <param name="Terms">What it is found by.</param>
internal sealed record SearchDocument(long Doc, IReadOnlySet<string> Terms);

/// <summary>
/// Which rows have a term, in the database. Documents are only ever put in: whoever finds one reads its row, and sees whether it still has what was
/// searched for.
/// </summary>
internal static class SearchIndex
{
    private const int MostBeginnings = 24;
    private const int MostSpellings = 12;
    private const char Ideographs = '\u2E80';     // and all that is written without spaces

    private const string ReadChunk = "SELECT term, docs FROM desk_search_posting WHERE kind = @kind AND chunk = @chunk AND ";

    private static string WriteChunk(ISqlDialect dialect) => $"""
        INSERT INTO desk_search_posting (kind, term, chunk, docs)
        SELECT @kind, value ->> 0, @chunk, value ->> 1 FROM {dialect.EachOf("@rows")} WHERE TRUE
        ON CONFLICT (kind, term, chunk) DO UPDATE SET docs = excluded.docs
        """;

    private static string AddWords(ISqlDialect dialect) => $"""
        INSERT INTO desk_search_word (word) SELECT value ->> 0 FROM {dialect.EachOf("@rows")} WHERE TRUE ON CONFLICT DO NOTHING RETURNING word
        """;

    private static string AddSpellings(ISqlDialect dialect) => $"""
        INSERT INTO desk_search_spelling (form, word) SELECT value ->> 0, value ->> 1 FROM {dialect.EachOf("@rows")} WHERE TRUE ON CONFLICT DO NOTHING
        """;

    /// <summary>Puts documents in; what is there already changes nothing.</summary>
    public static async Task AddAsync(UnitOfWork unit, SearchKind kind, IReadOnlyCollection<SearchDocument> documents)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in documents.GroupBy(document => document.Doc / DocSet.ChunkSize))
        {
            var sets = new Dictionary<string, ulong[]>(StringComparer.Ordinal);
            foreach (var document in chunk)
            {
                foreach (var term in document.Terms)
                {
                    if (!sets.TryGetValue(term, out var set))
                    {
                        sets[term] = set = DocSet.Empty();
                    }

                    DocSet.Add(set, (int)(document.Doc % DocSet.ChunkSize));
                }
            }

            var kept = (await unit.QueryAsync<Posting>(ReadChunk + unit.Dialect.IsIn("term", "@terms"), new { kind = (int)kind, chunk = chunk.Key, terms = sets.Keys.ToArray() }))
                .ToDictionary(posting => posting.Term, posting => posting.Docs, StringComparer.Ordinal);
            var changed = new List<string[]>();
            foreach (var (term, set) in sets)
            {
                var before = kept.GetValueOrDefault(term);
                if (before is null)
                {
                    words.Add(term);
                }
                else
                {
                    DocSet.Read(before, set);
                }

                if (DocSet.Write(set) is var now && now != before)
                {
                    changed.Add([term, now]);
                }
            }

            await RunAsync(unit, WriteChunk(unit.Dialect), changed, (int)kind, chunk.Key);
        }

        await LearnAsync(unit, words);
    }

    /// <summary>Takes documents out, and the words that stood in no other.</summary>
    /// <returns>How many terms had one of them.</returns>
    public static async Task<long> RemoveAsync(UnitOfWork unit, SearchKind kind, IReadOnlyCollection<long> docs)
    {
        var (count, gone) = (0L, new HashSet<string>(StringComparer.Ordinal));
        foreach (var chunk in docs.GroupBy(doc => doc / DocSet.ChunkSize))
        {
            var (mask, changed) = (DocSet.Empty(), new List<string[]>());
            foreach (var doc in chunk)
            {
                DocSet.Add(mask, (int)(doc % DocSet.ChunkSize));
            }

            foreach (var posting in await unit.QueryAsync<Posting>(ReadChunk + "TRUE", new { kind = (int)kind, chunk = chunk.Key }))
            {
                var set = DocSet.Empty();
                DocSet.Read(posting.Docs, set);
                if (DocSet.Remove(set, mask))
                {
                    changed.Add([posting.Term, DocSet.Write(set)]);
                }
            }

            count += changed.Count;
            gone.UnionWith(changed.Where(row => row[1].Length == 0).Select(row => row[0]));
            await RunAsync(unit, WriteChunk(unit.Dialect), changed, (int)kind, chunk.Key);
        }

        var terms = gone.ToArray();
        await unit.ExecuteAsync($"DELETE FROM desk_search_posting WHERE docs = '' AND {unit.Dialect.IsIn("term", "@terms")}", new { terms });
        gone.ExceptWith(await unit.QueryAsync<string>($"SELECT DISTINCT term FROM desk_search_posting WHERE {unit.Dialect.IsIn("term", "@terms")}", new { terms }));
        var words = gone.ToArray();
        await unit.ExecuteAsync($"DELETE FROM desk_search_word WHERE {unit.Dialect.IsIn("word", "@words")}", new { words });
        await unit.ExecuteAsync($"DELETE FROM desk_search_spelling WHERE {unit.Dialect.IsIn("word", "@words")}", new { words });
        return count;
    }

    /// <summary>The postings of some terms, by chunk and term, from a chunk on.</summary>
    public static async Task<ILookup<long, Posting>> ReadAsync(Session session, SearchKind kind, IReadOnlyCollection<string> terms, long since = 0) =>
        (terms.Count == 0 ? [] : await session.QueryAsync<Posting>(
            $"SELECT term, chunk, docs FROM desk_search_posting WHERE kind = @kind AND {session.Dialect.IsIn("term", "@terms")} AND chunk >= @since",
            new { kind = (int)kind, terms = terms.ToArray(), since }))
            .ToLookup(posting => posting.Chunk);

    /// <summary>Known words that begin so, the shortest first.</summary>
    public static Task<IReadOnlyList<string>> BeginningAsync(Session session, string beginning) => session.QueryAsync<string>(
        $"SELECT word FROM (SELECT word FROM desk_search_word WHERE word >= @beginning AND word < @end ORDER BY word LIMIT 500) AS found ORDER BY LENGTH(word), word LIMIT {MostBeginnings}",
        new { beginning, end = beginning + '\uFFFF' });

    /// <summary>Known words that a word may have been meant to be, the nearest first.</summary>
    public static async Task<IReadOnlyList<string>> MeantAsync(Session session, SearchWord word)
    {
        if (word.MostTypos == 0)
        {
            return [];
        }

        var forms = FormsOf(word.Text).ToHashSet(StringComparer.Ordinal);
        if (word.MostTypos > 1)
        {
            forms.UnionWith(forms.SelectMany(FormsOf).ToList());
        }

        var found = await session.QueryAsync<string>($"SELECT DISTINCT word FROM desk_search_spelling WHERE {session.Dialect.IsIn("form", "@forms")}", new { forms = forms.ToArray() });
        return
        [
            .. found.Select(known => (known, Distance: Typos.Distance(word.Text, known))).Where(near => near.Distance <= word.MostTypos)
                .OrderBy(near => near.Distance).ThenBy(near => near.known[0] == word.Text[0] ? 0 : 1).ThenBy(near => near.known, StringComparer.Ordinal)
                .Select(near => near.known).Take(MostSpellings),
        ];
    }

    /// <summary>The numbers of customers, given now to those who have none.</summary>
    public static async Task<IReadOnlyDictionary<Guid, long>> NumberAsync(UnitOfWork unit, Guid[] customers)
    {
        await unit.ExecuteAsync("INSERT INTO desk_search_customer (customer) VALUES (@customer) ON CONFLICT DO NOTHING", customers.Select(customer => new { customer }).ToList());
        return (await unit.QueryAsync<CustomerDoc>($"SELECT doc, customer FROM desk_search_customer WHERE {unit.Dialect.IsIn("customer", "@customers")}", new { customers }))
            .ToDictionary(row => row.Customer, row => row.Doc);
    }

    /// <summary>The customers of some numbers.</summary>
    public static async Task<IReadOnlyDictionary<long, Guid>> CustomersAsync(Session session, long[] docs) =>
        (await session.QueryAsync<CustomerDoc>($"SELECT doc, customer FROM desk_search_customer WHERE {session.Dialect.IsIn("doc", "@docs")}", new { docs }))
            .ToDictionary(row => row.Doc, row => row.Customer);

    /// <summary>The customers of the numbers after one, the first of them.</summary>
    public static async Task<IReadOnlyDictionary<long, Guid>> CustomersAfterAsync(Session session, long after, int take) =>
        (await session.QueryAsync<CustomerDoc>("SELECT doc, customer FROM desk_search_customer WHERE doc > @after ORDER BY doc LIMIT @take", new { after, take })).ToDictionary(row => row.Doc, row => row.Customer);

    /// <summary>Forgets what customers are found by, and the words that stood in nothing else.</summary>
    public static async Task ForgetCustomersAsync(UnitOfWork unit)
    {
        await unit.ExecuteAsync("DELETE FROM desk_search_posting WHERE kind = @kind", new { kind = (int)SearchKind.Customer });
        await unit.ExecuteAsync(
            "DELETE FROM desk_search_word WHERE NOT EXISTS (SELECT 1 FROM desk_search_posting p WHERE p.kind IN (@request, @conversation) AND p.term = desk_search_word.word)",
            new { request = (int)SearchKind.Request, conversation = (int)SearchKind.Conversation });
        await unit.ExecuteAsync("DELETE FROM desk_search_spelling WHERE NOT EXISTS (SELECT 1 FROM desk_search_word w WHERE w.word = desk_search_spelling.word)");
    }

    private static async Task LearnAsync(UnitOfWork unit, IEnumerable<string> terms)
    {
        var words = terms.Where(term => term.Length >= 3 && term[0] != SearchTerms.Part && char.IsLetter(term[0]) && term[0] < Ideographs).Select(term => new[] { term }).ToList();
        if (words.Count == 0)
        {
            return;
        }

        var news = await unit.QueryAsync<string>(AddWords(unit.Dialect), new { rows = JsonSerializer.Serialize(words) });
        await RunAsync(unit, AddSpellings(unit.Dialect), [.. news.Where(word => Typos.IsCorrectable(word)).SelectMany(word => FormsOf(word).Distinct().Select(form => new[] { form, word }))], 0, 0);
    }

    private static Task<int> RunAsync(UnitOfWork unit, string sql, List<string[]> rows, int kind, long chunk) =>
        rows.Count == 0 ? Task.FromResult(0) : unit.ExecuteAsync(sql, new { kind, chunk, rows = JsonSerializer.Serialize(rows) });

    /// <summary>A word, and it without each of its letters: two words that are one edit apart have one of these in common.</summary>
    private static IEnumerable<string> FormsOf(string word)
    {
        yield return word;
        for (var i = 0; i < word.Length; i++)
        {
            yield return word.Remove(i, 1);
        }
    }

    /// <summary>Which documents of a chunk have a term.</summary>
    internal sealed record Posting
    {
        public required string Term { get; init; }

        public long Chunk { get; init; }

        public required string Docs { get; init; }
    }

    private sealed record CustomerDoc
    {
        public required long Doc { get; init; }

        public required Guid Customer { get; init; }
    }
}
