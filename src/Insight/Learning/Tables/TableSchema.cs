using System.Globalization;

namespace ServiceBot.Insight.Learning.Tables;

/// <summary>Rows, and what became of each customer.</summary>
/// <param name="Table">What was known of them.</param>
/// <param name="Labels">Whether it happened, a row each.</param>
/// <param name="Unlabelled">How many rows of the file have no label, and were left out.</param>
public sealed record LabelledTable(Table Table, bool[] Labels, int Unlabelled)
{
    /// <summary>The share of rows in which it happened, in [0, 1]; NaN without rows.</summary>
    public double BaseRate => Labels.Count(label => label) / (double)Labels.Length;
}

/// <summary>What the columns of a file are, found on the file to learn from and used for every other.</summary>
/// <param name="Label">The column of the label, and which of its values means that it happened.</param>
/// <param name="Columns">The columns to learn from: their names, and whether they are numbers.</param>
/// <param name="LeftOut">Columns that are not looked at, and why.</param>
public sealed record TableSchema(LabelValues Label, IReadOnlyList<(string Name, bool IsNumber)> Columns, IReadOnlyList<(string Name, string Why)> LeftOut)
{
    private const double ShareOfNumbers = 0.95;

    private static readonly string[] NamesOfIds = ["id", "ids", "no", "nr", "num", "number", "row", "rownumber", "index", "idx", "key", "uuid", "guid", "clientnum", "unnamed"];

    /// <summary>Finds out what the columns are.</summary>
    /// <param name="file">The file to learn from.</param>
    /// <param name="label">The name of the label's column.</param>
    /// <param name="drop">Names of columns to leave out.</param>
    /// <param name="positive">The label's value that means that it happened; null: it is told by its word, such as Yes or 1.</param>
    /// <exception cref="InvalidDataException">There is no such column, or the label has not two values.</exception>
    /// <remarks>
    /// A column is one of numbers if 95 % of its filled values are such. Left out are columns without two values, and those that name rows: texts or
    /// whole numbers that never come twice; whole numbers only if their name says so or they rise from row to row.
    /// </remarks>
    public static TableSchema Of(CsvFile file, string label, IReadOnlyCollection<string> drop, string? positive = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(drop);
        var labelAt = file.ColumnOf(label);
        var dropped = drop.Select(file.ColumnOf).ToHashSet();
        List<(string, bool)> columns = [];
        List<(string, string)> leftOut = [];
        for (var at = 0; at < file.Header.Count; at++)
        {
            if (at == labelAt)
            {
                continue;
            }

            var (isNumber, why) = dropped.Contains(at) ? (false, "asked for") : Look(file, at);
            if (why is null)
            {
                columns.Add((file.Header[at], isNumber));
            }
            else
            {
                leftOut.Add((file.Header[at], why));
            }
        }

        var values = LabelValues.Of(file, labelAt, positive);
        return columns.Count > 0
            ? new(values, columns, leftOut)
            : throw CsvFile.Bad(file.Path, 1, 1, "no column is left to learn from", string.Join(", ", leftOut.Select(column => $"{column.Item1}: {column.Item2}")));
    }

    /// <summary>Reads a file whose columns are these, in any order; further ones are not looked at. A text in a column of numbers counts as missing.</summary>
    /// <exception cref="InvalidDataException">A column is not there, or a label is neither value; the message says where.</exception>
    public LabelledTable Read(CsvFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var labelAt = file.ColumnOf(Label.Column);
        var records = new List<CsvRecord>(file.Records.Count);
        var labels = new List<bool>(file.Records.Count);
        foreach (var record in file.Records)
        {
            if (Label.Read(file, record, labelAt) is { } happened)
            {
                records.Add(record);
                labels.Add(happened);
            }
        }

        if (records.Count == 0)
        {
            throw CsvFile.Bad(file.Path, 1, 1, "no record has a label", $"fill the column {Label.Column}");
        }

        var columns = new Column[Columns.Count];
        for (var c = 0; c < columns.Length; c++)
        {
            var (name, isNumber) = Columns[c];
            var at = file.ColumnOf(name);
            columns[c] = isNumber
                ? Column.OfNumbers(name, [.. records.Select(record => NumberText.TryParse(record.Fields[at], out var number) ? number : double.NaN)])
                : Column.OfTexts(name, [.. records.Select(record => NumberText.IsMissing(record.Fields[at]) ? null : record.Fields[at])]);
        }

        return new(new(columns), [.. labels], file.Records.Count - records.Count);
    }

    /// <summary>A file's columns of numbers, without those that name rows or have one value.</summary>
    /// <param name="file">The file.</param>
    /// <param name="drop">Names of columns to leave out.</param>
    public static IReadOnlyList<Column> NumbersOf(CsvFile file, IReadOnlyCollection<string> drop)
    {
        ArgumentNullException.ThrowIfNull(file);
        var dropped = drop.Select(file.ColumnOf).ToHashSet();
        return [.. Enumerable.Range(0, file.Header.Count)
            .Where(at => !dropped.Contains(at) && Look(file, at) is (true, null))
            .Select(at => Column.OfNumbers(file.Header[at], [.. file.Records.Select(record => NumberText.TryParse(record.Fields[at], out var number) ? number : double.NaN)]))];
    }

    private static (bool IsNumber, string? Why) Look(CsvFile file, int at)
    {
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        var (filled, numbers, whole, rising, last) = (0, 0, true, true, double.NegativeInfinity);
        foreach (var record in file.Records)
        {
            var text = record.Fields[at];
            if (NumberText.IsMissing(text))
            {
                continue;
            }

            filled++;
            distinct.Add(text);
            if (NumberText.TryParse(text, out var number))
            {
                numbers++;
                whole &= number == Math.Floor(number);
                rising &= number > last;
                last = number;
            }
        }

        var isNumber = filled > 0 && numbers >= ShareOfNumbers * filled;
        var namesRows = distinct.Count == filled && filled > 20 && (!isNumber || (whole && (rising || NamesId(file.Header[at]))));
        return (isNumber, distinct.Count < 2 ? "it has one value" : namesRows ? "it names rows" : null);
    }

    /// <summary>Whether one of the words in a column's name says that it numbers rows: CustomerId, row_number.</summary>
    private static bool NamesId(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i == name.Length || !char.IsLetter(name[i]) || (char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
            {
                words.Add(name[start..i].Trim('_', ' ', '-', '.', ':').ToLower(CultureInfo.InvariantCulture));
                start = i;
            }
        }

        return words.Any(word => NamesOfIds.Contains(word)) || NamesOfIds.Contains(string.Concat(words));
    }
}
