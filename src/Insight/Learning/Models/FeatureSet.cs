using ServiceBot.Insight.Learning.Tables;
using ServiceBot.Insight.Learning.Trees;

namespace ServiceBot.Insight.Learning.Models;

/// <summary>The columns that a model looks at, as they were where it learned. It turns tables into what models compute with.</summary>
public sealed class FeatureSet
{
    /// <summary>Bins fit into a byte: this many for values, one for rare categories, one for what is missing.</summary>
    public const int MostBins = 254;

    private const int LeastRows = 10;
    private const int MostNames = 100;
    private const double LeastShareOfNames = 0.5;

    /// <param name="features">The columns.</param>
    public FeatureSet(IReadOnlyList<Feature> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        Features = features;
        Numbers = [.. Enumerable.Range(0, features.Count).Where(f => features[f].IsNumber)];
        FirstSlots = new int[features.Count];
        Weights = Numbers.Length;
        for (var f = 0; f < features.Count; f++)
        {
            FirstSlots[f] = Weights;
            Weights += features[f].Slots;
        }
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>How many weights a linear model has: one for each column of numbers, then those of categories and gaps.</summary>
    internal int Weights { get; }

    /// <summary>Places of the columns of numbers.</summary>
    internal int[] Numbers { get; }

    /// <summary>The first slot of each column.</summary>
    internal int[] FirstSlots { get; }

    /// <summary>Learns what the columns of a table are like.</summary>
    /// <param name="table">The rows to learn from.</param>
    /// <param name="bins">How many bins a column of numbers has at most, 2 to 254.</param>
    /// <remarks>
    /// A category counts for itself if 10 rows have it, or 1 in 50 where rows are few, and is among the 100 most frequent; the rest are rare. Columns
    /// with one value, and those of categories most of whose rows are rare, are not looked at.
    /// </remarks>
    public static FeatureSet Of(Table table, int bins = MostBins)
    {
        ArgumentNullException.ThrowIfNull(table);
        var features = new Feature?[table.Columns.Count];
        Cores.For(0, features.Length, c => features[c] = table.Columns[c] is { IsNumber: true } numbers ? OfNumbers(numbers, bins) : OfTexts(table.Columns[c]));
        return new([.. features.OfType<Feature>()]);
    }

    /// <summary>Rows as linear models and nets see them.</summary>
    /// <exception cref="ArgumentException">The table lacks a column, or has it with another kind.</exception>
    internal LinearRows ToLinear(Table table)
    {
        var rows = new LinearRows(table.Rows, Numbers.Length, Features.Count(feature => feature.Slots > 0), Weights);
        var (number, group) = (0, 0);
        for (var f = 0; f < Features.Count; f++)
        {
            var feature = Features[f];
            var column = ColumnOf(table, feature);
            if (feature.IsNumber)
            {
                for (var row = 0; row < table.Rows; row++)
                {
                    var value = column.Numbers[row];
                    rows.Values[(row * rows.Numbers) + number] = double.IsNaN(value) ? 0 : Math.Clamp((value - feature.Mean) / feature.Deviation, -LinearRows.Farthest, LinearRows.Farthest);
                }

                number++;
            }

            if (feature.Slots > 0)
            {
                var bins = feature.IsNumber ? [] : feature.BinsOf(column);
                for (var row = 0; row < table.Rows; row++)
                {
                    var slot = feature.IsNumber
                        ? (double.IsNaN(column.Numbers[row]) ? feature.SlotOf(feature.Bins - 1) : -1)
                        : feature.SlotOf(column.Codes[row] < 0 ? bins[^1] : bins[column.Codes[row]]);
                    rows.Slots[(row * rows.Groups) + group] = slot < 0 ? -1 : FirstSlots[f] + slot;
                }

                group++;
            }
        }

        return rows;
    }

    /// <summary>Rows as trees see them: a byte a column.</summary>
    /// <exception cref="ArgumentException">The table lacks a column, or has it with another kind.</exception>
    internal BinnedRows ToBins(Table table)
    {
        var count = Features.Count;
        var bins = new byte[table.Rows * count];
        for (var f = 0; f < count; f++)
        {
            var feature = Features[f];
            var column = ColumnOf(table, feature);
            if (feature.IsNumber)
            {
                for (var row = 0; row < table.Rows; row++)
                {
                    bins[(row * count) + f] = (byte)feature.BinOf(column.Numbers[row]);
                }
            }
            else
            {
                var byCode = feature.BinsOf(column);
                for (var row = 0; row < table.Rows; row++)
                {
                    bins[(row * count) + f] = (byte)(column.Codes[row] < 0 ? byCode[^1] : byCode[column.Codes[row]]);
                }
            }
        }

        return new(table.Rows, bins, this);
    }

    /// <summary>The values of a row in words, a column each; null: missing.</summary>
    internal string?[] TextsOf(Table table, int row) => [.. Features.Select(feature => ColumnOf(table, feature).TextOf(row))];

    private static Column ColumnOf(Table table, Feature feature)
    {
        var column = table.Find(feature.Name) ?? throw new ArgumentException($"The table has no column {feature.Name}.", nameof(table));
        return column.IsNumber == feature.IsNumber
            ? column
            : throw new ArgumentException($"The column {feature.Name} holds {(column.IsNumber ? "numbers" : "categories")}, and did not where the model learned.", nameof(table));
    }

    private static Feature? OfNumbers(Column column, int bins)
    {
        var sorted = Array.FindAll(column.Numbers, number => !double.IsNaN(number));
        Array.Sort(sorted);
        if (sorted.Length == 0)
        {
            return null;
        }

        var mean = sorted.Average();
        var variance = sorted.Sum(number => (number - mean) * (number - mean)) / sorted.Length;
        var hasMissing = sorted.Length < column.Rows;
        return sorted[0] == sorted[^1] && !hasMissing ? null : new()
        {
            Name = column.Name,
            IsNumber = true,
            Mean = mean,
            Deviation = variance > 0 ? Math.Sqrt(variance) : 1,
            Cuts = CutsOf(sorted, bins),
            HasMissing = hasMissing,
            Usual = NumberText.Of(mean),
        };
    }

    /// <summary>Midway between neighbours; if these are too many, borders with about as many rows in each bin.</summary>
    private static double[] CutsOf(double[] sorted, int bins)
    {
        var ends = new List<int>();  // where runs of equal values end
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] > sorted[i - 1])
            {
                ends.Add(i);
            }
        }

        var cuts = new List<double>();
        var (last, left) = (0, bins);
        for (var e = 0; e < ends.Count && left > 1; e++)
        {
            var wanted = (double)(sorted.Length - last) / left;
            if (ends.Count - e < left || ends[e] - last >= wanted)
            {
                cuts.Add(sorted[ends[e] - 1] + ((sorted[ends[e]] - sorted[ends[e] - 1]) / 2));
                (last, left) = (ends[e], left - 1);
            }
        }

        return [.. cuts];
    }

    private static Feature? OfTexts(Column column)
    {
        var counts = new int[column.Names.Length];
        var filled = 0;
        foreach (var code in column.Codes)
        {
            if (code >= 0)
            {
                counts[code]++;
                filled++;
            }
        }

        var least = Math.Min(LeastRows, Math.Max(1, column.Rows / 50));
        var names = Enumerable.Range(0, counts.Length).Where(code => counts[code] >= least)
            .OrderByDescending(code => counts[code]).ThenBy(code => column.Names[code], StringComparer.Ordinal).Take(MostNames).ToArray();
        var kept = names.Sum(code => counts[code]);
        var hasMissing = filled < column.Rows;
        var differs = names.Length + (kept < filled ? 1 : 0) + (hasMissing ? 1 : 0) > 1;
        return !differs || kept < LeastShareOfNames * filled ? null : new()
        {
            Name = column.Name,
            IsNumber = false,
            Names = [.. names.Select(code => column.Names[code])],
            HasMissing = hasMissing,
            HasRare = kept < filled,
            Usual = names.Length > 0 && counts[names[0]] >= column.Rows - filled ? column.Names[names[0]] : null,
        };
    }
}
