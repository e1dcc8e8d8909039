using System.Text.RegularExpressions;
using ServiceBot.Knowledge.Articles;

namespace ServiceBot.Knowledge.Index;

/// <summary>The customers' articles of one language, ready to be searched.</summary>
/// <remarks>
/// A passage's score is its own BM25 (its article's title counts three times, its heading twice) plus that of its whole article, so that of two
/// passages with the same words the one in the article that is about them wins. Within that article its opening is quoted first, unless a section is
/// what was asked for.
/// </remarks>
internal sealed partial class Shelf
{
    /// <summary>How much higher an article with a preferred tag is ranked: enough to decide between equals, not enough to override the words.</summary>
    public const float TagBoost = 1.1f;

    private const float ArticleWeight = 1f;

    /// <summary>How much more of the question's worth a section must have than the article's opening to be quoted instead of it.</summary>
    private const float SectionLead = 0.15f;

    /// <summary>The share of a heading's worth that a question must say to be asking for that very section.</summary>
    private const float HeadingSaid = 0.6f;

    private const int Depth = 100;

    private readonly List<(int Number, Article Article, Passage Passage)> _passages = [];
    private readonly InvertedIndex _passageIndex;
    private readonly InvertedIndex _articleIndex;

    public Shelf(IEnumerable<Article> articles)
    {
        var passages = new IndexBuilder(new());
        var wholes = new IndexBuilder(new());
        var number = 0;
        foreach (var article in articles)
        {
            foreach (var passage in article.Passages)
            {
                _passages.Add((number, article, passage));
                passages.Add(article.Title, WithEqualNumbers($"{passage.Heading}\n{passage.Heading}\n{ChatMarkdown.PlainText(passage.Text)}"));
            }

            wholes.Add(article.Title, WithEqualNumbers(ChatMarkdown.PlainText(article.Body)));
            number++;
        }

        (_passageIndex, _articleIndex) = (passages.Build(), wholes.Build());
    }

    /// <summary>The best passages and how far they can be trusted; nothing when no word of the question is known.</summary>
    public (IReadOnlyList<FoundPassage> Passages, Evidence Evidence) Find(string question, IReadOnlyCollection<string> preferTags, int take)
    {
        question = WithEqualNumbers(question.Length > InvertedIndex.MaxQuestionLength ? question[..InvertedIndex.MaxQuestionLength] : question);

        var asked = new Asked(_passageIndex.Read(question), _articleIndex.Read(question));
        Span<Hit> hits = stackalloc Hit[Depth];
        hits = hits[.._passageIndex.Search(asked.OfPassages, hits)];
        if (hits.IsEmpty)
        {
            return ([], default);
        }

        Span<Hit> articles = stackalloc Hit[Depth];
        articles = articles[.._articleIndex.Search(asked.OfArticles, articles)];
        articles.Sort((a, b) => a.Document.CompareTo(b.Document));
        foreach (ref var hit in hits)
        {
            var whole = articles.BinarySearch(new OfArticle(_passages[hit.Document].Number));
            var score = hit.Score + (whole < 0 ? 0 : ArticleWeight * articles[whole].Score);
            hit = hit with { Score = IsTagged(hit, preferTags) ? score * TagBoost : score };
        }

        hits.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Document.CompareTo(b.Document));
        var found = new List<FoundPassage>();
        foreach (var hit in hits[..Math.Min(take, hits.Length)])
        {
            Add(found, hit.Document, hit.Score);
        }

        var opening = Opening(hits[0].Document);
        if (opening != hits[0].Document && ReadsBetter(opening, hits[0].Document, asked.OfPassages))
        {
            found.RemoveAll(passage => passage.ArticleId == _passages[opening].Article.Id && passage.Heading is null);
            Add(found, opening, hits[0].Score);
            found.Insert(0, found[^1]);
            found.RemoveRange(Math.Min(take, found.Count - 1), found.Count - Math.Min(take, found.Count - 1));
        }

