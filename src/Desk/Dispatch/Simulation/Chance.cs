namespace ServiceBot.Desk.Dispatch.Simulation;

/// <summary>Chance that can be asked again: the same seed and the same question give the same answer, in whatever order they are asked.</summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood 2014) over a hash of the question, so that every rule meets the same day.</remarks>
internal readonly record struct Chance(long Seed)
{
    /// <summary>A number from 0 to less than 1, uniform.</summary>
    public double Of(string about, long first, long second = 0)
    {
        var state = unchecked((ulong)Seed);
        foreach (var letter in about)
        {
            state = Mix(state ^ letter);
        }

        return (Mix(Mix(state ^ (ulong)first) ^ (ulong)second) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Exponential, with a mean.</summary>
    public double Exponential(double mean, string about, long first, long second = 0) => -mean * Math.Log(1 - Of(about, first, second));

    /// <summary>Lognormal, with a median and the standard deviation of the logarithm (Box–Muller).</summary>
    public double Lognormal(double median, double spread, string about, long first) =>
        median * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - Of(about, first, 1))) * Math.Cos(2 * Math.PI * Of(about, first, 2)));

    /// <summary>One of some, by their shares.</summary>
    public T OneOf<T>(IEnumerable<KeyValuePair<T, double>> shares, string about, long first)
    {
        var all = shares.ToList();
        var at = Of(about, first) * all.Sum(share => share.Value);
        foreach (var (value, share) in all)
        {
            if ((at -= share) < 0)
            {
                return value;
            }
        }

        return all[^1].Key;
    }

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x += 0x9E3779B97F4A7C15;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
