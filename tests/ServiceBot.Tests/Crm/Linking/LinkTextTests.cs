using ServiceBot.Crm.Linking;

namespace ServiceBot.Tests.Crm.Linking;

[TestClass]
public sealed class LinkTextTests
{
    [TestMethod]
    [DataRow("José-María  NÚÑEZ", "jose maria nunez")]
    [DataRow("O'Neil", "oneil")]
    [DataRow("O\u2019Neil Jr.", "oneil jr")]
    [DataRow("Straße", "strasse")]
    [DataRow("Ｗａｎｇ", "wang")]
    [DataRow("張偉", "张伟")]
    [DataRow("e\u0301", "e")]
    [DataRow(" - ", null)]
    [DataRow(null, null)]
    public void Words_are_compared_without_what_writers_vary(string? written, string? compared) => Assert.AreEqual(compared, LinkText.Words(written));

    [TestMethod]
    [DataRow("Mei Chen", "mei", "chen")]
    [DataRow("Chen, Mei", "mei", "chen")]
    [DataRow("Anna Maria Lopez", "anna maria", "lopez")]
    [DataRow("陈美玲", "美玲", "陈")]
    [DataRow("司馬思遠", "思远", "司马")]
    [DataRow("陈 美玲", "美玲", "陈")]
    [DataRow("Cher", "cher", null)]
    [DataRow("", null, null)]
    public void A_whole_name_has_a_given_and_a_family_name(string full, string? given, string? family) =>
        Assert.AreEqual((given, family), LinkText.Name(new() { FullName = full }));

    [TestMethod]
    public void A_Chinese_name_in_one_box_is_parted() =>
        Assert.AreEqual(("小明", "王"), LinkText.Name(new() { GivenName = "王小明" }));

    [TestMethod]
    [DataRow("1971-06-24", "19710624")]
    [DataRow("19710624", "19710624")]
    [DataRow("1971/6/4", "19710604")]
    [DataRow("24.6.1971", "19710624")]
    [DataRow("24/06/71", "19710624")]
    [DataRow("06/24/1971", "19710624")]
    [DataRow("1971年6月24日", "19710624")]
    [DataRow("1971-06-24T00:00:00Z", "19710624")]
    [DataRow("19710699", "19710699")]
    [DataRow("1971", "1971")]
    [DataRow("unknown", null)]
    [DataRow("7", null)]
    public void A_date_is_eight_digits_however_written(string written, string? compared) => Assert.AreEqual(compared, LinkText.Date(written));

    [TestMethod]
    [DataRow("+44 20 7946 0018", "79460018")]
    [DataRow("020 7946 0018", "79460018")]
    [DataRow("(020) 79460018", "79460018")]
    [DataRow("1234", null)]
    [DataRow("none", null)]
    public void A_phone_number_is_its_last_nine_digits(string written, string? compared) => Assert.AreEqual(compared, LinkText.Phone(written));

    [TestMethod]
    [DataRow("6 Tullaroop Street", "6", "tullaroop st")]
    [DataRow("Hauptstr. 12a", "12a", "hauptstr")]
    [DataRow("Harbour View", null, "harbour view")]
    [DataRow("12", "12", null)]
    [DataRow(null, null, null)]
    public void A_street_address_is_a_house_number_and_a_street(string? written, string? house, string? street) =>
        Assert.AreEqual((house, street), LinkText.Street(written));

    [TestMethod]
    [DataRow(" Mei@Example.COM ", "mei@example.com")]
    [DataRow("@example.com", null)]
    [DataRow("none", null)]
    [DataRow(null, null)]
    public void A_word_without_an_at_is_no_address(string? written, string? compared) => Assert.AreEqual(compared, LinkText.Email(written));
}
