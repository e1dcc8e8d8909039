namespace ServiceBot.Crm.Import.Files;

/// <summary>A row of a file, as it stands there.</summary>
/// <param name="Line">The line on which it begins; in a workbook, the row's number. The first is 1.</param>
/// <param name="Cells">Its values in the order of the columns.</param>
/// <param name="Fault">Why it cannot be taken as it is; null: it can.</param>
public sealed record ImportRow(long Line, IReadOnlyList<string> Cells, string? Fault = null);

/// <summary>A table that customers are imported from: read once from its beginning to its end, row by row.</summary>
public abstract class ImportTable : IDisposable
{
    /// <summary>What kind of file it is, as people say: <c>UTF-8</c>, <c>GB18030</c>, <c>Excel: People</c> …</summary>
    public abstract string Kind { get; }

    /// <summary>What separates values: a comma, a semicolon, a tab or a bar; null: nothing, as it is a workbook.</summary>
    public virtual char? Separator => null;

    /// <summary>The names of the columns, each another.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The rows after the first, which names the columns. Empty rows are left out.</summary>
    public abstract IEnumerable<ImportRow> Rows();

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">What it is called in errors.</param>
    /// <exception cref="InvalidDataException">It is no table; the message names file, line and column, and what to do.</exception>
    public static ImportTable Open(string path, string name)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            Span<byte> head = stackalloc byte[4];
            var isBook = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
                && (head.SequenceEqual("PK\u0003\u0004"u8) || head.SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]));
            stream.Position = 0;
            return isBook ? new BookTable(stream, name) : new CsvTable(stream, name);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    protected abstract void Dispose(bool isDisposing);

    /// <summary>An error that says where it is and what to do.</summary>
    internal static InvalidDataException Bad(string name, long line, int column, string what, string hint) => new($"{name}:{line}:{column}: {what}; {hint}.");

    /// <summary>Columns without a name get one, and of two of a name the second is told apart.</summary>
    internal static IReadOnlyList<string> Named(string file, IEnumerable<string> cells)
    {
        var names = cells.Select(StoredText.FoldWidth).Select(cell => StoredText.CleanLine(cell, 100)).ToList();
        while (names.Count > 0 && names[^1].Length == 0)
        {
            names.RemoveAt(names.Count - 1);
        }

        if (names.Count == 0)
        {
            throw Bad(file, 1, 1, "the first line names no columns", "put the names of the columns into the first line, and a customer into each further line");
        }

        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select((name, i) =>
        {
            var wanted = name.Length == 0 ? $"#{i + 1}" : name;
            var told = wanted;
            for (var again = 2; !taken.Add(told); again++)
            {
                told = $"{wanted} ({again})";
            }

            return told;
        })];
    }
}
