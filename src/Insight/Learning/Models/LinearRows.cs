namespace ServiceBot.Insight.Learning.Models;

/// <summary>Rows as linear models and nets see them: standardised numbers, and for each column of categories, or with gaps, at most one weight that counts fully.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Numbers">Numbers a row.</param>
/// <param name="Groups">Slots a row.</param>
/// <param name="Weights">How many weights there are in sum.</param>
internal sealed record LinearRows(int Rows, int Numbers, int Groups, int Weights)
{
    /// <summary>No number counts as farther from its mean than this many deviations: one wrong value must not decide.</summary>
    public const double Farthest = 8;

    /// <summary>Row after row.</summary>
    public double[] Values { get; } = new double[Rows * Numbers];

    /// <summary>Places of weights, row after row; -1: none.</summary>
    public int[] Slots { get; } = new int[Rows * Groups];

    /// <summary>Rows of plain numbers, as they are.</summary>
    public static LinearRows Of(double[][] rows)
    {
        var made = new LinearRows(rows.Length, rows[0].Length, 0, rows[0].Length);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].CopyTo(made.Values, i * made.Numbers);
        }

        return made;
    }

    /// <summary>Σ weight · value over a row.</summary>
    public double Dot(ReadOnlySpan<double> weights, int row)
    {
        var sum = 0.0;
        var values = Values.AsSpan(row * Numbers, Numbers);
        for (var i = 0; i < values.Length; i++)
        {
            sum += weights[i] * values[i];
        }

        foreach (var slot in Slots.AsSpan(row * Groups, Groups))
        {
            if (slot >= 0)
            {
                sum += weights[slot];
            }
        }

        return sum;
    }

    /// <summary>Adds a row, times a factor, to as many sums as there are weights.</summary>
    public void Add(Span<double> sums, int row, double factor)
    {
        var values = Values.AsSpan(row * Numbers, Numbers);
        for (var i = 0; i < values.Length; i++)
        {
            sums[i] += factor * values[i];
        }

        foreach (var slot in Slots.AsSpan(row * Groups, Groups))
        {
            if (slot >= 0)
            {
                sums[slot] += factor;
            }
        }
    }
}
