using System.Numerics;
using System.Runtime.InteropServices;

namespace ServiceBot.Insight.Segments.Clusters;

/// <summary>Points in a space of a few dimensions, one behind the other.</summary>
public sealed class Points
{
    /// <param name="dimensions">Numbers a point, 1 or more.</param>
    /// <param name="values">The numbers, point after point.</param>
    /// <exception cref="ArgumentException">These are no whole points, or a number is not finite.</exception>
    public Points(int dimensions, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (dimensions < 1 || values.Length % dimensions != 0)
        {
            throw new ArgumentException($"{values.Length} numbers are no whole points of {dimensions}.", nameof(values));
        }

        if (Array.Exists(values, value => !double.IsFinite(value)))
        {
            throw new ArgumentException("A number is missing or not finite.", nameof(values));
        }

        (Dimensions, Values, Count) = (dimensions, values, values.Length / dimensions);
    }

    /// <summary>Numbers a point.</summary>
    public int Dimensions { get; }

    /// <summary>How many points.</summary>
    public int Count { get; }

    /// <summary>The numbers, point after point.</summary>
    public double[] Values { get; }

    /// <summary>The numbers of a point.</summary>
    public ReadOnlySpan<double> this[int point] => Values.AsSpan(point * Dimensions, Dimensions);

    /// <summary>Points of columns, one each, of the same length.</summary>
    public static Points OfColumns(params IReadOnlyList<double[]> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var values = new double[columns.Count * columns[0].Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = columns[i % columns.Count][i / columns.Count];
        }

        return new(columns.Count, values);
    }

    /// <summary>Some of the points, in the order asked for.</summary>
    public Points Take(ReadOnlySpan<int> which)
    {
        var values = new double[which.Length * Dimensions];
        for (var i = 0; i < which.Length; i++)
        {
            this[which[i]].CopyTo(values.AsSpan(i * Dimensions));
        }

        return new(Dimensions, values);
    }

    /// <summary>The points with mean 0 and deviation 1 (population) in each dimension; one without spread becomes 0.</summary>
    public Points Standardised()
    {
        var values = new double[Values.Length];
        for (var d = 0; d < Dimensions; d++)
        {
            var (mean, square) = (0.0, 0.0);
            for (var i = d; i < values.Length; i += Dimensions)
            {
                mean += Values[i] / Count;
            }

            for (var i = d; i < values.Length; i += Dimensions)
            {
                square += (Values[i] - mean) * (Values[i] - mean) / Count;
            }

            var scale = square > 0 ? 1 / Math.Sqrt(square) : 0;
            for (var i = d; i < values.Length; i += Dimensions)
            {
                values[i] = (Values[i] - mean) * scale;
            }
        }

        return new(Dimensions, values);
    }

    /// <summary>Σ (a - b)².</summary>
    internal static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        var i = 0;
        if (a.Length >= Vector<double>.Count)
        {
            var total = Vector<double>.Zero;
            ref var first = ref MemoryMarshal.GetReference(a);
            ref var second = ref MemoryMarshal.GetReference(b);
            for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
            {
                var difference = Vector.LoadUnsafe(ref first, (nuint)i) - Vector.LoadUnsafe(ref second, (nuint)i);
                total += difference * difference;
            }

            sum = Vector.Sum(total);
        }

        for (; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }
}
