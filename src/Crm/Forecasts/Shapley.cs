using System.Numerics;

namespace ServiceBot.Crm.Forecasts;

/// <summary>How much each of several changes contributes to what all of them do together.</summary>
public static class Shapley
{
    /// <summary>The most changes; every set of them is computed once.</summary>
    public const int Most = 8;

    /// <summary>The contributions, which add up to the value of all changes less that of none.</summary>
    /// <param name="count">How many changes there are, at most <see cref="Most"/>.</param>
    /// <param name="value">The value with a set of the changes: bit i is set when change i is in it.</param>
    /// <remarks>The mean, over all orders in which they can be made, of what a change adds when its turn comes. Shapley (1953).</remarks>
    public static IReadOnlyList<decimal> Of(int count, Func<uint, decimal> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        var values = Enumerable.Range(0, 1 << count).Select(set => value((uint)set)).ToArray();
        return [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, 1 << count)
            .Where(set => (set >> i & 1) == 0)
            .Sum(set => Factorial(BitOperations.PopCount((uint)set)) * Factorial(count - 1 - BitOperations.PopCount((uint)set)) * (values[set | 1 << i] - values[set])) / Factorial(count))];
    }

    private static decimal Factorial(int of) => of < 2 ? 1 : of * Factorial(of - 1);
}
