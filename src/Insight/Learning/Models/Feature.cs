using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Learning.Models;

/// <summary>What a model knows about one column: enough to read it in any table, and to say what is usual in it.</summary>
public sealed record Feature
{
    /// <summary>The column's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it holds numbers.</summary>
    public required bool IsNumber { get; init; }

    /// <summary>Mean of the filled values; 0 for categories.</summary>
    public double Mean { get; init; }

    /// <summary>Their deviation (population), above 0; 1 for categories.</summary>
    public double Deviation { get; init; } = 1;

    /// <summary>Numbers: the borders of bins, rising. A value is in the first bin whose border is not below it, or in the last.</summary>
    public double[] Cuts { get; init; } = [];

    /// <summary>Categories that are frequent enough to be told apart, the most frequent first. All others are one: rare.</summary>
    public string[] Names { get; init; } = [];

    /// <summary>Whether values were missing where it was learned.</summary>
    public bool HasMissing { get; init; }

    /// <summary>Whether there were rare categories where it was learned.</summary>
    public bool HasRare { get; init; }

    /// <summary>What is usual, in words: the mean, or the most frequent category; null: that it is missing.</summary>
    public string? Usual { get; init; }

    /// <summary>How many bins trees see: those of values, one for rare categories, and the last for what is missing.</summary>
    public int Bins => (IsNumber ? Cuts.Length + 1 : Names.Length + 1) + 1;

    /// <summary>How many weights linear models have for its categories and for its absence; its number is not among them.</summary>
    public int Slots => (IsNumber ? 0 : Names.Length + (HasRare ? 1 : 0)) + (HasMissing ? 1 : 0);

    /// <summary>The bin of a number.</summary>
    public int BinOf(double number)
    {
        if (double.IsNaN(number))
        {
            return Cuts.Length + 1;
        }

        var (low, high) = (0, Cuts.Length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            (low, high) = number <= Cuts[middle] ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>The bin of each of a column's categories, and at the end that of a missing one.</summary>
    internal int[] BinsOf(Column column)
    {
        var known = new Dictionary<string, int>(Names.Length, StringComparer.Ordinal);
        for (var i = 0; i < Names.Length; i++)
        {
            known[Names[i]] = i;
        }

        var bins = new int[column.Names.Length + 1];
        for (var i = 0; i < column.Names.Length; i++)
        {
            bins[i] = known.TryGetValue(column.Names[i], out var bin) ? bin : Names.Length;
        }

        bins[^1] = Names.Length + 1;
        return bins;
    }

    /// <summary>The slot of a bin of categories, or that of a missing number; -1: none, since nothing like it was learned.</summary>
    internal int SlotOf(int bin) => bin == Bins - 1 ? (HasMissing ? Slots - 1 : -1) : IsNumber || (bin == Names.Length && !HasRare) ? -1 : bin;
}
