namespace ServiceBot.Language.Tokens;

/// <summary>What a token is made of.</summary>
public enum TokenKind
{
    /// <summary>
    /// A run of letters and marks of one non-Han script, with inner apostrophes (<c>don't</c>) and with the digits that touch it
    /// (<c>wifi6</c>, <c>5g</c>). A run of kana and a run of Hangul are words too.
    /// </summary>
    Word,

    /// <summary>A run of digits, with a point or comma between two of them (<c>29.99</c>, <c>1,000</c>).</summary>
    Number,

    /// <summary>One ideograph; beyond the basic plane it is two UTF-16 code units long.</summary>
    Han,

    /// <summary>One emoji, with its skin tone, variation and joined parts, or one other symbol (<c>$</c>, <c>+</c>).</summary>
    Other,
}

/// <summary>A piece of a text, by its place in the text.</summary>
/// <param name="Start">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is, in UTF-16 code units; at least 1.</param>
/// <param name="Kind">What it is made of.</param>
public readonly record struct Token(int Start, int Length, TokenKind Kind)
{
    /// <summary>Where it ends: the position after its last code unit.</summary>
    public int End => Start + Length;

    /// <summary>The token's characters.</summary>
    /// <param name="text">The text that was tokenized.</param>
    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
