using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Knowledge.Index;

/// <summary>A term of a question.</summary>
/// <param name="Term">Its number in the index, or -1 when no document holds it.</param>
/// <param name="Count">How often the question says it.</param>
/// <param name="Idf">What it is worth: ln(1 + (N - n + 0.5) / (n + 0.5)), n documents of N holding it.</param>
internal readonly record struct QueryTerm(int Term, int Count, float Idf);

/// <summary>An immutable BM25 index over texts with titles. Thread-safe.</summary>
/// <remarks>
/// Score of a document: Σ over the question's terms of count · idf · tf / (tf + k1 (1 - b + b · length / mean length)) (Robertson and Zaragoza 2009,
/// eq. 3.15, without the constant factor k1 + 1, as in Lucene 8). What a term adds to a document depends on nothing in the question, so it is computed
/// when the index is made, and a search is additions: two arrays side by side, ordered by term and document.
/// </remarks>
public sealed class InvertedIndex
{
    /// <summary>Characters of a question that are read: what comes later cannot be needed to understand it, and must not cost time.</summary>
    public const int MaxQuestionLength = 4_000;

    private readonly int _filled;
    private readonly bool _plain;
    private readonly Dictionary<string, int> _terms;
    private readonly int[] _starts;
    private readonly int[] _documents;    // number · 2, plus 1 when the term stands in the title
    private readonly float[] _parts;
    private readonly float[] _idf;
    private readonly ConcurrentBag<Scratch> _pool = [];
    private readonly Lazy<Typos> _typos;

    internal InvertedIndex(
        int count, int filled, bool plain, Dictionary<string, int> terms, int[] starts, int[] documents, float[] parts, float[] idf)
    {
        (Count, _filled, _plain, _terms, _starts, _documents, _parts, _idf) = (count, filled, plain, terms, starts, documents, parts, idf);
        _typos = new(() => new(_terms.OrderBy(term => _idf[term.Value]).ThenBy(term => term.Key, StringComparer.Ordinal).Select(term => term.Key)
            .Concat(StopWords.English.Select(word => word.Replace("'", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal))));
    }

    /// <summary>How many documents there are.</summary>
    public int Count { get; }

    /// <summary>How many different terms there are.</summary>
    public int Terms => _terms.Count;

    /// <summary>About how much memory the index takes: its arrays, and for each term its text and its place in the table (22 + 24 bytes and the text).</summary>
    public long Bytes => (sizeof(int) * ((long)_starts.Length + _documents.Length)) + (sizeof(float) * ((long)_parts.Length + _idf.Length))
        + _terms.Keys.Sum(term => 46L + (2 * term.Length));

    /// <summary>Finds the documents that match a question best; a word that no document holds counts as the known one that it was probably meant to be.</summary>
    /// <param name="question">The question's words.</param>
    /// <param name="hits">Receives the best, best first; of equal scores the earlier document first. Its length is the most that is wanted.</param>
    /// <returns>How many were found.</returns>
    public int Search(ReadOnlySpan<char> question, Span<Hit> hits)
    {
        var scratch = Rent();
        scratch.Read(this, question);
        var found = Search(CollectionsMarshal.AsSpan(scratch.Query), scratch, hits);
        _pool.Add(scratch);
        return found;
    }

    /// <summary>Finds the documents that match a question best, its terms being read already.</summary>
    internal int Search(ReadOnlySpan<QueryTerm> question, Span<Hit> hits)
    {
        var scratch = Rent();
        var found = Search(question, scratch, hits);
        _pool.Add(scratch);
        return found;
    }

    /// <summary>What a word that no document holds is worth.</summary>
    internal float HighestIdf => Idf(_filled, 0);

    internal static float Idf(int documents, int having) => (float)Math.Log(1 + ((documents - having + 0.5) / (having + 0.5)));

    /// <summary>The question's different terms in order of appearance, also those that no document holds.</summary>
    internal QueryTerm[] Read(ReadOnlySpan<char> question)
    {
        var scratch = Rent();
        scratch.Read(this, question);
        var terms = scratch.Query.ToArray();
        _pool.Add(scratch);
        return terms;
    }

    /// <summary>Whether a document holds a term at all, and in its title.</summary>
    internal (bool Anywhere, bool InTitle) Holds(int document, int term)
    {
        if (term < 0)
        {
            return default;
        }

        var documents = _documents.AsSpan(_starts[term].._starts[term + 1]);
        var at = documents.BinarySearch(document << 1);
        at = at < 0 ? ~at : at;
        return at < documents.Length && documents[at] >> 1 == document ? (true, (documents[at] & 1) == 1) : default;
    }

    private int Search(ReadOnlySpan<QueryTerm> query, Scratch scratch, Span<Hit> hits)
    {
        var (scores, touched) = (scratch.Scores, scratch.Touched);
        var count = 0;
        foreach (var (term, times, _) in query)
        {
            if (term < 0)
            {
                continue;
            }

            var documents = _documents.AsSpan(_starts[term].._starts[term + 1]);
            var parts = _parts.AsSpan(_starts[term].._starts[term + 1]);
            for (var i = 0; i < documents.Length && i < parts.Length; i++)
            {
                var document = documents[i] >> 1;
                ref var score = ref scores[document];
                if (score == 0)
                {
                    touched[count++] = document;
                }

                score += times * parts[i];
            }
        }

        var best = new TopHits(hits);
        foreach (var document in touched.AsSpan(0, count))
        {
            if (scores[document] >= best.Threshold)
            {
                best.Add(new(document, scores[document]));
            }

            scores[document] = 0;
        }

        return best.Sort();
    }

    private Scratch Rent() => _pool.TryTake(out var scratch) ? scratch : new(Count);

    /// <summary>What one search needs besides the index; used again by the next.</summary>
    private sealed class Scratch(int documents)
    {
        public readonly float[] Scores = new float[documents];
        public readonly int[] Touched = new int[documents];
        public readonly List<QueryTerm> Query = [];

        public void Read(InvertedIndex index, ReadOnlySpan<char> question)
        {
            Query.Clear();
            var sink = new Reader(index, Query, index._terms.GetAlternateLookup<ReadOnlySpan<char>>());
            Analyser.Analyse(question[..Math.Min(question.Length, MaxQuestionLength)], index._plain, ref sink);
        }
    }

    private readonly struct Reader(InvertedIndex index, List<QueryTerm> query, Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> terms) : ITermSink
    {
        public void Add(scoped ReadOnlySpan<char> term)
        {
            if (!terms.TryGetValue(term, out var number))
            {
                var meant = index._plain ? null : index._typos.Value.Correct(term);
                if (meant is null || !terms.Dictionary.TryGetValue(meant, out number))
                {
                    if (meant is null)
                    {
                        query.Add(new(-1, 1, index.HighestIdf));
                    }

                    return;     // a mistyped stop word is one
                }
            }

            foreach (ref var known in CollectionsMarshal.AsSpan(query))
            {
                if (known.Term == number)
                {
                    known = known with { Count = known.Count + 1 };
                    return;
                }
            }

            query.Add(new(number, 1, index._idf[number]));
        }
    }
}
