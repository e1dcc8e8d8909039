namespace ServiceBot.Language.Slots;

/// <summary>The labels of tokens: 0 is outside; each type has one for the first token of a value and one for the others («BIO»).</summary>
internal static class Labels
{
    public const int Outside = 0;

    public static int Count(int types) => 1 + (2 * types);

    public static int Begin(int type) => 1 + (2 * type);

    public static int Inside(int type) => 2 + (2 * type);

    public static int TypeOf(int label) => (label - 1) / 2;

    public static bool IsBegin(int label) => label % 2 == 1;

    public static bool IsInside(int label) => label > 0 && label % 2 == 0;

    /// <summary>Whether a label can follow another: the inside of a value only what is of that value.</summary>
    public static bool MayFollow(int before, int label) => !IsInside(label) || (before > 0 && TypeOf(before) == TypeOf(label));

    public static void Of(ReadOnlySpan<LabelledSpan> spans, Span<int> labels)
    {
        labels.Clear();
        foreach (var span in spans)
        {
            labels.Slice(span.Start, span.Count).Fill(Inside(span.Type));
            labels[span.Start] = Begin(span.Type);
        }
    }
}
