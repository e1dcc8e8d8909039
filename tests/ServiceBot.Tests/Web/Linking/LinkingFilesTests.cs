using System.Text;
using ServiceBot.Crm.Linking;
using ServiceBot.Web.Verbs;

namespace ServiceBot.Tests.Web.Linking;

[TestClass]
public sealed class LinkingFilesTests
{
    [TestMethod]
    public void Columns_are_told_by_their_names_in_any_order()
    {
        var persons = Read("Surname,REC_ID,first name,shoe_size,dob,street_number,address_1,soc_sec_id\nChen,7,Mei,38,1984-03-07,12,harbour street,4711\n");

        var (id, record) = persons.Records.Single();
        Assert.AreEqual("7", id);
        Assert.AreEqual(new LinkRecord { GivenName = "Mei", FamilyName = "Chen", BirthDate = "1984-03-07", Street = "12 harbour street", Number = "4711" }, record);
        CollectionAssert.AreEqual(new[] { "shoe_size" }, persons.Unknown.ToArray());
    }

    [TestMethod]
    public void Columns_that_are_to_be_ignored_are_unknown()
    {
        var persons = Read("id,name,email\n1,Mei Chen,a@example.com\n", "email");

        Assert.IsNull(persons.Records[0].Value.Email);
        CollectionAssert.AreEqual(new[] { "email" }, persons.Unknown.ToArray());
    }

    [TestMethod]
    public void Without_ids_records_are_numbered() =>
        CollectionAssert.AreEqual(new[] { "1", "2" }, Read("姓名;邮编\n陈美玲;200000\n王伟;\n").Records.Select(record => record.Key).ToArray());

    [TestMethod]
    [DataRow("", ":1:1: the file is empty")]
    [DataRow("shoe_size,colour\n38,red\n", ":1:1: no column is one of persons")]
    [DataRow("id,name\n1,Mei\n1,Wei\n", ":3:1: the id 1 is that of line 2 too")]
    [DataRow("name,id\nMei,1\nWei,\n", ":3:5: this record has no id")]
    [DataRow("id,name\n1,Mei\n2,Wei,Chen\n", ":3:1: ")]
    [DataRow("id,name\n1,\"Mei\n2,Wei\n", ":2:1: ")]
    public void A_bad_file_is_told_with_line_column_and_hint(string text, string where)
    {
        var failure = Assert.ThrowsExactly<InvalidDataException>(() => Read(text));

        Assert.Contains(where, failure.Message);
        Assert.Contains("; ", failure.Message);
    }

    [TestMethod]
    public void A_pair_is_counted_once_and_of_known_records()
    {
        HashSet<string> ids = ["a", "b"];

        Assert.HasCount(1, WithFile("id_a,id_b\na,b\nb,a\na,a\n", path => LinkingFiles.ReadPairs(path, ids)));
        Assert.Contains(":2:3: there is no record c", Assert.ThrowsExactly<InvalidDataException>(() => WithFile("id_a,id_b\na,c\n", path => LinkingFiles.ReadPairs(path, ids))).Message);
    }

    private static LinkingPersons Read(string text, params string[] ignored) => WithFile(text, path => LinkingFiles.ReadRecords(path, ignored));

    private static T WithFile<T>(string text, Func<string, T> read)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text, new UTF8Encoding(false));
            return read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
