namespace ServiceBot.Language.Slots;

/// <summary>A part of a text that is a value of some type.</summary>
/// <param name="Type">The type, for example <c>city</c>.</param>
/// <param name="Start">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is, in UTF-16 code units.</param>
public readonly record struct SlotSpan(string Type, int Start, int Length)
{
    /// <summary>Where it ends.</summary>
    public int End => Start + Length;
}

/// <summary>A sentence with the values that it holds.</summary>
/// <param name="Text">The sentence, in any language.</param>
/// <param name="Spans">Its values; of those that overlap the first is learned.</param>
public sealed record SlotExample(string Text, IReadOnlyList<SlotSpan> Spans)
{
    /// <summary>What the sentence means, where that is known.</summary>
    public string? Intent { get; init; }

    /// <summary>The types that were just asked for.</summary>
    public IReadOnlyList<string> Requested { get; init; } = [];
}
