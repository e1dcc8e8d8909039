using System.Numerics;
using System.Runtime.InteropServices;

namespace ServiceBot.Language.Intents;

/// <summary>Sums over dense numbers, several at a time.</summary>
internal static class VectorMath
{
    /// <summary>y += a·x.</summary>
    /// <param name="y">What is added to.</param>
    /// <param name="x">At least as long as <paramref name="y"/>.</param>
    /// <param name="a">The factor.</param>
    public static void AddScaled(Span<float> y, ReadOnlySpan<float> x, float a)
    {
        x = x[..y.Length];
        var wideX = MemoryMarshal.Cast<float, Vector<float>>(x);
        var wideY = MemoryMarshal.Cast<float, Vector<float>>(y);
        var factor = new Vector<float>(a);
        for (var i = 0; i < wideY.Length; i++)
        {
            wideY[i] = Vector.FusedMultiplyAdd(factor, wideX[i], wideY[i]);
        }

        for (var i = wideY.Length * Vector<float>.Count; i < y.Length; i++)
        {
            y[i] += a * x[i];
        }
    }

    /// <summary>y += a·x, where x is kept in bytes.</summary>
    /// <param name="y">What is added to.</param>
    /// <param name="x">At least as long as <paramref name="y"/>.</param>
    /// <param name="a">The factor.</param>
    public static void AddScaled(Span<float> y, ReadOnlySpan<sbyte> x, float a)
    {
        x = x[..y.Length];
        var wideX = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(x);
        var wideY = MemoryMarshal.Cast<float, Vector<float>>(y);
        var factor = new Vector<float>(a);
        var at = 0;
        foreach (var bytes in wideX)
        {
            Vector.Widen(bytes, out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            wideY[at] = Vector.FusedMultiplyAdd(factor, Vector.ConvertToSingle(first), wideY[at]);
            wideY[at + 1] = Vector.FusedMultiplyAdd(factor, Vector.ConvertToSingle(second), wideY[at + 1]);
            wideY[at + 2] = Vector.FusedMultiplyAdd(factor, Vector.ConvertToSingle(third), wideY[at + 2]);
            wideY[at + 3] = Vector.FusedMultiplyAdd(factor, Vector.ConvertToSingle(fourth), wideY[at + 3]);
            at += 4;
        }

        for (var i = wideX.Length * Vector<sbyte>.Count; i < y.Length; i++)
        {
            y[i] += a * x[i];
        }
    }

    /// <summary>Σ x·y.</summary>
    /// <param name="x">Numbers.</param>
    /// <param name="y">At least as many.</param>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        y = y[..x.Length];
        var wideX = MemoryMarshal.Cast<float, Vector<float>>(x);
        var wideY = MemoryMarshal.Cast<float, Vector<float>>(y);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < wideX.Length; i++)
        {
            sums = Vector.FusedMultiplyAdd(wideX[i], wideY[i], sums);
        }

        var sum = Vector.Sum(sums);
        for (var i = wideX.Length * Vector<float>.Count; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }
}
