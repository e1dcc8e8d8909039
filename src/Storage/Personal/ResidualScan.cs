using System.Text;
using System.Text.Json;

namespace ServiceBot.Storage.Personal;

/// <summary>A place where texts were found that should be nowhere.</summary>
/// <param name="Where"><c>table.column</c>, or a file of the data folder.</param>
/// <param name="Identifiers">In how many rows (of a file: how often) an identifier of the person stands.</param>
/// <param name="Names">The same of their names, which may be somebody else's as well.</param>
public sealed record Residual(string Where, long Identifiers, long Names);

/// <summary>How a search for what should be gone ended.</summary>
/// <param name="Columns">How many columns were searched.</param>
/// <param name="Files">How many files; null: none, as they have not been or are not here.</param>
/// <param name="Found">Where something was found.</param>
public sealed record ResidualReport(int Columns, int? Files, IReadOnlyList<Residual> Found);

/// <summary>Looks for texts in every column of texts and bytes of the database, and in every file of a folder.</summary>
public static class ResidualScan
{
    private const int Buffer = 1 << 20;

    /// <summary>Searches the database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="identifiers">Texts that are the person's alone; those too short to tell anybody are left out.</param>
    /// <param name="names">What they were called.</param>
    /// <param name="except">Columns that are left out, as <c>table.column</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ResidualReport> DatabaseAsync(
        IDatabase database, IEnumerable<string> identifiers, IEnumerable<string> names, IReadOnlyCollection<string> except, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        var (theirs, called) = (Telling(identifiers).Select(text => new WrittenName(text, text, text)).ToList(), Telling(names).SelectMany(name => WrittenName.Of(name, text => text, part => $"\"{part}\"")).ToList());
        var columns = (await database.ReadAsync(session => session.QueryAsync<Column>(session.Dialect.Columns), cancellationToken)).Where(column => !except.Contains($"{column.Table}.{column.Name}")).ToList();
        var found = new List<Residual>();
        foreach (var column in columns)
        {
            var (of, named) = (await CountAsync(theirs), await CountAsync(called));
            if (of + named > 0)
            {
                found.Add(new($"{column.Table}.{column.Name}", of, named));
            }

            Task<long> CountAsync(IReadOnlyCollection<WrittenName> texts) => texts.Count == 0 ? Task.FromResult(0L) : database.ReadAsync(
                session => session.GetAsync<long>(
                    $"""{WrittenName.Texts(session.Dialect)} SELECT count(*) FROM "{column.Table}" WHERE {WrittenName.StandsIn(session.Dialect, $"\"{column.Table}\".\"{column.Name}\"", column.IsBytes)}""", new { texts = WrittenName.ToJson(texts) }),
                cancellationToken);
        }

        return new(columns.Count, Files: null, found);
    }

    /// <summary>Searches the files of a folder, byte by byte, for the texts as UTF-8.</summary>
    public static async Task<ResidualReport> FilesAsync(string folder, IEnumerable<string> identifiers, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var (theirs, called) = (BytesOf(identifiers), BytesOf(names));
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).ToArray() : [];      // nobody can read what is locked, and nothing is in it
        var found = new List<Residual>();
        foreach (var path in files)
        {
            var (of, named) = await CountAsync(path, theirs, called, cancellationToken);
            if (of + named > 0)
            {
                found.Add(new(Path.GetRelativePath(folder, path), of, named));
            }
        }

        return new(0, files.Length, found);
    }

    /// <summary>Texts that tell somebody, in small letters, plain and as they stand in JSON.</summary>
    private static IReadOnlyCollection<string> Telling(IEnumerable<string> texts) => [.. Written(texts).Select(text => text.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Written(IEnumerable<string> texts) =>
        from text in texts
        where Person.IsTelling(text)
        from form in new[] { text, JsonEncodedText.Encode(text).ToString() }
        select form;

    private static byte[][] BytesOf(IEnumerable<string> texts)
    {
        var all = texts.ToList();
        return [.. Written(all).Concat(Telling(all)).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
    }

    private static async Task<(long Identifiers, long Names)> CountAsync(string path, byte[][] identifiers, byte[][] names, CancellationToken cancellationToken)
    {
        var overlap = identifiers.Concat(names).Select(bytes => bytes.Length).DefaultIfEmpty(1).Max() - 1;
        var (buffer, kept, of, named) = (new byte[Buffer + overlap], 0, 0L, 0L);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            while (await file.ReadAsync(buffer.AsMemory(kept, Buffer), cancellationToken) is > 0 and var read)
            {
                of += Occurrences(buffer.AsSpan(0, kept + read), identifiers, kept);
                named += Occurrences(buffer.AsSpan(0, kept + read), names, kept);
                var keep = Math.Min(overlap, kept + read);
                buffer.AsSpan(kept + read - keep, keep).CopyTo(buffer);
                kept = keep;
            }
        }
        catch (FileNotFoundException)
        {
            // It went meanwhile, and what was in it.
        }

        return (of, named);
    }

    /// <summary>How often one of some texts stands in bytes, of which the first were looked at before.</summary>
    private static long Occurrences(ReadOnlySpan<byte> bytes, byte[][] texts, int seen)
    {
        var count = 0L;
        foreach (var text in texts)
        {
            for (var at = Math.Max(0, seen - text.Length + 1); bytes[at..].IndexOf(text) is >= 0 and var next; at += next + 1)
            {
                count++;
            }
        }

        return count;
    }

    private sealed record Column
    {
        public required string Table { get; init; }

        public required string Name { get; init; }

        public required bool IsBytes { get; init; }
    }
}
