using ServiceBot.Crm;
using ServiceBot.Desk.Requests;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Desk.Search;

/// <summary>What a word of a query is.</summary>
internal enum SearchWordKind
{
    /// <summary>A word: its other forms count as well, and what begins with it.</summary>
    Word,

    /// <summary>A number: it counts exactly.</summary>
    Number,

    /// <summary>Several in one, as <c>HL-204817</c> or the beginning of an e-mail address: they stand together.</summary>
    Compound,

    /// <summary>Ideographs.</summary>
    Han,
}

/// <summary>A word of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">It, folded.</param>
/// <param name="Tokens">What it is made of: ideographs, or words and numbers.</param>
internal sealed record SearchWord(SearchWordKind Kind, string Text, IReadOnlyList<string> Tokens)
{
    /// <summary>What the other forms of a word begin with: <c>dropped</c>, <c>drops</c> and <c>dropping</c> have <c>drop</c>. Too short for that: null.</summary>
    public string? Root { get; } = Kind == SearchWordKind.Word ? RootOf(Text) : null;

    /// <summary>How many edits still make it the same word.</summary>
    public int MostTypos => Kind != SearchWordKind.Word || !Typos.IsCorrectable(Text) ? 0 : Text.Length < 8 ? 1 : 2;

    private static string? RootOf(string word)
    {
        if (word.Length < 3)
        {
            return null;
        }

        foreach (var ending in new[] { "ing", "ies", "ed", "es", "s", "e" })
        {
            if (word.Length >= ending.Length + 4 && word.EndsWith(ending, StringComparison.Ordinal) && !word.EndsWith("ss", StringComparison.Ordinal))
            {
                var root = word[..^ending.Length];
                return root.Length > 4 && root[^1] == root[^2] ? root[..^1] : root;
            }
        }

        return word;
    }
}

/// <summary>What is searched for.</summary>
/// <param name="Words">Its words; without any nothing is found.</param>
/// <param name="Number">The request's number that it is, if it is one.</param>
internal sealed record SearchQuery(IReadOnlyList<SearchWord> Words, RequestNumber? Number)
{
    /// <summary>The longest query.</summary>
    public const int MostCharacters = 200;

    private const int MostWords = 12;
    private const string Joints = "@._-+/#–—";

    private static readonly HashSet<string> Weak = new(StringComparer.Ordinal)
    {
        "a", "an", "and", "are", "at", "by", "for", "from", "i", "in", "is", "it", "me", "my", "of", "on", "or", "that", "the", "this", "to", "was", "with",
    };

    /// <summary>Reads a query as somebody typed it.</summary>
    public static SearchQuery Read(string? text)
    {
        var line = StoredText.CleanLine(text, MostCharacters);
        var folded = SearchTerms.Fold(line);
        var tokens = new List<Token>();
        Tokenizer.Tokenize(line, tokens);
        var words = new List<SearchWord>();
        for (var i = 0; i < tokens.Count;)
        {
            var end = i + 1;
            var isHan = tokens[i].Kind == TokenKind.Han;
            while (end < tokens.Count && (isHan ? tokens[end].Kind == TokenKind.Han && tokens[end].Start == tokens[end - 1].End : IsJoined(folded, tokens[end - 1], tokens[end])))
            {
                end++;
            }

            if (tokens[i].Kind != TokenKind.Other)
            {
                words.Add(new(
                    isHan ? SearchWordKind.Han : end - i > 1 ? SearchWordKind.Compound : tokens[i].Kind == TokenKind.Number ? SearchWordKind.Number : SearchWordKind.Word,
                    folded[tokens[i].Start..tokens[end - 1].End],
                    [.. tokens[i..end].Where(token => token.Kind != TokenKind.Other).Select(token => SearchTerms.WordOf(folded, token))]));
            }

            i = end;
        }

        var strong = words.Where(word => word.Kind != SearchWordKind.Word || !Weak.Contains(word.Text)).DistinctBy(word => word.Text).Take(MostWords).ToList();
        return new(strong.Count > 0 ? strong : [.. words.Take(1)], NumberOf(line));
    }

    private static RequestNumber? NumberOf(string line) =>
        RequestNumber.TryParse(line, out var number) || RequestNumber.TryParse($"SR-{line}", out number) ? number : null;

    /// <summary>Whether nothing but one joint stands between two words: <c>mei.lin@example</c>.</summary>
    private static bool IsJoined(string text, Token left, Token right) =>
        left.Kind is TokenKind.Word or TokenKind.Number && right.Kind is TokenKind.Word or TokenKind.Number
        && right.Start == left.End + 1 && Joints.Contains(text[left.End], StringComparison.Ordinal);
}
