using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace ServiceBot.Crm.Import.Files;

/// <summary>The first sheet of a workbook that has any rows. Numbers and days come as they are written there, not as they are drawn.</summary>
internal sealed class BookTable : ImportTable
{
    private const long LargestUnpacked = 4L << 30;
    private readonly IExcelDataReader _reader;
    private readonly string _name;
    private long _line;

    static BookTable() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public BookTable(Stream stream, string name)
    {
        _name = name;
        try
        {
            Check(stream);
            _reader = ExcelReaderFactory.CreateReader(stream);
            while (!Read() && _reader.NextResult())
            {
                _line = 0;
            }
        }
        catch (Exception failure) when (failure is ExcelReaderException or InvalidDataException or System.Xml.XmlException or NotSupportedException)
        {
            throw Bad(name, 1, 1, failure.Message.TrimEnd('.'), "save it as an Excel workbook (.xlsx) without a password, or as CSV");
        }

        Kind = $"Excel: {_reader.Name}";
        Columns = Named(name, _line == 0 ? [] : Cells());
    }

    public override string Kind { get; }

    public override IReadOnlyList<string> Columns { get; }

    public override IEnumerable<ImportRow> Rows()
    {
        while (Read())
        {
            var cells = Cells();
            yield return new(_line, cells.Length <= Columns.Count ? cells : cells[..Columns.Count]);
        }
    }

    protected override void Dispose(bool isDisposing) => _reader.Dispose();

    /// <summary>A number without exponent, thousands or rounding, with the zeros before it that its cell is drawn with.</summary>
    internal static string TextOf(double value, string? format)
    {
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e300)
        {
            var digits = BigInteger.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
            return format is { Length: > 1 and < 30 } && format.All(sign => sign == '0') && value >= 0 ? digits.PadLeft(format.Length, '0') : digits;
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : text;
    }

    /// <summary>What a file says to be small must not become large when it is unpacked.</summary>
    private static void Check(Stream stream)
    {
        if (stream.ReadByte() == 'P')
        {
            stream.Position = 0;
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Sum(entry => entry.Length) > LargestUnpacked)
            {
                throw new InvalidDataException("it is larger than 4 GiB when it is unpacked");
            }
        }

        stream.Position = 0;
    }

    /// <summary>Goes to the next row that has a value.</summary>
    private bool Read()
    {
        try
        {
            while (_reader.Read())
            {
                _line++;
                for (var i = 0; i < _reader.FieldCount; i++)
                {
                    if (_reader.GetValue(i) is not (null or ""))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
        catch (Exception failure) when (failure is ExcelReaderException or InvalidDataException or System.Xml.XmlException)
        {
            throw Bad(_name, _line + 1, 1, failure.Message.TrimEnd('.'), "the workbook is damaged here; open and save it again");
        }
    }

    private string[] Cells()
    {
        var cells = new string[_reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = _reader.GetValue(i) switch
            {
                null => "",
                string text => text.Trim(),
                double number => TextOf(number, _reader.GetNumberFormatString(i)),
                DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                bool yes => yes ? "TRUE" : "FALSE",
                TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
            };
        }

        return cells;
    }
}
