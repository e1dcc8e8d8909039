namespace ServiceBot.Language.Intents;

/// <summary>Weights in 8 bits.</summary>
internal static class PackedRow
{
    /// <summary>Rounds weights to multiples of a scale.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="packed">Receives the multiples; as long as <paramref name="weights"/>.</param>
    /// <returns>The scale: the largest weight is 127 of it.</returns>
    public static float Pack(ReadOnlySpan<float> weights, Span<sbyte> packed)
    {
        var largest = 0f;
        foreach (var weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(weight));
        }

        var scale = largest / sbyte.MaxValue;
        for (var i = 0; i < weights.Length; i++)
        {
            packed[i] = scale > 0 ? (sbyte)MathF.Round(weights[i] / scale) : (sbyte)0;
        }

        return scale;
    }
}
