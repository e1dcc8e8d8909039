using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Import;

namespace ServiceBot.Tests.Crm.Import;

[TestClass]
public sealed class RowReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow("1987-05-03", DayOrder.Unknown, "1987-05-03")]
    [DataRow("1987-5-3 00:00:00", DayOrder.Unknown, "1987-05-03")]
    [DataRow("19870503", DayOrder.Unknown, "1987-05-03")]
    [DataRow("1987年5月3日", DayOrder.Unknown, "1987-05-03")]
    [DataRow("１９８７／５／３", DayOrder.Unknown, "1987-05-03")]
    [DataRow("3.5.1987", DayOrder.Unknown, "1987-05-03")]
    [DataRow("31/5/1987", DayOrder.Unknown, "1987-05-31")]
    [DataRow("5/31/1987", DayOrder.Unknown, "1987-05-31")]
    [DataRow("5/5/1987", DayOrder.Unknown, "1987-05-05")]
    [DataRow("3/5/1987", DayOrder.Unknown, null)]
    [DataRow("3/5/1987", DayOrder.DayFirst, "1987-05-03")]
    [DataRow("3/5/1987", DayOrder.MonthFirst, "1987-03-05")]
    [DataRow("31/5/1987", DayOrder.MonthFirst, "1987-05-31")]
    [DataRow("1987-02-30", DayOrder.Unknown, null)]
    [DataRow("yesterday", DayOrder.DayFirst, null)]
    public void Days_are_read_as_files_have_them(string text, DayOrder order, string? day) => Assert.AreEqual(day, DayText.Read(text, order));

    [TestMethod]
    [DataRow("E-Mail Address", "email")]
    [DataRow("手机号码", "phone")]
    [DataRow("CustomerID", "external_key")]
    [DataRow("客户编号", "customer_number")]
    [DataRow("zip_code", "postcode")]
    [DataRow("Credit score", null)]
    public void A_column_is_guessed_by_its_name(string column, string? target) => Assert.AreEqual(target, ImportTargets.Guess(column, CustomerFieldSet.BuiltIn));

    [TestMethod]
    public void Parts_of_a_name_and_of_an_address_come_together()
    {
        var mapping = new ImportMapping { Columns = new Dictionary<string, string> { ["first"] = "given_name", ["last"] = "family_name", ["no"] = "street", ["road"] = "street" } };

        Assert.AreEqual("street: 12 High Street, name: Ann Lee", Text(mapping, "Ann", "Lee", "12", "High Street"));
        Assert.AreEqual("street: 解放路, name: 陈美", Text(mapping, "美", "陈", "", "解放路"));
        Assert.AreEqual("name: Lee", Text(mapping, "", "Lee", "", ""));
        Assert.AreEqual("It says nothing: the columns that are looked at are empty.", Text(mapping, "", "", "", ""));
    }

    [TestMethod]
    public void A_key_of_another_system_bears_its_name_and_a_row_without_its_key_is_rejected()
    {
        var mapping = new ImportMapping
        {
            Columns = new Dictionary<string, string> { ["first"] = "external_key", ["last"] = "phone", ["no"] = "phone", ["road"] = "language" },
            Key = "external_key",
            System = "erp",
        };

        Assert.AreEqual("language: zh, external_key: erp:007, phone: +44 20 7946 0018", Text(mapping, "007", "+44 20 7946 0018", "+442079460018", "中文"));
        Assert.AreEqual("It has no external_key, by which its customer is found.", Text(mapping, "", "+44 20 7946 0018", "", ""));
        Assert.AreEqual("last: «none»: A phone number has 5 to 15 digits. road: «French»: It is en or zh.", Text(mapping, "8", "none", "", "French"));
        Assert.AreEqual("road: it is longer than 200 characters.", Text(mapping with { Columns = new Dictionary<string, string> { ["first"] = "external_key", ["road"] = "city" } }, "8", "", "", new string('x', 201)));
    }

    private static string Text(ImportMapping mapping, params string[] cells)
    {
        var read = new RowReader(mapping, ["first", "last", "no", "road"], CustomerFieldSet.BuiltIn, Now).Read(new(2, cells));
        return read.Fault ?? string.Join(", ", read.Fields.Select(field => $"{field.Field}: {field.Value}").Concat(read.Identifiers.Select(one => $"{one.Kind}: {one.Value}")));
    }
}
