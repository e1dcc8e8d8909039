using ServiceBot.Desk.Access;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Tests.Desk.Access;

[TestClass]
public sealed class SightTests
{
    private static readonly Guid Me = new(1, 0, 0, new byte[8]);
    private static readonly Guid Colleague = new(2, 0, 0, new byte[8]);

    [TestMethod]
    [DataRow(StaffRole.Agent, "faults", "care faults -")]
    [DataRow(StaffRole.Lead, "faults", "care faults -")]
    [DataRow(StaffRole.Agent, null, "care -")]
    [DataRow(StaffRole.Lead, null, "care -")]
    [DataRow(StaffRole.Agent, "care", "care -")]
    [DataRow(StaffRole.Manager, "faults", "care faults billing -")]
    [DataRow(StaffRole.Administrator, null, "care faults billing -")]
    [DataRow(StaffRole.Auditor, null, "care faults billing -")]
    public void Rows_are_seen_by_team(StaffRole role, string? team, string seen)
    {
        var sight = Sight.Of(Member(role, team), "care");

        Assert.AreEqual(seen, string.Join(' ', new[] { "care", "faults", "billing", null }.Where(row => sight.Sees(row)).Select(row => row ?? "-")));
        Assert.AreEqual(seen, string.Join(' ', new[] { "care", "faults", "billing", null }.Where(row => sight.Sees(Row(row))).Select(row => row ?? "-")));
    }

    [TestMethod]
    public void What_somebody_holds_or_is_offered_is_theirs_to_see_whatever_its_team()
    {
        var sight = Sight.Of(Member(StaffRole.Agent, null), "care");

        Assert.IsTrue(sight.Sees(Row("billing") with { Agent = Me }));
        Assert.IsTrue(sight.Sees(Row("billing") with { OfferedTo = Me }));
        Assert.IsFalse(sight.Sees(Row("billing") with { Agent = Colleague, OfferedTo = Colleague }));
        Assert.IsTrue(sight.Sees((DeskConversation?)null), "it is with the bot");
        Assert.IsFalse(Sight.Of(null, "care").OfTeam.Sees(Row("billing")), "nobody's is not a program's own");
    }

    private static DeskConversation Row(string? team) => new() { Conversation = 1, Team = team, Language = "en", Since = default };

    private static StaffMember Member(StaffRole role, string? team) =>
        new() { Id = Me, Name = "Mei", Email = "mei@desk.example", Role = role, Team = team, Language = "en", CreatedAt = default };
}
