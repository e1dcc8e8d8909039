using System.Numerics;

namespace ServiceBot.Insight.Learning;

/// <summary>Random numbers that are the same for the same seed, on every machine and in every version.</summary>
/// <remarks>xoshiro256** (Blackman and Vigna 2021), its state filled by SplitMix64. Not for secrets.</remarks>
public sealed class SeededRandom
{
    private ulong _a, _b, _c, _d;

    /// <param name="seed">Any number.</param>
    public SeededRandom(long seed)
    {
        var state = (ulong)seed;
        (_a, _b, _c, _d) = (Mix(), Mix(), Mix(), Mix());

        ulong Mix()
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … <paramref name="below"/> - 1.</summary>
    /// <param name="below">Above 0.</param>
    public int Next(int below) => (int)Math.BigMul(NextUInt64(), (ulong)below, out _);

    /// <summary>Normal with mean 0 and deviation 1 (Box and Muller 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Gamma with the given shape and rate 1 (Marsaglia and Tsang 2000).</summary>
    /// <param name="shape">Above 0.</param>
    public double NextGamma(double shape)
    {
        if (shape < 1)
        {
            return NextGamma(shape + 1) * Math.Pow(1 - NextDouble(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NextNormal();
            var v = 1 + (c * x);
            if (v > 0 && Math.Log(1 - NextDouble()) < (0.5 * x * x) + d - (d * v * v * v) + (d * 3 * Math.Log(v)))
            {
                return d * v * v * v;
            }
        }
    }

    /// <summary>Puts values into a random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>0 … <paramref name="count"/> - 1 in a random order.</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        Shuffle(order.AsSpan());
        return order;
    }

    private ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }
}
