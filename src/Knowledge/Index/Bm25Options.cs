namespace ServiceBot.Knowledge.Index;

/// <summary>How BM25 weighs terms.</summary>
public sealed record Bm25Options
{
    /// <summary>How soon more occurrences of a term stop counting: 0 counts presence only, large values count every occurrence. Usual: 1.2.</summary>
    public float K1 { get; init; } = 1.2f;

    /// <summary>How much long passages are discounted: 0 not at all, 1 in full proportion. Usual: 0.75.</summary>
    public float B { get; init; } = 0.75f;

    /// <summary>How often each word of the title counts, as if it stood in the text that many times; 0 or more. 1: as the text.</summary>
    public int TitleWeight { get; init; } = 1;

    /// <summary>
    /// True: lengths are rounded to one byte as Lucene 8 stores them, so that scores are Lucene's. False: lengths are exact.
    /// </summary>
    public bool LuceneLengths { get; init; }
}
