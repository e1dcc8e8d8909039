using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Entities;

/// <summary>How a quantity is written.</summary>
internal enum QuantityForm
{
    /// <summary>12, 29.99, 1,000.</summary>
    Digits,

    /// <summary>Digits with letters after them: 12th, 29usd.</summary>
    DigitsInWord,

    /// <summary>twelve, a.</summary>
    English,

    /// <summary>十二.</summary>
    Chinese,
}

/// <summary>A quantity in a message.</summary>
internal readonly record struct Quantity(int Start, int End, decimal Value, QuantityForm Form)
{
    /// <summary>The quantity as a count from 0 to 9,999, or -1.</summary>
    public int Count => Value is >= 0 and <= 9999 && decimal.IsInteger(Value) ? (int)Value : -1;
}

/// <summary>A message prepared for finding entities: folded characters at their original positions, tokens and quantities.</summary>
internal sealed class MessageText
{
    private readonly char[] _folded;
    private readonly bool[] _taken;
    private readonly string _original;

    public MessageText(ReadOnlySpan<char> text, List<Token> tokens)
    {
        _folded = new char[text.Length];
        _taken = new bool[text.Length];
        _original = text.ToString();
        for (var i = 0; i < text.Length; i++)
        {
            _folded[i] = Folding.Fold(text[i]);
        }

        Tokens = tokens;
        Quantities = QuantityReader.Read(this);
    }

    public ReadOnlySpan<char> Folded => _folded;

    public List<Token> Tokens { get; }

    public List<Quantity> Quantities { get; }

    public List<Entity> Found { get; } = [];

    public ReadOnlySpan<char> this[Token token] => token.In(_folded);

    /// <summary>The folded character, or NUL outside the text.</summary>
    public char At(int index) => (uint)index < (uint)_folded.Length ? _folded[index] : '\0';

    /// <summary>The characters as they were written.</summary>
    public string Original(int start, int end) => _original[start..end];

    /// <summary>The quantity that begins at a position, or null.</summary>
    public Quantity? QuantityFrom(int start) => QuantityBefore(start + 1) is { } quantity && quantity.Start == start ? quantity : null;

    /// <summary>The last quantity that begins before a position, or null.</summary>
    public Quantity? QuantityBefore(int position)
    {
        var (low, high) = (0, Quantities.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Quantities[middle].Start < position ? (middle + 1, high) : (low, middle);
        }

        return low > 0 ? Quantities[low - 1] : null;
    }

    /// <summary>The number of the first token that ends behind a position, or -1.</summary>
    public int TokenAt(int position)
    {
        var (low, high) = (0, Tokens.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Tokens[middle].End <= position ? (middle + 1, high) : (low, middle);
        }

        return low < Tokens.Count ? low : -1;
    }

    public bool IsTaken(int start, int end) => _taken.AsSpan(start, end - start).Contains(true);

    /// <summary>Adds an entity.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="value">Its normal form.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="take">Whether its digits can be read as nothing else.</param>
    public void Add(string type, string value, int start, int end, bool take = true)
    {
        Found.Add(new(type, value, start, end - start));
        if (take)
        {
            Take(start, end);
        }
    }

    /// <summary>Makes what stands there be read as nothing else.</summary>
    public void Take(int start, int end) => _taken.AsSpan(start, end - start).Fill(true);

    /// <summary>The position after one optional space.</summary>
    public int SkipSpace(int at) => At(at) == ' ' ? at + 1 : at;

    /// <summary>The position after the first of the words that stands at a position, or -1.</summary>
    public int After(int at, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (at >= 0 && at <= _folded.Length && Folded[at..].StartsWith(word))
            {
                return at + word.Length;
            }
        }

        return -1;
    }
}
