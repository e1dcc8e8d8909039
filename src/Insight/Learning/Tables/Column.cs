namespace ServiceBot.Insight.Learning.Tables;

/// <summary>One column of a table: numbers, or texts that stand for categories. Either may be missing in any row.</summary>
public sealed class Column
{
    private Column(string name, double[]? numbers, int[]? codes, string[] names)
    {
        (Name, Numbers, Codes, Names) = (name, numbers ?? [], codes ?? [], names);
        IsNumber = numbers is not null;
    }

    /// <summary>Its name; columns of two tables belong together by it.</summary>
    public string Name { get; }

    /// <summary>Whether it holds numbers rather than categories.</summary>
    public bool IsNumber { get; }

    /// <summary>A number a row, NaN where it is missing; empty for categories.</summary>
    public double[] Numbers { get; }

    /// <summary>A place in <see cref="Names"/> a row, -1 where it is missing; empty for numbers.</summary>
    public int[] Codes { get; }

    /// <summary>The categories in the order of their first appearance; empty for numbers.</summary>
    public string[] Names { get; }

    /// <summary>How many rows it has.</summary>
    public int Rows => IsNumber ? Numbers.Length : Codes.Length;

    /// <summary>A column of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="numbers">A number a row; NaN and infinite ones count as missing.</param>
    public static Column OfNumbers(string name, double[] numbers) =>
        new(name, Array.ConvertAll(numbers, number => double.IsFinite(number) ? number : double.NaN), null, []);

    /// <summary>A column of categories.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="texts">A text a row; null: missing.</param>
    public static Column OfTexts(string name, IReadOnlyList<string?> texts)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[texts.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            if (texts[i] is not { } text)
            {
                codes[i] = -1;
            }
            else if (!known.TryGetValue(text, out codes[i]))
            {
                known[text] = codes[i] = known.Count;
            }
        }

        return new(name, null, codes, [.. known.Keys]);
    }

    /// <summary>The same column with some rows only, in the order asked for.</summary>
    public Column Take(int[] rows) => IsNumber
        ? new(Name, Array.ConvertAll(rows, row => Numbers[row]), null, [])
        : new(Name, null, Array.ConvertAll(rows, row => Codes[row]), Names);

    /// <summary>A value in words: a number with up to 4 digits after the point, a category's name, or null where it is missing.</summary>
    public string? TextOf(int row) => IsNumber ? NumberText.Of(Numbers[row]) : Codes[row] < 0 ? null : Names[Codes[row]];
}
