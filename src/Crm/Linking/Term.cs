using System.Diagnostics.CodeAnalysis;

namespace ServiceBot.Crm.Linking;

/// <summary>A value of one field, prepared for comparing, and how many records have it.</summary>
internal sealed class Term(string text)
{
    private ulong _sound;

    public string Text { get; } = text;

    public int Count { get; set; }

    /// <summary>The sound of its longest word, by which blocks are made; the word itself where it has none that we know.</summary>
    public ulong Sound => _sound != 0 ? _sound : _sound = SoundOf(Text);    // few fields are asked for it; two threads at once find the same

    /// <summary>Which letters it has, as bits: no common bit, no common letter.</summary>
    public ulong Letters { get; } = LettersOf(text);

    public bool IsHan { get; } = LinkText.IsHan(text);

    private static ulong SoundOf(string text)
    {
        var longest = default(ReadOnlySpan<char>);
        foreach (var range in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan()[range];
            longest = word.Length > longest.Length ? word : longest;
        }

        return BlockKey.Hash(Soundex.Of(longest) is { } sound ? sound : longest);
    }

    private static ulong LettersOf(string text)
    {
        ulong letters = 0;
        foreach (var letter in text)
        {
            letters |= 1UL << (letter is >= 'a' and <= 'z' ? letter - 'a' : 26 + (letter % 38));
        }

        return letters;
    }
}

/// <summary>The values of one field: each is kept once, with its count.</summary>
internal sealed class Terms
{
    private static readonly double[] Logs = [.. Enumerable.Range(0, 4096).Select(count => Math.Log2(count))];

    private readonly HashSet<Term> _terms = new(new ByText());
    private double _logMean;

    /// <summary>Records that have a value.</summary>
    public int Records { get; private set; }

    /// <summary>The sum of the squares of all counts.</summary>
    public double Squares { get; private set; }

    /// <summary>Pairs of records that have the same value.</summary>
    public double SamePairs => (Squares - Records) / 2;

    /// <summary>The share of a value among the records, squared and summed: how often two draws are the same.</summary>
    public double Collision => Records == 0 ? 1 : Squares / Records / Records;

    /// <summary>What the frequency of a value adds to exact agreement, in bits: below 0 for a common value, above for a rare one.</summary>
    /// <remarks>log2(Σp²/p): m/u has the mean u of all values, and one of frequency p has u = p. At least the two that agree have it.</remarks>
    public double Rarity(int count) => Records == 0 ? 0 : _logMean - Log2(Math.Max(2, count));

    /// <summary>The most frequent values with their counts, the most frequent first; of equally frequent ones in the order of their text.</summary>
    /// <param name="least">Counts below are left out.</param>
    /// <param name="take">So many at most.</param>
    public IEnumerable<KeyValuePair<string, int>> Frequent(int least, int take) => _terms
        .Where(term => term.Count >= least).OrderByDescending(term => term.Count).ThenBy(term => term.Text, StringComparer.Ordinal).Take(take)
        .Select(term => KeyValuePair.Create(term.Text, term.Count));

    /// <summary>Values of which only the frequent ones are known one by one.</summary>
    /// <param name="records">Records that have a value.</param>
    /// <param name="squares">The sum of the squares of all counts.</param>
    /// <param name="frequent">What <see cref="Frequent"/> gave.</param>
    public static Terms Of(int records, double squares, IEnumerable<KeyValuePair<string, int>> frequent)
    {
        var terms = new Terms();
        foreach (var (text, count) in frequent)
        {
            terms._terms.Add(new(text) { Count = count });
        }

        (terms.Records, terms.Squares) = (records, squares);
        terms._logMean = Math.Log2(terms.Collision * Math.Max(1, records));
        return terms;
    }

    /// <summary>The value as the records have it, or one of its own when none does.</summary>
    public Term Of(string text) => _terms.GetAlternateLookup<string>().TryGetValue(text, out var known) ? known : new(text);

    public Term Add(string text)
    {
        var term = Of(text);
        if (term.Count == 0)
        {
            _terms.Add(term);
        }

        Change(term, 1);
        return term;
    }

    public void Remove(Term term)
    {
        Change(term, -1);
        if (term.Count == 0)
        {
            _terms.Remove(term);
        }
    }

    private void Change(Term term, int by)
    {
        Squares -= (double)term.Count * term.Count;
        term.Count += by;
        Squares += (double)term.Count * term.Count;
        Records += by;
        _logMean = Math.Log2(Collision * Math.Max(1, Records));
    }

    private static double Log2(int count) => count < Logs.Length ? Logs[count] : Math.Log2(count);

    private sealed class ByText : IEqualityComparer<Term>, IAlternateEqualityComparer<string, Term>
    {
        public bool Equals(Term? x, Term? y) => x?.Text == y?.Text;

        public int GetHashCode([DisallowNull] Term obj) => obj.Text.GetHashCode(StringComparison.Ordinal);

        public bool Equals(string alternate, Term other) => other.Text == alternate;

        public int GetHashCode(string alternate) => alternate.GetHashCode(StringComparison.Ordinal);

        public Term Create(string alternate) => new(alternate);
    }
}
