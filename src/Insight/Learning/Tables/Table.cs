namespace ServiceBot.Insight.Learning.Tables;

/// <summary>Rows of customers with the same columns for each.</summary>
public sealed class Table
{
    /// <param name="columns">Its columns, all of the same length and with names of their own.</param>
    /// <exception cref="ArgumentException">The lengths differ, or two columns share a name.</exception>
    public Table(IReadOnlyList<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
        Rows = columns.Count == 0 ? 0 : columns[0].Rows;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (column.Rows != Rows)
            {
                throw new ArgumentException($"The column {column.Name} has {column.Rows} rows, {columns[0].Name} has {Rows}.", nameof(columns));
            }

            if (!names.Add(column.Name))
            {
                throw new ArgumentException($"There are two columns {column.Name}.", nameof(columns));
            }
        }
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>The column of that name; null: there is none.</summary>
    public Column? Find(string name)
    {
        foreach (var column in Columns)
        {
            if (column.Name == name)
            {
                return column;
            }
        }

        return null;
    }

    /// <summary>The same columns with some rows only, in the order asked for.</summary>
    public Table Take(int[] rows) => new([.. Columns.Select(column => column.Take(rows))]);
}
