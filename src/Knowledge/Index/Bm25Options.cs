namespace ServiceBot.Knowledge.Index;

/// <summary>How BM25 weighs terms.</summary>
public sealed record Bm25Options
{
    /// <summary>Scores that can be compared with Lucene 8's, title and text in one field.</summary>
    public static Bm25Options LuceneCompatible { get; } = new() { Lucene = true, TitleWeight = 1 };

    /// <summary>How soon more occurrences of a term stop counting: 0 counts presence only, large values count every occurrence. Usual: 1.2.</summary>
    public float K1 { get; init; } = 1.2f;

    /// <summary>How much long passages are discounted: 0 not at all, 1 in full proportion. Usual: 0.75.</summary>
    public float B { get; init; } = 0.75f;

    /// <summary>How often each word of the title counts, as if it stood in the text that many times; 0 or more. 1: as the text.</summary>
    public int TitleWeight { get; init; } = 3;

    /// <summary>
    /// True: scores are those of Lucene 8's BM25Similarity after its StandardAnalyzer: words are only lower-cased, ideographs are single, and lengths
    /// are rounded to what one byte can tell. False: the analysis that finds more, and exact lengths.
    /// </summary>
    public bool Lucene { get; init; }
}
