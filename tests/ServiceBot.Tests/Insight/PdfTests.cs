using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using ServiceBot.Insight.Reports.Pdf;

namespace ServiceBot.Tests.Insight;

[TestClass]
public sealed partial class PdfTests
{
    [TestMethod]
    public void Every_object_is_where_the_table_says_and_every_stream_as_long_as_it_says()
    {
        var page = new PdfPage();
        page.Text(48, 60, 12, "Backlog – open (3) \\ 港联 €");
        page.Links.Add((48, 50, 100, 20, "https://desk.example/reports?a=1&b=(2)"));
        var bytes = PdfDocument.Write("港联 (report)", "zh", [page, new PdfPage()]);
        var file = Encoding.Latin1.GetString(bytes);

        var table = int.Parse(file[(file.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0], CultureInfo.InvariantCulture);
        var places = Places().Matches(file[table..]).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        foreach (var (index, place) in places.Index())
        {
            StringAssert.StartsWith(file[place..], $"{index + 1} 0 obj\n");
        }

        Assert.HasCount(12, places, "catalog, pages, six of the fonts, information, and two of each page");
        foreach (Match stream in Streams().Matches(file))
        {
            var (length, from) = (int.Parse(stream.Groups[1].Value, CultureInfo.InvariantCulture), stream.Index + stream.Length);
            Assert.AreEqual("\nendstream", file[(from + length)..(from + length + 10)]);
        }

        var first = Streams().Match(file);
        using var packed = new ZLibStream(new MemoryStream(bytes, first.Index + first.Length, int.Parse(first.Groups[1].Value, CultureInfo.InvariantCulture)), CompressionMode.Decompress);
        var shown = new StreamReader(packed).ReadToEnd();
        StringAssert.Contains(shown, $"/F1 12 Tf <{Convert.ToHexString(Encoding.Latin1.GetBytes("Backlog \u0096 open (3) \\ "))}> Tj");
        StringAssert.Contains(shown, $"/F3 12 Tf <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("港联"))}> Tj");
        StringAssert.Contains(shown, "/F1 12 Tf <2080> Tj");
    }

    [TestMethod]
    [DataRow("Hello", 10, 22.78)]      // H 722, e 556, l 222, l 222, o 556
    [DataRow("港联", 10, 20)]
    [DataRow("1,024 ", 8, 22.24)]
    public void A_text_is_as_wide_as_its_letters(string text, double size, double width) => Assert.AreEqual(width, PdfText.WidthOf(text, size), 0.001);

    [TestMethod]
    [DataRow("Resolution, median")]
    [DataRow("首次响应（中位数）")]
    [DataRow("𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷")]
    public void A_text_that_is_too_long_ends_in_an_ellipsis_within_its_width(string text)
    {
        var fitted = PdfText.Fit(text, 9, 50);

        StringAssert.EndsWith(fitted, "…");
        Assert.IsLessThanOrEqualTo(50, PdfText.WidthOf(fitted, 9));
        Assert.AreEqual(text, PdfText.Fit(text, 9, 500));
        Assert.AreEqual(fitted, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(fitted)), "no half of a letter");
    }

    [GeneratedRegex(@"(\d{10}) 00000 n")]
    private static partial Regex Places();

    [GeneratedRegex(@"<< /Length (\d+) /Filter /FlateDecode >>\nstream\n")]
    private static partial Regex Streams();
}
