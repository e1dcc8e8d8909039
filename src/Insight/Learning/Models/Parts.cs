namespace ServiceBot.Insight.Learning.Models;

/// <summary>Rows dealt into parts, each with about the same share of both outcomes.</summary>
public static class Parts
{
    /// <summary>The part of each row, 0 … <paramref name="parts"/> - 1.</summary>
    /// <param name="labels">What happened.</param>
    /// <param name="parts">How many parts, 1 or more.</param>
    /// <param name="seed">The same seed deals the same way.</param>
    public static int[] Of(ReadOnlySpan<bool> labels, int parts, long seed)
    {
        var part = new int[labels.Length];
        var order = new SeededRandom(seed).Permutation(labels.Length);
        var (ups, downs) = (0, 0);
        foreach (var row in order)
        {
            part[row] = labels[row] ? ups++ % parts : parts - 1 - (downs++ % parts);
        }

        return part;
    }

    /// <summary>The rows of one part, and those of all others.</summary>
    public static (int[] Inside, int[] Outside) Rows(int[] parts, int part)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var all = Enumerable.Range(0, parts.Length).ToArray();
        return (Array.FindAll(all, row => parts[row] == part), Array.FindAll(all, row => parts[row] != part));
    }
}
