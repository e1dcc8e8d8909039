using ServiceBot.Insight.Learning.Models;

namespace ServiceBot.Insight.Learning.Trees;

/// <summary>Rows as trees see them.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Bins">A bin each, row after row.</param>
/// <param name="Features">The columns.</param>
internal sealed record BinnedRows(int Rows, byte[] Bins, FeatureSet Features)
{
    /// <summary>How many columns.</summary>
    public int Columns => Features.Features.Count;

    /// <summary>The bins of a row.</summary>
    public ReadOnlySpan<byte> Row(int row) => Bins.AsSpan(row * Columns, Columns);
}
