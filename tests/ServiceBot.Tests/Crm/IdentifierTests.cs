using ServiceBot.Crm;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Orders;

namespace ServiceBot.Tests.Crm;

[TestClass]
public sealed class IdentifierTests
{
    [TestMethod]
    [DataRow(" Mei.Chen@Example.COM ", "mei.chen@example.com")]
    [DataRow("o'neil+desk@mail.example.org", "o'neil+desk@mail.example.org")]
    [DataRow("a@b", null)]
    [DataRow("a b@example.com", null)]
    [DataRow("Mei <mei@example.com>", null)]
    [DataRow("a@example.com\r\nBcc: all@example.com", null)]
    [DataRow("\"a b\"@example.com", null)]
    [DataRow("a@example.com, b@example.com", null)]
    [DataRow("@example.com", null)]
    [DataRow("", null)]
    [DataRow(null, null)]
    public void An_address_is_one_address_in_lower_case(string? typed, string? address) =>
        Assert.AreEqual(address, EmailAddress.TryParse(typed, out var parsed) ? parsed.Value : null);

    [TestMethod]
    [DataRow("HL-204817", "HL-204817")]
    [DataRow(" hl 204817", "HL-204817")]
    [DataRow("hl204817", "HL-204817")]
    [DataRow("ＨＬ－２０４８１７", "HL-204817")]
    [DataRow("HL-20481", null)]
    [DataRow("HL-2048170", null)]
    [DataRow("HL-204817' OR 1=1", null)]
    [DataRow("SR-204817", null)]
    [DataRow("\ud83d", null)]
    [DataRow(null, null)]
    public void An_order_number_is_read_as_people_write_it(string? written, string? number) =>
        Assert.AreEqual(number, OrderNumber.Normalise(written));

    [TestMethod]
    [DataRow(null, 10, "")]
    [DataRow(" \0 ", 10, "")]
    [DataRow("a\0b\u0007c\u200f", 10, "abc\u200f")]
    [DataRow("a\nb\tc", 10, "a\nb\tc")]
    [DataRow("1234567890", 10, "1234567890")]
    [DataRow("12345678901", 10, "123456789…")]
    [DataRow("12345678😀😀", 10, "12345678…")]
    public void Stored_text_has_nothing_that_cannot_be_stored(string? text, int maxLength, string stored) =>
        Assert.AreEqual(stored, StoredText.Clean(text, maxLength));

    [TestMethod]
    public void Half_a_character_is_shown_as_broken() => Assert.AreEqual("x\ufffdy", StoredText.Clean("x\ud83dy", 10));
}
