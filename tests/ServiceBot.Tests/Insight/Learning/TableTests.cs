using System.IO.Compression;
using System.Text;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Tests.Insight.Learning;

[TestClass]
public sealed class TableTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tables").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Odd_files_are_read_as_they_are_meant()
    {
        var file = Write("odd.csv", "\uFEFFid;plan;\"note, long\";spend;churn\r\n1; basic ;\"two\r\nlines; and \"\"quotes\"\"\";1,234.50;Yes\r\n\r\n2;;x;;no\r\n3;basic;y;$7;NA\r\n");

        Assert.AreEqual("id|plan|note, long|spend|churn", string.Join('|', file.Header));
        Assert.HasCount(3, file.Records);
        Assert.AreEqual("two\r\nlines; and \"quotes\"", file.Records[0].Fields[2]);
        Assert.AreEqual(5, file.Records[1].Line);
        var table = TableSchema.Of(file, "CHURN", []).Read(file);
        CollectionAssert.AreEqual(new[] { true, false }, table.Labels);
        Assert.AreEqual(1, table.Unlabelled);
        CollectionAssert.AreEqual(new[] { 1234.5, double.NaN }, table.Table.Find("spend")!.Numbers);
    }

    [TestMethod]
    [DataRow("a,b,y\n1,2,Yes\n3,Yes\n", ":3:1: this record has 2 values, the header 3")]
    [DataRow("a,y\n1,\"Yes\n", ":2:1: a quote is opened and never closed")]
    [DataRow("a,a,y\n", ":1:1: two columns are named a")]
    [DataRow("", ":1:1: the file is empty")]
    [DataRow("a,b\n1,2\n", ":1:1: there is no column y")]
    [DataRow("a,y\n1,Yes\n2,No\n3,Maybe\n", ":4:3: the label y has a third value, Maybe")]
    [DataRow("a,y\n1,Yes\n2,Yes\n", ":1:1: the label y is Yes in every record")]
    [DataRow("a,y\n1,red\n2,blue\n", ":1:1: the label y is red or blue; name the one that counts with --positive")]
    [DataRow("a,y\n7,Yes\n7,No\n", ":1:1: no column is left to learn from")]
    public void What_cannot_be_read_is_named_with_its_place(string text, string message)
    {
        var failure = Assert.ThrowsExactly<InvalidDataException>(() => TableSchema.Of(Write("bad.csv", text), "y", []));

        Assert.Contains("bad.csv" + message, failure.Message);
    }

    [TestMethod]
    public void Columns_that_name_rows_are_left_out_and_others_are_not()
    {
        var text = new StringBuilder("CustomerId,code,Unnamed: 0,salary,points,constant,day,y\n");
        for (var i = 0; i < 40; i++)
        {
            text.Append($"{(i * 7919 % 40) + 1000},C{i},{i},{i * 1.37},{i * 31 % 40},7,2026-01-{1 + (i % 28):00},{i % 2}\n");
        }

        var schema = TableSchema.Of(Write("rows.csv", text.ToString()), "y", []);

        Assert.AreEqual("salary|points|day", string.Join('|', schema.Columns.Select(column => column.Name)));
        Assert.IsTrue(schema.Columns.All(column => column.IsNumber));
        Assert.AreEqual("1", schema.Label.Positive);
    }

    [TestMethod]
    public void Another_file_may_say_1_for_Yes_and_have_its_columns_in_any_order()
    {
        var schema = TableSchema.Of(Write("train.csv", "a,b,y\n1,x,Yes\n2,y,No\n"), "y", []);

        var table = schema.Read(Write("test.csv.gz", "Y,extra,B,a\n0,1,z,oops\n1,2,x,3\n"));

        CollectionAssert.AreEqual(new[] { false, true }, table.Labels);
        CollectionAssert.AreEqual(new[] { double.NaN, 3 }, table.Table.Find("a")!.Numbers);
        Assert.Contains("test.csv:3:1: the label y is perhaps", Assert.ThrowsExactly<InvalidDataException>(() => schema.Read(Write("test.csv", "y,a,b\n1,1,x\nperhaps,2,x\n"))).Message);
        Assert.Contains("there is no column b", Assert.ThrowsExactly<InvalidDataException>(() => schema.Read(Write("test.csv", "y,a\n1,1\n"))).Message);
    }

    private CsvFile Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        else
        {
            File.WriteAllText(path, text);
        }

        return CsvFile.Read(path);
    }
}
