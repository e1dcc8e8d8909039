using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ServiceBot.Insight.Reports.Pdf;

/// <summary>A page, in points from its upper left corner.</summary>
public sealed class PdfPage
{
    /// <summary>A4.</summary>
    public const double Width = 595;

    /// <summary>A4.</summary>
    public const double Height = 842;

    private readonly StringBuilder _content = new();

    /// <summary>Places that lead to an address.</summary>
    public ICollection<(double X, double Y, double Width, double Height, string Uri)> Links { get; } = [];

    /// <summary>What is drawn, as operators.</summary>
    internal byte[] Content => Encoding.ASCII.GetBytes(_content.ToString());

    /// <summary>Writes a line of text.</summary>
    /// <param name="x">Where it begins, or ends if it is aligned to the right.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="size">Points.</param>
    /// <param name="text">The text.</param>
    /// <param name="isBold">Whether Latin letters are bold.</param>
    /// <param name="grey">0 black to 1 white.</param>
    /// <param name="toRight">Whether it ends at <paramref name="x"/>.</param>
    public void Text(double x, double y, double size, string text, bool isBold = false, double grey = 0.1, bool toRight = false) => Append(
        $"BT {grey:0.##} g {(toRight ? x - PdfText.WidthOf(text, size) : x):0.##} {Height - y:0.##} Td {PdfText.Show(text, isBold, size)}ET");

    /// <summary>Draws a line through points.</summary>
    /// <param name="points">The points.</param>
    /// <param name="width">Points.</param>
    /// <param name="colour">0 to 1 each.</param>
    public void Line(IReadOnlyList<(double X, double Y)> points, double width, (double R, double G, double B) colour)
    {
        var path = string.Join(' ', points.Select((point, index) => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.##} {Height - point.Y:0.##} {(index == 0 ? "m" : "l")}")));
        Append($"{colour.R:0.##} {colour.G:0.##} {colour.B:0.##} RG {width:0.##} w 1 j {path} S");
    }

    /// <summary>Fills a rectangle.</summary>
    /// <param name="x">Its left side.</param>
    /// <param name="y">Its upper side.</param>
    /// <param name="width">How wide it is.</param>
    /// <param name="height">How high it is.</param>
    /// <param name="grey">0 black to 1 white.</param>
    public void Fill(double x, double y, double width, double height, double grey) => Append($"{grey:0.##} g {x:0.##} {Height - y - height:0.##} {width:0.##} {height:0.##} re f");

    private void Append(FormattableString operators) => _content.AppendLine(operators.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Writes pages as a PDF file (ISO 32000-1, version 1.5 of the format).</summary>
public static class PdfDocument
{
    private const int Catalog = 1;
    private const int Tree = 2;
    private const int FirstFont = 3;
    private const int Info = 8;
    private const int FirstPage = 9;

    /// <summary>The file.</summary>
    /// <param name="title">What it is.</param>
    /// <param name="language">The language of its text.</param>
    /// <param name="pages">At least one.</param>
    public static byte[] Write(string title, string language, IReadOnlyList<PdfPage> pages)
    {
        var objects = new List<byte[]>
        {
            Ascii($"<< /Type /Catalog /Pages {Tree} 0 R /Lang ({language}) /ViewerPreferences << /DisplayDocTitle true >> >>"),
            Ascii($"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select((_, index) => $"{FirstPage + (2 * index)} 0 R"))}] /MediaBox [0 0 {PdfPage.Width} {PdfPage.Height}] "
                + $"/Resources << /Font << /F1 {FirstFont} 0 R /F2 {FirstFont + 1} 0 R /F3 {FirstFont + 2} 0 R >> >> >>"),
            Ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"),
            Ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"),
            Ascii($"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [{FirstFont + 3} 0 R] >>"),
            Ascii($"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor {FirstFont + 4} 0 R /DW 1000 >>"),
            Ascii("<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"),
            Ascii($"<< /Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}> /Producer (Crm.ServiceBot) >>"),
        };
        foreach (var page in pages)
        {
            var links = string.Concat(page.Links.Select(link => string.Create(
                CultureInfo.InvariantCulture,
                $"<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [{link.X:0.##} {PdfPage.Height - link.Y - link.Height:0.##} {link.X + link.Width:0.##} {PdfPage.Height - link.Y:0.##}] /A << /S /URI /URI <{Convert.ToHexString(Encoding.ASCII.GetBytes(link.Uri))}> >> >> ")));
            objects.Add(Ascii($"<< /Type /Page /Parent {Tree} 0 R /Contents {objects.Count + 2} 0 R {(links.Length > 0 ? $"/Annots [{links}] " : "")}>>"));
            var content = Compressed(page.Content);
            objects.Add([.. Ascii($"<< /Length {content.Length} /Filter /FlateDecode >>\nstream\n"), .. content, .. Ascii("\nendstream")]);
        }

        return Assemble(objects);
    }

    private static byte[] Assemble(List<byte[]> objects)
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.5\n%\u00e2\u00e3\n"u8);
        var places = new List<long>();
        foreach (var (index, body) in objects.Index())
        {
            places.Add(file.Position);
            file.Write([.. Ascii($"{index + 1} 0 obj\n"), .. body, .. Ascii("\nendobj\n")]);
        }

        var table = file.Position;
        file.Write(Ascii($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(place => $"{place:D10} 00000 n \n"))}"));
        file.Write(Ascii($"trailer\n<< /Size {objects.Count + 1} /Root {Catalog} 0 R /Info {Info} 0 R >>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }

    private static byte[] Compressed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
