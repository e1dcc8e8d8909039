using System.Text;
using ServiceBot.Crm.Import.Files;

namespace ServiceBot.Tests.Crm.Import;

/// <summary>Files as people have them. Those called <c>calc</c> were written by LibreOffice 7.4.</summary>
[TestClass]
public sealed class ImportTableTests
{
    [TestMethod]
    public void A_workbook_keeps_leading_zeros_long_numbers_and_days()
    {
        using var table = ImportTable.Open(Fixture("calc.xlsx"), "calc.xlsx");

        Assert.AreEqual("Excel: People", table.Kind);
        CollectionAssert.AreEqual(new[] { "Customer number", "Name", "Date of birth", "Postcode", "Phone", "Balance", "Joined" }, table.Columns.ToList());
        Assert.AreEqual("""
            2: 00420|Zoë Müller|1987-05-03|01234|8613900000001|19.99|2024-02-29 13:45:00
            3: 123456789012345|陈美|1990-12-31|01000|+86 139 0000 0002|0.1|
            5: 100000000000000000000|"Quoted", with comma⏎and a second line||||1|
            """, Text(table));
    }

    [TestMethod]
    [DataRow("calc-utf-8.csv", "UTF-8", ',', "2: 00420|Zoë Müller|03.05.1987|01234|8613900000001|19.99|2024-02-29 13:45")]
    [DataRow("calc-windows-1252.csv", "Windows-1252", ';', "2: 0042|Zoë Müller|Zürich")]
    [DataRow("calc-gb18030.csv", "GB18030", ',', "2: 0042|陈美|深圳")]
    [DataRow("calc-utf-16.csv", "UTF-16", '\t', "2: 0042|陈美|深圳")]
    public void A_text_file_is_read_in_its_own_encoding_and_with_its_own_separator(string file, string kind, char separator, string first)
    {
        using var table = ImportTable.Open(Fixture(file), file);

        Assert.AreEqual((kind, (char?)separator), (table.Kind, table.Separator));
        Assert.AreEqual(first, Text(table).Split('\n')[0]);
    }

    [TestMethod]
    [DataRow("utf-8", "姓名,城市\n王嘉欣,香港\n", "UTF-8")]
    [DataRow("utf-16", "name,city\nAnn,Leeds\n", "UTF-16")]
    [DataRow("utf-16BE", "姓名,城市\n王嘉欣,香港\n", "UTF-16")]
    [DataRow("gb18030", "name,city\nAnn Lee,Leeds\nBob,York\n王嘉欣,Hong Kong\n", "GB18030")]
    [DataRow("windows-1252", "name,city\nJosé Núñez,Málaga\nÅsa Öberg,Växjö\nÉloïse,Nîmes\n", "Windows-1252")]
    [DataRow("us-ascii", "name,city\nAnn,Leeds\n", "UTF-8")]
    public void The_encoding_is_told_from_the_bytes_with_and_without_a_mark(string encoding, string text, string kind)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var isMarked in new[] { false, true })
        {
            var bytes = Encoding.GetEncoding(encoding).GetBytes(text);
            using var stream = new MemoryStream([.. isMarked ? Encoding.GetEncoding(encoding).GetPreamble() : [], .. bytes]);
            using var table = new CsvTable(stream, "x.csv");

            Assert.AreEqual(kind, table.Kind);
            Assert.AreEqual(text, $"{string.Join(',', table.Columns)}\n{string.Concat(table.Rows().Select(row => $"{string.Join(',', row.Cells)}\n"))}", "nothing of a mark is in it");
        }
    }

    [TestMethod]
    public void A_character_over_the_edge_of_a_block_is_still_one()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("name\n" + new string('a', (1 << 16) - 6) + "王嘉欣\n"));

        using var table = new CsvTable(stream, "x.csv");

        Assert.AreEqual("UTF-8", table.Kind);
        Assert.EndsWith("a王嘉欣", table.Rows().Single().Cells[0]);
    }

    [TestMethod]
    public void A_row_that_is_no_row_says_so_and_the_others_are_read()
    {
        using var table = Csv("id,name\n1,Ann\n2,Bob,extra\n3\n4,O\"Neil\n\n5,\"Two\nlines\"\n6,Eve,,\n");

        Assert.AreEqual("""
            2: 1|Ann
            3: 2|Bob|extra ! It has 3 values, and there are 2 columns. A value with a separator stands in quotes.
            4: 3 ! It has 1 values, and there are 2 columns. A value with a separator stands in quotes.
            5: 4|O"Neil ! Its quotes are not as they should be: a value with quotes stands in quotes, and each quote in it is doubled.
            7: 5|Two⏎lines
            9: 6|Eve
            """, Text(table));
    }

    [TestMethod]
    public void A_quote_that_is_never_closed_is_told_with_its_line()
    {
        using var table = Csv("id,name\n1,Ann\n2,\"Bob\n3,Eve\n");

        var rows = table.Rows().ToList();

        Assert.AreEqual((3L, 2), (rows[^1].Line, rows.Count));
        Assert.Contains("never closed", rows[^1].Fault!);
    }

    [TestMethod]
    public void Columns_without_a_name_or_with_the_same_are_told_apart()
    {
        using var table = Csv("name,,Name,mail,\nAnn,1,Lee,a@example.com,\n");

        CollectionAssert.AreEqual(new[] { "name", "#2", "Name (2)", "mail" }, table.Columns.ToList());
    }

    [TestMethod]
    public void What_is_no_table_is_refused_with_file_line_column_and_hint()
    {
        var empty = Assert.ThrowsExactly<InvalidDataException>(() => Csv(""));
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, [.. "PK\u0003\u0004"u8, .. "no zip at all"u8]);
        var broken = Assert.ThrowsExactly<InvalidDataException>(() => ImportTable.Open(path, "people.xlsx"));
        File.Delete(path);

        Assert.StartsWith("x.csv:1:1: the first line names no columns; put the names", empty.Message);
        Assert.StartsWith("people.xlsx:1:1: ", broken.Message);
        Assert.Contains("as CSV", broken.Message);
    }

    [TestMethod]
    [DataRow(1234.0, "00000", "01234")]
    [DataRow(8613900000001.0, "General", "8613900000001")]
    [DataRow(1e20, "0.00E+00", "100000000000000000000")]
    [DataRow(0.000001234, "General", "0.000001234")]
    [DataRow(19.99, "#,##0.00", "19.99")]
    [DataRow(-7.0, "000", "-7")]
    public void Numbers_have_no_exponent_and_are_not_rounded(double value, string format, string text) => Assert.AreEqual(text, BookTable.TextOf(value, format));

    private static CsvTable Csv(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x.csv");

    private static string Text(ImportTable table) => string.Join('\n', table.Rows().Select(row =>
        $"{row.Line}: {string.Join('|', row.Cells)}{(row.Fault is null ? "" : $" ! {row.Fault}")}".Replace("\n", "⏎", StringComparison.Ordinal)));

    private static string Fixture(string name) => Repository.At("tests", "ServiceBot.Tests", "Crm", "Import", "fixtures", name);
}
