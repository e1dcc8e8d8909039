using System.Runtime.InteropServices;

namespace ServiceBot.Knowledge.Index;

/// <summary>Collects documents and makes an index of them. Used by one thread.</summary>
/// <param name="options">How terms are weighed.</param>
public sealed class IndexBuilder(Bm25Options options)
{
    private readonly Dictionary<string, int> _terms = new(StringComparer.Ordinal);
    private readonly List<Posting> _postings = [];
    private readonly List<int> _lengths = [];
    private readonly List<int> _occurrences = [];

    /// <summary>Adds a document; its number is the count of documents before it.</summary>
    /// <param name="title">The title, or an empty text.</param>
    /// <param name="text">The body.</param>
    public void Add(ReadOnlySpan<char> title, ReadOnlySpan<char> text)
    {
        // An occurrence is the term's number and, as the lowest bit, whether it stands in the title.
        _occurrences.Clear();
        var sink = new Collector(_terms.GetAlternateLookup<ReadOnlySpan<char>>(), _occurrences, 1);
        Analyser.Analyse(title, options.Lucene, ref sink);
        var inTitle = _occurrences.Count;
        sink = sink with { Flag = 0 };
        Analyser.Analyse(text, options.Lucene, ref sink);

        var found = CollectionsMarshal.AsSpan(_occurrences);
        _lengths.Add((inTitle * options.TitleWeight) + found.Length - inTitle);
        found.Sort();
        for (var i = 0; i < found.Length;)
        {
            var term = found[i] >> 1;
            var (frequency, isInTitle) = (0, false);
            for (; i < found.Length && found[i] >> 1 == term; i++)
            {
                var weight = (found[i] & 1) == 1 ? options.TitleWeight : 1;
                frequency += weight;
                isInTitle |= (found[i] & 1) == 1;
            }

            if (frequency > 0)
            {
                _postings.Add(new(term, _lengths.Count - 1, frequency, isInTitle));
            }
        }
    }

    /// <summary>Makes the index of what was added so far.</summary>
    public InvertedIndex Build()
    {
        var starts = new int[_terms.Count + 1];
        foreach (var posting in _postings)
        {
            starts[posting.Term + 1]++;
        }

        for (var term = 0; term < _terms.Count; term++)
        {
            starts[term + 1] += starts[term];
        }

        var filled = _lengths.Count(length => length > 0);
        var idf = new float[_terms.Count];
        for (var term = 0; term < idf.Length; term++)
        {
            idf[term] = InvertedIndex.Idf(filled, starts[term + 1] - starts[term]);
        }

        var saturation = Saturation(filled);
        var documents = new int[_postings.Count];
        var parts = new float[_postings.Count];
        var next = starts.AsSpan(0, _terms.Count).ToArray();
        foreach (var posting in _postings)
        {
            // The form and the order of Lucene 8's float arithmetic: weight - weight / (1 + tf / norm).
            var weight = idf[posting.Term];
            var at = next[posting.Term]++;
            documents[at] = (posting.Document << 1) | (posting.InTitle ? 1 : 0);
            parts[at] = weight - (weight / (1f + (posting.Frequency * saturation[posting.Document])));
        }

        _terms.TrimExcess();
        return new(_lengths.Count, filled, options.Lucene, new(_terms, StringComparer.Ordinal), starts, documents, parts, idf);
    }

    /// <summary>For each document 1 / (k1 (1 - b + b · length / mean length)).</summary>
    private float[] Saturation(int filled)
    {
        var mean = (float)(_lengths.Sum(length => (long)length) / (double)Math.Max(filled, 1));
        return [.. _lengths.Select(length =>
            1f / (options.K1 * (1 - options.B + (options.B * (options.Lucene ? LuceneLength.Round(length) : length) / mean))))];
    }

    private readonly record struct Posting(int Term, int Document, int Frequency, bool InTitle);

    private readonly record struct Collector(
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Terms, List<int> Occurrences, int Flag) : ITermSink
    {
        public void Add(scoped ReadOnlySpan<char> term)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(Terms, term, out var known);
            number = known ? number : Terms.Dictionary.Count - 1;
            Occurrences.Add((number << 1) | Flag);
        }
    }
}
