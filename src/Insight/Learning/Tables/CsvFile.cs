using System.IO.Compression;
using System.Text;

namespace ServiceBot.Insight.Learning.Tables;

/// <summary>One record of a file.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Fields">Its values, without the spaces around them.</param>
public readonly record struct CsvRecord(int Line, string[] Fields);

/// <summary>Reads files of separated values (RFC 4180), plain or gzip: commas, semicolons or tabs, quotes with line breaks inside, a byte-order mark.</summary>
public sealed class CsvFile
{
    private CsvFile(string path, string[] header, IReadOnlyList<CsvRecord> records) => (Path, Header, Records) = (path, header, records);

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The records below the header, each with as many values as that; empty lines are none.</summary>
    public IReadOnlyList<CsvRecord> Records { get; }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file; gzip if its name ends in .gz.</param>
    /// <exception cref="InvalidDataException">It is no such file; the message says where and why.</exception>
    public static CsvFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var reader = OpenText(path);
        string text;
        try
        {
            text = reader.ReadToEnd();
        }
        catch (InvalidDataException failure)
        {
            throw Bad(path, 1, 1, "this is no gzip file", "give it a name without .gz, or compress it", failure);
        }

        var records = new List<CsvRecord>();
        var separator = SeparatorOf(text);
        string[]? header = null;
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var start = line;
            var fields = NextRecord(path, text, separator, ref at, ref line);
            if (fields.Length == 1 && fields[0].Length == 0)
            {
                continue;
            }

            if (header is null)
            {
                header = Named(path, start, fields);
            }
            else if (fields.Length == header.Length)
            {
                records.Add(new(start, fields));
            }
            else
            {
                throw Bad(path, start, 1, $"this record has {fields.Length} values, the header {header.Length}", "put a value that holds the separator in quotes");
            }
        }

        return header is null ? throw Bad(path, 1, 1, "the file is empty", "the first line names the columns") : new(path, header, records);
    }

    /// <summary>Opens a file of text, plain or gzip.</summary>
    /// <param name="path">The file; gzip if its name ends in .gz.</param>
    public static StreamReader OpenText(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Stream stream = File.OpenRead(path);
        return new(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream, Encoding.UTF8);
    }

    /// <summary>The place of a column.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public int ColumnOf(string name)
    {
        var place = Array.FindIndex([.. Header], header => header.Equals(name, StringComparison.OrdinalIgnoreCase));
        return place >= 0 ? place : throw Bad(Path, 1, 1, $"there is no column {name}", $"the columns are {string.Join(", ", Header)}");
    }

    /// <summary>What is wrong with a value, and where it begins.</summary>
    public InvalidDataException Bad(CsvRecord record, int column, string what, string hint)
    {
        var before = 1;
        for (var i = 0; i < column; i++)
        {
            before += record.Fields[i].Length + 1;
        }

        return Bad(Path, record.Line, before, what, hint);
    }

    internal static InvalidDataException Bad(string path, int line, int column, string what, string hint, Exception? inner = null) =>
        new($"{path}:{line}:{column}: {what}; {hint}.", inner);

    private static string[] Named(string path, int line, string[] header)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i].Length == 0)
            {
                header[i] = $"column {i + 1}";  // pandas writes its row numbers without a name
            }

            if (!names.Add(header[i]))
            {
                throw Bad(path, line, 1, $"two columns are named {header[i]}", "give each column a name of its own");
            }
        }

        return header;
    }

    /// <summary>The separator that stands most often in the first line, outside quotes.</summary>
    private static char SeparatorOf(string text)
    {
        Span<int> counts = [0, 0, 0];
        var quoted = false;
        foreach (var letter in text)
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && letter is '\n' or '\r' && counts.IndexOfAnyExcept(0) >= 0)
            {
                break;
            }
            else if (!quoted && ",;\t".IndexOf(letter, StringComparison.Ordinal) is >= 0 and var which)
            {
                counts[which]++;
            }
        }

        return counts[1] > counts[0] && counts[1] >= counts[2] ? ';' : counts[2] > counts[0] ? '\t' : ',';
    }

    private static string[] NextRecord(string path, string text, char separator, ref int at, ref int line)
    {
        var fields = new List<string>();
        while (true)
        {
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            fields.Add(at < text.Length && text[at] == '"' ? Quoted(path, text, separator, ref at, ref line) : Bare(text, separator, ref at));
            if (at >= text.Length)
            {
                return [.. fields];
            }

            var end = text[at++];
            if (end != separator)
            {
                if (end == '\r' && at < text.Length && text[at] == '\n')
                {
                    at++;
                }

                line++;
                return [.. fields];
            }
        }
    }

    private static string Bare(string text, char separator, ref int at)
    {
        var rest = text.AsSpan(at);
        var length = rest.IndexOfAny(separator, '\n', '\r');
        length = length < 0 ? rest.Length : length;
        at += length;
        return rest[..length].Trim().ToString();
    }

    private static string Quoted(string path, string text, char separator, ref int at, ref int line)
    {
        var start = line;
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '"' && at + 1 < text.Length && text[at + 1] == '"')
            {
                at++;
            }
            else if (letter == '"')
            {
                at++;
                value.Append(Bare(text, separator, ref at));
                return value.ToString().Trim();
            }

            line += letter == '\n' ? 1 : 0;
            value.Append(letter);
        }

        throw Bad(path, start, 1, "a quote is opened and never closed", "close it, or double a quote that belongs to the value");
    }
}
