using System.Globalization;
using System.Text;
using CsvHelper;

namespace ServiceBot.Crm.Import.Files;

/// <summary>A text file whose lines are rows. How it is encoded and what separates its values is found out.</summary>
internal sealed class CsvTable : ImportTable
{
    private const int LongestRow = 1 << 20;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private readonly Stream _stream;
    private readonly CsvReader _reader;
    private readonly string _name;
    private CsvMalformedReason? _flaw;

    public CsvTable(Stream stream, string name)
    {
        (_stream, _name) = (stream, name);
        (var encoding, Kind) = TextKind.Of(stream);
        Separator = SeparatorOf(stream, encoding);
        _reader = CsvReader.Create(
            new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16),
            new CsvReaderOptions
            {
                Separator = Separator.Value,
                HasHeader = false,
                SkipEmptyLines = true,
                TrackLineNumbers = true,
                MaxRecordSize = LongestRow,
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = record => _flaw = record.Reason,
            });
        Columns = Named(name, Next() is { } head ? head.Cells : []);
    }

    public override string Kind { get; }

    public override char? Separator { get; }

    public override IReadOnlyList<string> Columns { get; }

    public override IEnumerable<ImportRow> Rows()
    {
        while (Next() is { } row)
        {
            if (row.Cells.Any(cell => cell.Length > 0))
            {
                yield return row.Cells.Count == Columns.Count || row.Fault is not null ? row
                    : row with { Fault = string.Create(CultureInfo.InvariantCulture, $"It has {row.Cells.Count} values, and there are {Columns.Count} columns. A value with a separator stands in quotes.") };
            }
        }
    }

    protected override void Dispose(bool isDisposing)
    {
        _reader.Dispose();
        _stream.Dispose();
    }

    private ImportRow? Next()
    {
        _flaw = null;
        try
        {
            if (!_reader.Read())
            {
                return null;
            }
        }
        catch (CsvFormatException failure)
        {
            throw Bad(_name, Math.Max(1, failure.LineNumber), 1, failure.Message.TrimEnd('.'), "a quote may be opened here and never closed");
        }

        var cells = new string[_reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = _reader.GetString(i).Trim();
        }

        // A file that a spreadsheet wrote may end each line with separators for columns without a name.
        var (given, known) = (cells.Length, Columns?.Count ?? cells.Length);
        while (given > known && cells[given - 1].Length == 0)
        {
            given--;
        }

        return new(_reader.LineNumber, given == cells.Length ? cells : cells[..given], _flaw switch
        {
            null => null,
            CsvMalformedReason.UnterminatedQuote => "A quote is opened and never closed, so all that follows would be one value.",
            _ => "Its quotes are not as they should be: a value with quotes stands in quotes, and each quote in it is doubled.",
        });
    }

    /// <summary>What stands most evenly in the first lines, outside quotes.</summary>
    private static char SeparatorOf(Stream stream, Encoding encoding)
    {
        var reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true);      // it must not close the stream
        var lines = new List<int[]> { new int[Separators.Length] };
        var isQuoted = false;
        for (var left = 1 << 16; left > 0 && lines.Count <= 50 && reader.Read() is >= 0 and var next; left--)
        {
            if (next == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && next == '\n')
            {
                lines.Add(new int[Separators.Length]);
            }
            else if (!isQuoted && Array.IndexOf(Separators, (char)next) is >= 0 and var which)
            {
                lines[^1][which]++;
            }
        }

        stream.Position = 0;
        var head = lines[0];
        return Separators[Enumerable.Range(0, Separators.Length).MaxBy(which => (head[which] > 0, lines.Count(line => line[which] == head[which]), head[which]))];
    }
}
