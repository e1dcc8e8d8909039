using System.Text.Json;

namespace ServiceBot.Crm.Linking;

/// <summary>What was learned from the customers of the books, in a form that is kept: the model, and how frequent the frequent values of each field are.</summary>
internal sealed record LearnedLinking
{
    private const int MostValues = 5_000;
    private const int LeastCount = 3;

    public required double Lambda { get; init; }

    public required double Household { get; init; }

    public required double[][] M { get; init; }

    public required double[][] U { get; init; }

    public required bool[] Shared { get; init; }

    public required FieldValues[] Values { get; init; }

    /// <summary>Takes what was learned.</summary>
    public static LearnedLinking Of(PairWeights weights)
    {
        var model = weights.Model;
        return new()
        {
            Lambda = model.Lambda,
            Household = model.Household,
            M = Rows(model.M),
            U = Rows(model.U),
            Shared = [.. model.Shared],
            Values = [.. weights.Terms.Select(terms => new FieldValues(terms.Records, terms.Squares, terms.Frequent(LeastCount, MostValues).ToDictionary()))],
        };
    }

    /// <summary>Weighs by it.</summary>
    public PairWeights ToWeights() => new(
        new() { Lambda = Lambda, Household = Household, M = Table(M), U = Table(U), Shared = Shared },
        [.. Values.Select(field => Terms.Of(field.Records, field.Squares, field.Frequent))]);

    /// <summary>The same without some values among the frequent ones.</summary>
    public LearnedLinking Without(IReadOnlySet<string> texts) => this with
    {
        Values = [.. Values.Select(field => field with { Frequent = field.Frequent.Where(value => !texts.Contains(value.Key)).ToDictionary() })],
    };

    public string ToJson() => JsonSerializer.Serialize(this);

    public static LearnedLinking Parse(string json) => JsonSerializer.Deserialize<LearnedLinking>(json)!;

    private static double[][] Rows(double[,] table) =>
        [.. Enumerable.Range(0, table.GetLength(0)).Select(row => Enumerable.Range(0, table.GetLength(1)).Select(column => table[row, column]).ToArray())];

    private static double[,] Table(double[][] rows)
    {
        var table = new double[rows.Length, rows[0].Length];
        foreach (var (row, values) in rows.Index())
        {
            foreach (var (column, value) in values.Index())
            {
                table[row, column] = value;
            }
        }

        return table;
    }

    /// <summary>The values of a field.</summary>
    /// <param name="Records">Records that have one.</param>
    /// <param name="Squares">The sum of the squares of all counts.</param>
    /// <param name="Frequent">The frequent ones, each with its count.</param>
    internal sealed record FieldValues(int Records, double Squares, IReadOnlyDictionary<string, int> Frequent);
}
