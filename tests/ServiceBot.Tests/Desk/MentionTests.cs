using ServiceBot.Crm;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Tests.Desk;

[TestClass]
public sealed class MentionTests
{
    [TestMethod]
    [DataRow("@Mei Lin please", "Mei Lin")]
    [DataRow("@mei lin, @MEI LIN", "Mei Lin")]
    [DataRow("@Mei please", "Mei")]
    [DataRow("@Mei Linden", "Mei")]
    [DataRow("请@陈晓雨看一下", "陈晓雨")]
    [DataRow("mail mei@desk.example", "")]
    [DataRow("@Meister, @", "")]
    [DataRow("@Gone and Mei Lin", "")]
    public void Who_is_named_in_a_note_is_found_by_the_whole_name(string note, string names)
    {
        StaffMember[] staff = [Member("Mei"), Member("Mei Lin"), Member("陈晓雨"), Member("Gone") with { DisabledAt = DateTimeOffset.UnixEpoch }];

        Assert.AreEqual(names, string.Join('|', Mentions.In(note, staff).Select(member => member.Name)));
    }

    [TestMethod]
    [DataRow("  Big  Recall ", "big recall")]
    [DataRow("召回", "召回")]
    [DataRow("a,b", null)]
    [DataRow(" \u0001 ", null)]
    [DataRow("01234567890123456789012345678901234567890", null)]
    public void A_tag_is_one_short_line_in_lower_case(string written, string? tag) => Assert.AreEqual(tag, StoredText.Tag(written));

    private static StaffMember Member(string name) =>
        new() { Id = Guid.NewGuid(), Name = name, Email = "x@desk.example", Role = StaffRole.Agent, Language = "en", CreatedAt = default };
}
