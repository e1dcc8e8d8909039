using ServiceBot.Language.Tokens;

namespace ServiceBot.Desk.Search;

/// <summary>A piece of a text, and whether it is what was searched for.</summary>
/// <param name="Text">The piece.</param>
/// <param name="IsHit">Whether it is.</param>
public sealed record SearchPiece(string Text, bool IsHit);

/// <summary>A row that has what was searched for.</summary>
/// <param name="Score">How well it fits, above 0 to 1.</param>
/// <param name="Field">In what the best hit is.</param>
/// <param name="Hits">The hits, by field.</param>
internal sealed record SearchMatch(double Score, SearchField Field, IReadOnlyDictionary<SearchField, IReadOnlyList<Range>> Hits)
{
    private const int Around = 70;
    private const int MostSnippet = 180;

    /// <summary>The surroundings of the first hit in a field.</summary>
    public IReadOnlyList<SearchPiece> Snippet(SearchField field)
    {
        var text = field.Text;
        var first = Hits[field].Min(hit => hit.Start.Value);
        var from = first <= Around ? 0 : Next(text, first - Around);
        var to = Math.Min(text.Length, from + MostSnippet);
        to -= to < text.Length && char.IsHighSurrogate(text[to - 1]) ? 1 : 0;
        return [.. from > 0 ? [new SearchPiece("…", false)] : Array.Empty<SearchPiece>(), .. Pieces(text, Hits[field], from, to), .. to < text.Length ? [new SearchPiece("…", false)] : Array.Empty<SearchPiece>()];
    }

    /// <summary>A whole text with its hits.</summary>
    public IReadOnlyList<SearchPiece> Whole(SearchField field) =>
        Hits.TryGetValue(field, out var hits) ? [.. Pieces(field.Text, hits, 0, field.Text.Length)] : [new(field.Text, false)];

    /// <summary>A text without hits, cut as one with them.</summary>
    public static IReadOnlyList<SearchPiece> Plain(string text) => [new(Crm.StoredText.CleanLine(text, MostSnippet), false)];

    private static IEnumerable<SearchPiece> Pieces(string text, IReadOnlyList<Range> hits, int from, int to)
    {
        var at = from;
        var ordered = hits.OrderBy(hit => hit.Start.Value).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            var (start, end) = (Math.Max(at, ordered[i].Start.Value), ordered[i].End.Value);
            for (; i + 1 < ordered.Count && ordered[i + 1].Start.Value <= end; i++)
            {
                end = Math.Max(end, ordered[i + 1].End.Value);     // what touches is one
            }

            end = Math.Min(to, end);
            if (start >= end)
            {
                continue;
            }

            if (start > at)
            {
                yield return new(OneLine(text[at..start]), false);
            }

            yield return new(OneLine(text[start..end]), true);
            at = end;
        }

        if (at < to)
        {
            yield return new(OneLine(text[at..to]), false);
        }
    }

    /// <summary>The next place where a word may begin.</summary>
    private static int Next(string text, int at)
    {
        var space = text.IndexOf(' ', at, Math.Min(20, text.Length - at));
        return space >= 0 ? space + 1 : char.IsLowSurrogate(text[at]) ? at + 1 : at;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
}

/// <summary>Says whether a row has what was searched for, where and how well.</summary>
/// <param name="query">What was searched for.</param>
/// <param name="isTolerant">Whether mistyped words and characters count, and most of the words are enough.</param>
internal sealed class SearchMatcher(SearchQuery query, bool isTolerant)
{
    private const double Beginning = 0.7;
    private const double Inside = 0.6;
    private const double Mistyped = 0.5;
    private const double Enough = 0.6;
    private const int MostHits = 20;
    private readonly List<Token> _tokens = [];

    /// <summary>How many of so many things there must be, if not all are there.</summary>
    public static int EnoughOf(int count) => Math.Max(1, (int)Math.Ceiling(Enough * count));

    /// <returns>Null: it has not.</returns>
    public SearchMatch? Match(IReadOnlyList<SearchField> fields)
    {
        var best = new double[query.Words.Count];
        var all = new Dictionary<SearchField, IReadOnlyList<Range>>(ReferenceEqualityComparer.Instance);
        (double Score, SearchField? Field) top = (0, null);
        foreach (var field in fields)
        {
            var text = SearchTerms.Fold(field.Text);
            _tokens.Clear();
            Tokenizer.Tokenize(field.Text, _tokens);
            var hits = new List<Range>();
            var sum = 0.0;
            for (var i = 0; i < query.Words.Count; i++)
            {
                var quality = field.Weight * Find(query.Words[i], field, text, hits);
                best[i] = Math.Max(best[i], quality);
                sum += quality;
            }

            if (hits.Count > 0)
            {
                all[field] = hits;
                top = sum > top.Score ? (sum, field) : top;
            }
        }

        var found = best.Count(quality => quality > 0);
        return top.Field is null || found < (isTolerant ? EnoughOf(best.Length) : best.Length)
            ? null
            : new(((0.8 * best.Sum()) + (0.2 * top.Score)) / best.Length, top.Field, all);     // words that stand together count more
    }

