using System.Diagnostics;
using System.Text.Json.Serialization;
using ServiceBot.Knowledge.Index;

namespace ServiceBot.Knowledge.Evaluation;

/// <summary>A text to be found.</summary>
/// <param name="Id">Its id; unique.</param>
/// <param name="Title">Its title, or empty.</param>
/// <param name="Text">Its body.</param>
public sealed record SearchDocument(string Id, string Title, string Text);

/// <summary>A question to find texts for.</summary>
/// <param name="Id">Its id; unique.</param>
/// <param name="Text">Its words.</param>
public sealed record SearchQuery(string Id, string Text);

/// <summary>How good a text is for a question, as a person judged it.</summary>
/// <param name="QueryId">The question.</param>
/// <param name="DocumentId">The text.</param>
/// <param name="Grade">Higher is better; 1 and above is relevant.</param>
public sealed record Judgement(string QueryId, string DocumentId, double Grade);

/// <summary>One line of a TREC run file.</summary>
/// <param name="QueryId">The question.</param>
/// <param name="DocumentId">The text found.</param>
/// <param name="Rank">Its place, from 1.</param>
/// <param name="Score">Its score.</param>
public readonly record struct RunRow(string QueryId, string DocumentId, int Rank, float Score);

/// <summary>How well and how fast texts were found. Qualities are in [0, 1], higher is better, means over the judged questions.</summary>
public sealed record SearchReport
{
    /// <summary>Normalised discounted cumulative gain of the first ten.</summary>
    [JsonPropertyName("ndcg_at_10")]
    public required double NdcgAt10 { get; init; }

    /// <summary>Reciprocal rank of the first relevant text, 0 when it is not among the first ten.</summary>
    [JsonPropertyName("mrr_at_10")]
    public required double MrrAt10 { get; init; }

    /// <summary>Share of the relevant texts that are among the first hundred.</summary>
    [JsonPropertyName("recall_at_100")]
    public required double RecallAt100 { get; init; }

    /// <summary>Mean average precision over the first thousand.</summary>
    [JsonPropertyName("map")]
    public required double Map { get; init; }

    /// <summary>Seconds to make the index from texts in memory.</summary>
    [JsonPropertyName("index_seconds")]
    public required double IndexSeconds { get; init; }

    /// <summary>Median microseconds to read a question and find its first ten texts, on one thread.</summary>
    [JsonPropertyName("latency_us_p50")]
    public required double LatencyUsP50 { get; init; }

    /// <summary>99th percentile of the same.</summary>
    [JsonPropertyName("latency_us_p99")]
    public required double LatencyUsP99 { get; init; }

    /// <summary>Bytes of memory that the index takes.</summary>
    [JsonPropertyName("index_bytes")]
    public required long IndexBytes { get; init; }
}

/// <summary>Measures the search on judged questions.</summary>
public static class SearchEvaluation
{
    private const int Depth = 1000;

    /// <summary>Indexes the texts, asks every question and compares with the judgements.</summary>
    /// <param name="documents">The texts.</param>
    /// <param name="queries">The questions.</param>
    /// <param name="judgements">The judgements; only questions with a relevant text count, and one that is not asked counts as not found.</param>
    /// <param name="options">How terms are weighed; with <see cref="Bm25Options.Lucene"/> scores are those of Lucene 8.</param>
    /// <param name="run">Receives what was found, at most a thousand texts a question; null: nobody wants it.</param>
    public static SearchReport Measure(
        IReadOnlyList<SearchDocument> documents, IReadOnlyList<SearchQuery> queries, IReadOnlyList<Judgement> judgements,
        Bm25Options options, Action<RunRow>? run = null)
    {
        var watch = Stopwatch.StartNew();
        var builder = new IndexBuilder(options);
        foreach (var document in documents)
        {
            builder.Add(document.Title, document.Text);
        }

        var index = builder.Build();
        var indexSeconds = watch.Elapsed.TotalSeconds;

        var found = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var hits = new Hit[Depth];
        foreach (var query in queries)
        {
            var count = index.Search(query.Text, hits);
            found[query.Id] = Array.ConvertAll(hits[..count], hit => documents[hit.Document].Id);
            for (var i = 0; run is not null && i < count; i++)
            {
                run(new(query.Id, documents[hits[i].Document].Id, i + 1, hits[i].Score));
            }
        }

        var judged = judgements.GroupBy(judgement => judgement.QueryId).Where(group => group.Any(judgement => judgement.Grade >= 1))
            .Select(group => RankingQuality.Of(found.GetValueOrDefault(group.Key, []), group.ToDictionary(j => j.DocumentId, j => j.Grade))).ToList();
        var latencies = Latencies(index, queries);
        return new()
        {
            NdcgAt10 = judged.Select(quality => quality.NdcgAt10).DefaultIfEmpty().Average(),
            MrrAt10 = judged.Select(quality => quality.MrrAt10).DefaultIfEmpty().Average(),
            RecallAt100 = judged.Select(quality => quality.RecallAt100).DefaultIfEmpty().Average(),
            Map = judged.Select(quality => quality.AveragePrecision).DefaultIfEmpty().Average(),
            IndexSeconds = indexSeconds,
            LatencyUsP50 = Percentile(latencies, 0.5),
            LatencyUsP99 = Percentile(latencies, 0.99),
            IndexBytes = index.Bytes,
        };
    }

    /// <summary>Microseconds for each question, several times over, in ascending order; what came first has warmed the code up.</summary>
    private static List<double> Latencies(InvertedIndex index, IReadOnlyList<SearchQuery> queries)
    {
        var latencies = new List<double>();
        Span<Hit> hits = new Hit[10];
        var all = Stopwatch.StartNew();
        for (var round = 0; round < 10 && all.Elapsed < TimeSpan.FromSeconds(5); round++)
        {
            if (round == 2)
            {
                latencies.Clear();
            }

            foreach (var query in queries)
            {
                var start = Stopwatch.GetTimestamp();
                index.Search(query.Text, hits);
                latencies.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        latencies.Sort();
        return latencies;
    }

    private static double Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min((int)Math.Ceiling(share * sorted.Count), sorted.Count) - 1];
}
