namespace ServiceBot.Insight.Learning.Tables;

/// <summary>The two values of a label.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Positive">The value that means that it happened.</param>
/// <param name="Negative">The other one; null: every other one.</param>
public sealed record LabelValues(string Column, string Positive, string? Negative)
{
    private static readonly HashSet<string> Yes = new(StringComparer.OrdinalIgnoreCase)
    {
        "yes", "y", "true", "t", "1", "1.0", "churn", "churned", "left", "leaves", "lost", "exited", "cancelled", "canceled", "attrited", "attrited customer", "inactive", "responded", "converted",
        "bought", "accepted", "positive", "是", "流失", "已流失",
    };

    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "n", "false", "f", "0", "0.0", "-1", "stay", "stayed", "stays", "retained", "existing", "existing customer", "active", "no churn", "not churned", "loyal", "negative", "declined", "否", "未流失",
    };

    /// <summary>Finds the two values of a column.</summary>
    /// <exception cref="InvalidDataException">There are not two, or their words do not say which is which.</exception>
    internal static LabelValues Of(CsvFile file, int at, string? positive)
    {
        var column = file.Header[at];
        var values = new List<string>();
        foreach (var record in file.Records)
        {
            var value = record.Fields[at];
            if (!NumberText.IsMissing(value) && !values.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                values.Add(value);
                if (positive is null && values.Count > 2)
                {
                    throw file.Bad(record, at, $"the label {column} has a third value, {value}, beside {values[0]} and {values[1]}", "name the one that counts with --positive");
                }
            }
        }

        if (values.Count < 2)
        {
            throw CsvFile.Bad(file.Path, 1, 1, values.Count == 0 ? $"the label {column} is empty" : $"the label {column} is {values[0]} in every record", "there is nothing to tell apart");
        }

        if (positive is not null)
        {
            var named = values.Find(value => value.Equals(positive, StringComparison.OrdinalIgnoreCase))
                ?? throw CsvFile.Bad(file.Path, 1, 1, $"the label {column} is never {positive}", $"its values are {string.Join(", ", values.Take(5))}");
            return new(column, named, values.Count == 2 ? values.Find(value => value != named) : null);
        }

        var first = Sign(values[0]) - Sign(values[1]);
        return first == 0
            ? throw CsvFile.Bad(file.Path, 1, 1, $"the label {column} is {values[0]} or {values[1]}", "name the one that counts with --positive")
            : new(column, values[first > 0 ? 0 : 1], values[first > 0 ? 1 : 0]);
    }

    /// <summary>Whether it happened; null: nobody knows.</summary>
    internal bool? Read(CsvFile file, CsvRecord record, int at)
    {
        var value = record.Fields[at];
        return NumberText.IsMissing(value) ? null
            : Means(value, Positive) ? true
            : Negative is null || Means(value, Negative) ? false
            : throw file.Bad(record, at, $"the label {Column} is {value}", $"it is {Positive} or {Negative} where the models learn");
    }

    /// <summary>The same word, or the same answer in other words: a file may say 1 where another says Yes.</summary>
    private static bool Means(string value, string known) =>
        value.Equals(known, StringComparison.OrdinalIgnoreCase) || (Sign(value) != 0 && Sign(value) == Sign(known));

    private static int Sign(string value) => Yes.Contains(value) ? 1 : No.Contains(value) ? -1 : 0;
}