    private double Find(SearchWord word, SearchField field, string text, List<Range> hits) => word.Kind switch
    {
        SearchWordKind.Han => FindHan(word, text, hits),
        SearchWordKind.Compound => FindCompound(word, text, hits),
        _ => FindWord(word, text, hits),
    } is > 0 and var quality ? quality : field.IsIdentity && word.Kind != SearchWordKind.Han ? FindInside(word, text, hits) : 0;

    private double FindWord(SearchWord word, string text, List<Range> hits)
    {
        var best = 0.0;
        foreach (var token in _tokens)
        {
            if (QualityOf(word, text, token) is > 0 and var quality)
            {
                best = Math.Max(best, quality);
                Note(hits, token.Start, token.End);
            }
        }

        return best;
    }

    private double QualityOf(SearchWord word, string text, Token token)
    {
        var other = token.In(text);
        if (other.SequenceEqual(word.Text))
        {
            return 1;
        }

        if (token.Kind != TokenKind.Word || word.Root is not { } root)
        {
            return 0;
        }

        return other.StartsWith(root, StringComparison.Ordinal) ? Beginning + (0.2 / (1 + Math.Abs(other.Length - word.Text.Length)))
            : isTolerant && word.MostTypos > 0 && Typos.IsCorrectable(other) && Math.Abs(other.Length - word.Text.Length) <= word.MostTypos
                && Typos.Distance(word.Text, other) <= word.MostTypos ? Mistyped : 0;
    }

    private double FindCompound(SearchWord word, string text, List<Range> hits)
    {
        var best = 0.0;
        var parts = word.Tokens;
        for (var at = 0; at + parts.Count <= _tokens.Count; at++)
        {
            var isThere = true;
            for (var i = 0; i < parts.Count && isThere; i++)
            {
                var token = _tokens[at + i];
                var other = token.In(text);
                var mayContinue = i == parts.Count - 1 && token.Kind == TokenKind.Word && parts[i].Length >= 2;
                isThere = (mayContinue ? other.StartsWith(parts[i], StringComparison.Ordinal) : other.SequenceEqual(parts[i]))
                    && (i == 0 || token.Start - _tokens[at + i - 1].End <= 1);
            }

            if (isThere)
            {
                best = 1;
                Note(hits, _tokens[at].Start, _tokens[at + parts.Count - 1].End);
            }
        }

        return best;
    }

    /// <summary>Amid a name, an address or a number, whatever signs stand between.</summary>
    private static double FindInside(SearchWord word, string text, List<Range> hits)
    {
        var wanted = SearchTerms.Compact(word.Text);
        if (wanted.Length < SearchTerms.PartLength || SearchTerms.Compact(text).IndexOf(wanted, StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return 0;
        }

        var (start, end, seen) = (0, 0, 0);
        for (var i = 0; i < text.Length && seen < at + wanted.Length; i++)
        {
            if (SearchTerms.Compact(text.Substring(i, 1)).Length > 0)
            {
                start = seen == at ? i : start;
                end = i + 1;
                seen++;
            }
        }

        Note(hits, start, end);
        return Inside;
    }

    private double FindHan(SearchWord word, string text, List<Range> hits)
    {
        var wanted = word.Text;
        if (NoteAll(text, wanted, hits))
        {
            return 1;
        }

        if (word.Tokens.Count < 3)
        {
            return 0;
        }

        var pairs = Enumerable.Range(0, word.Tokens.Count - 1).Select(i => word.Tokens[i] + word.Tokens[i + 1]).Distinct().ToList();
        var there = pairs.Where(pair => text.Contains(pair, StringComparison.Ordinal)).ToList();
        if (there.Count >= EnoughOf(pairs.Count))
        {
            there.ForEach(pair => NoteAll(text, pair, hits));
            return 0.8 * there.Count / pairs.Count;
        }

        for (var at = 0; isTolerant && at + wanted.Length <= text.Length; at++)
        {
            var differing = 0;
            for (var i = 0; i < wanted.Length && differing < 2; i++)
            {
                differing += text[at + i] == wanted[i] ? 0 : 1;
            }

            if (differing < 2)
            {
                Note(hits, at, at + wanted.Length);
                return Mistyped;
            }
        }

        return 0;
    }

    private static bool NoteAll(string text, string wanted, List<Range> hits)
    {
        var at = text.IndexOf(wanted, StringComparison.Ordinal);
        var isThere = at >= 0;
        for (; at >= 0 && hits.Count < MostHits; at = text.IndexOf(wanted, at + wanted.Length, StringComparison.Ordinal))
        {
            Note(hits, at, at + wanted.Length);
        }

        return isThere;
    }

    private static void Note(List<Range> hits, int start, int end)
    {
        if (hits.Count < MostHits)
        {
            hits.Add(start..end);
        }
    }
}
