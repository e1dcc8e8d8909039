namespace ServiceBot.Language.Slots;

/// <summary>A value by tokens.</summary>
/// <param name="Type">The number of its type.</param>
/// <param name="Start">Its first token.</param>
/// <param name="Count">How many tokens it has.</param>
internal readonly record struct LabelledSpan(int Type, int Start, int Count);
