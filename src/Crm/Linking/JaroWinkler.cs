using System.Numerics;

namespace ServiceBot.Crm.Linking;

/// <summary>How alike two short texts are that people typed.</summary>
public static class JaroWinkler
{
    private const double PrefixWeight = 0.1;
    private const double BoostAbove = 0.7;
    private const int LongestPrefix = 4;
    private const int Longest = 64;

    /// <summary>Jaro's similarity: the mean of both shares of common characters, and of the share of those in order.</summary>
    /// <param name="a">A text; what follows its 64th character is not looked at.</param>
    /// <param name="b">Another.</param>
    /// <returns>0 (nothing in common) to 1 (the same); 0 when either is empty.</returns>
    /// <remarks>(c/|a| + c/|b| + (c − t)/c)/3; common characters stand at most max(|a|, |b|)/2 − 1 apart, t is half of those out of order. Jaro (1989), JASA 84, 414.</remarks>
    public static double Jaro(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a[..Math.Min(a.Length, Longest)];
        b = b[..Math.Min(b.Length, Longest)];
        if (a.IsEmpty || b.IsEmpty)
        {
            return 0;
        }

        var reach = Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);
        ulong usedOfA = 0, usedOfB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var last = Math.Min(b.Length - 1, i + reach);
            for (var j = Math.Max(0, i - reach); j <= last; j++)
            {
                if (a[i] == b[j] && (usedOfB & (1UL << j)) == 0)
                {
                    usedOfA |= 1UL << i;
                    usedOfB |= 1UL << j;
                    break;
                }
            }
        }

        var common = BitOperations.PopCount(usedOfA);
        if (common == 0)
        {
            return 0;
        }

        var outOfOrder = 0;
        for (; usedOfA != 0; usedOfA &= usedOfA - 1, usedOfB &= usedOfB - 1)
        {
            outOfOrder += a[BitOperations.TrailingZeroCount(usedOfA)] == b[BitOperations.TrailingZeroCount(usedOfB)] ? 0 : 1;
        }

        return (((double)common / a.Length) + ((double)common / b.Length) + ((common - (outOfOrder / 2)) / (double)common)) / 3;
    }

    /// <summary>Jaro's similarity, raised when the beginnings agree, where people rarely err.</summary>
    /// <param name="a">A text; what follows its 64th character is not looked at.</param>
    /// <param name="b">Another.</param>
    /// <returns>0 to 1, never less than <see cref="Jaro"/>.</returns>
    /// <remarks>j + 0.1 · l · (1 − j), l the common beginning up to 4, only where j &gt; 0.7. Winkler (1990), Proc. Survey Research Methods, ASA, 354.</remarks>
    public static double Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var jaro = Jaro(a, b);
        return jaro > BoostAbove ? jaro + (PrefixWeight * Math.Min(LongestPrefix, a.CommonPrefixLength(b)) * (1 - jaro)) : jaro;
    }
}
