using ServiceBot.Knowledge.Articles;

namespace ServiceBot.Knowledge.Index;

/// <summary>The customers' articles of one language, ready to be searched.</summary>
internal sealed class Shelf
{
    /// <summary>How much higher an article with a preferred tag is ranked: enough to decide between equals, not enough to override the words.</summary>
    public const float TagBoost = 1.1f;

    private const int Depth = 50;

    private readonly List<(Article Article, Passage Passage)> _passages = [];
    private readonly InvertedIndex _index;

    public Shelf(IEnumerable<Article> articles)
    {
        var builder = new IndexBuilder(new() { TitleWeight = 3 });
        foreach (var article in articles)
        {
            foreach (var passage in article.Passages)
            {
                _passages.Add((article, passage));
                builder.Add(article.Title, $"{passage.Heading}\n{ChatMarkdown.PlainText(passage.Text)}");
            }
        }

        _index = builder.Build();
    }

    /// <summary>The best passages and how far they can be trusted; nothing when no word of the question is known.</summary>
    public (IReadOnlyList<FoundPassage> Passages, Evidence Evidence) Find(string question, IReadOnlyCollection<string> preferTags, int take)
    {
        Span<Hit> hits = new Hit[Depth];
        hits = hits[.._index.Search(question, hits)];
        if (hits.IsEmpty)
        {
            return ([], default);
        }

        foreach (ref var hit in hits)
        {
            hit = IsTagged(hit, preferTags) ? hit with { Score = hit.Score * TagBoost } : hit;
        }

        hits.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Document.CompareTo(b.Document));
        var found = new List<FoundPassage>();
        foreach (var hit in hits[..Math.Min(take, hits.Length)])
        {
            var (article, passage) = _passages[hit.Document];
            found.Add(new(article.Id, article.Version, article.Language, article.Title, passage.Heading, passage.Anchor, passage.Text, hit.Score));
        }

        return (found, Weigh(question, hits, preferTags));
    }

    private bool IsTagged(Hit hit, IReadOnlyCollection<string> tags) => tags.Count > 0 && _passages[hit.Document].Article.Tags.Any(tags.Contains);

    private Evidence Weigh(string question, ReadOnlySpan<Hit> hits, IReadOnlyCollection<string> preferTags)
    {
        var best = hits[0];
        var isTagged = IsTagged(best, preferTags);
        var (total, highest, covered, inTitle) = (0f, 0f, 0f, 0f);
        foreach (var term in _index.Read(question))
        {
            var (anywhere, title) = _index.Holds(best.Document, term.Term);
            total += term.Idf;
            highest += term.Idf * term.Count;
            covered += anywhere ? term.Idf : 0;
            inTitle += title ? term.Idf : 0;
        }

        var next = 0f;
        foreach (var hit in hits)
        {
            if (_passages[hit.Document].Article != _passages[best.Document].Article)
            {
                next = hit.Score;
                break;
            }
        }

        return new()
        {
            Coverage = covered / total,
            TitleCoverage = inTitle / total,
            Strength = best.Score / (isTagged ? TagBoost : 1) / highest,
            Gap = (best.Score - next) / best.Score,
            Mass = MathF.Log(1 + covered),
            IsTagged = isTagged,
        };
    }
}
