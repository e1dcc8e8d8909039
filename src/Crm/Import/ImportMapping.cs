using System.Globalization;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;

namespace ServiceBot.Crm.Import;

/// <summary>In what order the parts of a day such as 3/5/1987 stand.</summary>
public enum DayOrder
{
    /// <summary>Nobody has said; days that could be read both ways are rejected.</summary>
    Unknown,

    /// <summary>3/5/1987 is in May.</summary>
    DayFirst,

    /// <summary>3/5/1987 is in March.</summary>
    MonthFirst,
}

/// <summary>How a file is read as customers.</summary>
public sealed record ImportMapping
{
    private const int LongestSystem = 40;

    /// <summary>What each column is taken for, by its name; a column that is not here is left out.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>What a row's customer is found by, of <see cref="ImportTargets.Keys"/>; null: nobody is looked for, every row is a new customer.</summary>
    public string? Key { get; init; }

    /// <summary>The name of the system that external keys are of: a short word.</summary>
    public string System { get; init; } = "import";

    /// <summary>In what order the parts of a day stand.</summary>
    public DayOrder Days { get; init; }

    /// <summary>What is likely, by the columns' names and the first rows.</summary>
    /// <param name="look">What the file looks like.</param>
    /// <param name="fields">The fields that there are.</param>
    public static ImportMapping Guess(ImportLook look, CustomerFieldSet fields)
    {
        ArgumentNullException.ThrowIfNull(look);
        var columns = new Dictionary<string, string>();
        foreach (var column in look.Columns)
        {
            if (ImportTargets.Guess(column, fields) is { } target && (ImportTargets.MayRepeat(target) || !columns.ContainsValue(target)))
            {
                columns[column] = target;
            }
        }

        return new() { Columns = columns, Key = ImportTargets.Keys.FirstOrDefault(columns.ContainsValue), Days = GuessDays(look, columns) };
    }

    /// <summary>Brings a mapping that was saved for other files to the columns of this one: what it does not name is left out.</summary>
    public ImportMapping For(ImportLook look)
    {
        ArgumentNullException.ThrowIfNull(look);
        return this with { Columns = Columns.Where(column => look.Columns.Contains(column.Key)).ToDictionary() };
    }

    /// <summary>What is wrong with it, by what is to be changed; empty: nothing.</summary>
    /// <param name="columns">The columns of the file.</param>
    /// <param name="fields">The fields that there are.</param>
    public IReadOnlyDictionary<string, string[]> Check(IReadOnlyList<string> columns, CustomerFieldSet fields)
    {
        var targets = ImportTargets.With(fields);
        var errors = new Dictionary<string, string[]>();
        foreach (var (column, target) in Columns)
        {
            if (!columns.Contains(column))
            {
                errors[$"columns.{column}"] = [$"The file has no such column. It has {string.Join(", ", columns)}."];
            }
            else if (!targets.Contains(target))
            {
                errors[$"columns.{column}"] = [$"There is no {target}. It is one of {string.Join(", ", targets)}."];
            }
            else if (!ImportTargets.MayRepeat(target) && Columns.Any(other => other.Value == target && string.CompareOrdinal(other.Key, column) < 0))
            {
                errors[$"columns.{column}"] = [$"Another column is the {target} already."];
            }
        }

        if (Columns.Count == 0)
        {
            errors["columns"] = ["Say of at least one column what it is."];
        }

        if (Key is not null && !ImportTargets.Keys.Contains(Key))
        {
            errors["key"] = [$"It is one of {string.Join(", ", ImportTargets.Keys)}, or null."];
        }
        else if (Key is not null && !Columns.Values.Contains(Key))
        {
            errors["key"] = [$"No column is the {Key}."];
        }

        if (System.Length is 0 or > LongestSystem || System.Any(sign => !char.IsAsciiLetterOrDigit(sign) && sign is not ('-' or '_' or '.')))
        {
            errors["system"] = [$"It has 1 to {LongestSystem} letters, digits, dots and dashes."];
        }

        return errors;
    }

    private static DayOrder GuessDays(ImportLook look, Dictionary<string, string> columns)
    {
        foreach (var (column, _) in columns.Where(column => column.Value == CustomerFields.BirthDate))
        {
            var at = look.Columns.ToList().IndexOf(column);
            foreach (var parts in look.Rows.Where(row => at < row.Count).Select(row => row[at].Split('/', '-', '.')).Where(parts => parts.Length == 3 && parts[2].Length == 4))
            {
                if (int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var second))
                {
                    if (first > 12 || second > 12)
                    {
                        return first > 12 ? DayOrder.DayFirst : DayOrder.MonthFirst;
                    }
                }
            }
        }

        return DayOrder.Unknown;
    }
}

/// <summary>What a file looks like.</summary>
/// <param name="Kind">How it is encoded, or which sheet of a workbook it is.</param>
/// <param name="Separator">What separates values; null: it is a workbook.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">The first rows.</param>
public sealed record ImportLook(string Kind, string? Separator, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const int Shown = 10;
    private const int Sampled = 200;
    private const int LongestCell = 200;

    /// <summary>Looks at a table.</summary>
    internal static ImportLook Of(Files.ImportTable table) => new(
        table.Kind, table.Separator?.ToString(), table.Columns,
        [.. table.Rows().Take(Sampled).Select(row => row.Cells.Select(cell => StoredText.Clean(cell, LongestCell)).ToList())]);

    /// <summary>The rows that people look at; days are guessed from more.</summary>
    public IEnumerable<IReadOnlyList<string>> FirstRows => Rows.Take(Shown);
}