        return (found, Weigh(asked, hits, preferTags));
    }

    private void Add(List<FoundPassage> found, int document, float score)
    {
        var (_, article, passage) = _passages[document];
        found.Add(new(article.Id, article.Version, article.Language, article.Title, passage.Heading, passage.Anchor, passage.Text, score));
    }

    /// <summary>The first passage of the article that a passage belongs to.</summary>
    private int Opening(int document)
    {
        while (document > 0 && _passages[document - 1].Number == _passages[document].Number)
        {
            document--;
        }

        return document;
    }

    /// <summary>
    /// Whether an article's opening reads better than the section that was found: the section knows no more of the question's words, and the
    /// question does not say the section's heading.
    /// </summary>
    private bool ReadsBetter(int opening, int section, QueryTerm[] terms)
    {
        var (lead, all) = (0f, 0f);
        foreach (var term in terms)
        {
            all += term.Idf;
            lead += _passageIndex.Holds(section, term.Term).Anywhere ? term.Idf : 0;
            lead -= _passageIndex.Holds(opening, term.Term).Anywhere ? term.Idf : 0;
        }

        var heading = _passageIndex.Read(_passages[section].Passage.Heading ?? "");
        var said = heading.Where(term => Array.Exists(terms, other => other.Term == term.Term)).Sum(term => term.Idf);
        return lead <= SectionLead * all && said < HeadingSaid * heading.Sum(term => term.Idf);
    }

    /// <summary>Makes all order numbers one word, and so on: the customer's own number then finds the articles that show an example of such a number.</summary>
    private static string WithEqualNumbers(string text) => ReferenceNumber().Replace(text, "${prefix}0000");

    private bool IsTagged(Hit hit, IReadOnlyCollection<string> tags)
    {
        if (tags.Count == 0)
        {
            return false;
        }

        var own = _passages[hit.Document].Article.Tags;
        for (var i = 0; i < own.Count; i++)
        {
            if (tags.Contains(own[i]))
            {
                return true;
            }
        }

        return false;
    }

    private Evidence Weigh(Asked asked, ReadOnlySpan<Hit> hits, IReadOnlyCollection<string> preferTags)
    {
        var best = hits[0];
        var isTagged = IsTagged(best, preferTags);
        var (total, highest, covered, around, inTitle) = (0f, 0f, 0f, 0f, 0f);
        foreach (var (term, inArticle) in asked.OfPassages.Zip(asked.OfArticles))
        {
            var (anywhere, title) = _passageIndex.Holds(best.Document, term.Term);
            total += term.Idf;
            highest += term.Idf * term.Count;
            covered += anywhere ? term.Idf : 0;
            around += _articleIndex.Holds(_passages[best.Document].Number, inArticle.Term).Anywhere ? term.Idf : 0;
            inTitle += title ? term.Idf : 0;
        }

        var next = 0f;
        foreach (var hit in hits)
        {
            if (_passages[hit.Document].Number != _passages[best.Document].Number)
            {
                next = hit.Score;
                break;
            }
        }

        return new()
        {
            Coverage = covered / total,
            TitleCoverage = inTitle / total,
            Strength = best.Score / (isTagged ? TagBoost : 1) / ((1 + ArticleWeight) * highest),
            Gap = (best.Score - next) / best.Score,
            Mass = MathF.Log(1 + (around / _passageIndex.HighestIdf)),
            IsTagged = isTagged,
        };
    }

    /// <summary>A question's terms, as either index knows them.</summary>
    private readonly record struct Asked(QueryTerm[] OfPassages, QueryTerm[] OfArticles);

    private readonly struct OfArticle(int number) : IComparable<Hit>
    {
        public int CompareTo(Hit other) => number.CompareTo(other.Document);
    }

    [GeneratedRegex("(?<prefix>[A-Za-z]{2,3})-?[0-9]{4,}", RegexOptions.CultureInvariant)]
    private static partial Regex ReferenceNumber();
}
