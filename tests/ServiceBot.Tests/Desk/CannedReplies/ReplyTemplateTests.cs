using ServiceBot.Desk.Access;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Tests.Desk.CannedReplies;

[TestClass]
public sealed class ReplyTemplateTests
{
    [TestMethod]
    [DataRow("Hello {customer}, about {request}: {agent}", "Hello Noor, about {request}: Mei", "request")]
    [DataRow("{customer|there}{request|your request}", "Nooryour request", "")]
    [DataRow("{ customer } {request|}", "Noor ", "")]
    [DataRow("{{customer}} costs {{5", "{customer}} costs {5", "")]
    [DataRow("{request} and {request}", "{request} and {request}", "request")]
    [DataRow("您好，{customer|客户}！𠮷}", "您好，Noor！𠮷}", "")]
    [DataRow("", "", "")]
    public void Placeholders_are_filled_in_and_what_nobody_knows_stays_and_is_named(string text, string filled, string missing)
    {
        var found = ReplyTemplate.Fill(text, name => name switch { "customer" => "Noor", "agent" => "Mei", _ => null });

        Assert.IsNull(ReplyTemplate.Check(text));
        Assert.AreEqual(filled, found.Text);
        Assert.AreEqual(missing, string.Join(' ', found.Missing));
    }

    [TestMethod]
    [DataRow("{custmer}", 1, 1, "custmer")]
    [DataRow("Hello\nthere {Customer}", 2, 7, "Customer")]
    [DataRow("{customer} {{x}} {}", 1, 18, "")]
    [DataRow("ab {customer", 1, 4, null)]
    [DataRow("{customer\n}", 1, 1, null)]
    public void An_unknown_placeholder_and_an_open_brace_are_named_with_their_place(string text, int line, int column, string? name) =>
        Assert.AreEqual(new TemplateFault(line, column, name), ReplyTemplate.Check(text));

    [TestMethod]
    public void Everybody_changes_their_own_leads_their_team_s_and_managers_and_administrators_the_others()
    {
        var (mei, lead, manager, admin) = (A(StaffRole.Agent), A(StaffRole.Lead), A(StaffRole.Manager), A(StaffRole.Administrator));
        string May(string place) => string.Join(' ', new[] { mei, lead, manager, admin, null }.Select(member => AccessPolicy.MayEdit(member, place) ? "y" : "n"));

        Assert.AreEqual("y n n n n", May(CannedPlace.Of(mei.Id)));
        Assert.AreEqual("n y y y y", May("team:faults"));
        Assert.AreEqual("n n y y y", May("team:billing"));
        Assert.AreEqual("n n y y y", May("company"));
    }

    [TestMethod]
    [DataRow("zh", "en", "Hi", "en")]
    [DataRow("zh", "both", "您好", "zh")]
    [DataRow("en", "zh", "您好", "zh")]
    [DataRow("en", "both", "Hi", "en")]
    public void The_customer_s_language_is_chosen_and_the_other_is_the_fall_back(string language, string has, string text, string of)
    {
        var reply = Reply() with { En = has == "zh" ? null : "Hi", Zh = has == "en" ? null : "您好" };

        Assert.AreEqual((text, of), reply.TextFor(language));
        Assert.IsNull(Reply().TextFor(language));
    }

    [TestMethod]
    public void Every_fault_is_found_in_its_field()
    {
        var faults = EditCannedReplies.FaultsOf(
            Reply() with { Shortcut = "No spaces", Title = "", En = "{x}", Place = "team:nobody", Tags = "a,B", Status = ServiceBot.Desk.Requests.RequestStatus.New, PassTo = "faults", Ending = "end" }, ["faults"]);

        Assert.AreEqual(
            "title Missing|shortcut NotAShortcut|en Placeholder|place NotAChoice|tags NotAChoice|status NotAChoice|ending NotAChoice", string.Join('|', faults.Select(fault => $"{fault.Field} {fault.Kind}")));
        Assert.AreEqual("", string.Join('|', EditCannedReplies.FaultsOf(Reply() with { En = "Hello {customer|there}", Tags = "a,b", PassTo = "faults" }, ["faults"])));
        Assert.AreEqual("en Missing", string.Join('|', EditCannedReplies.FaultsOf(Reply(), []).Select(fault => $"{fault.Field} {fault.Kind}")));
    }

    private static CannedReply Reply() => new() { Id = Guid.Empty, Place = "company", Shortcut = "hello", Title = "Hello", ChangedAt = default };

    private static StaffMember A(StaffRole role) =>
        new() { Id = new((int)role + 1, 0, 0, new byte[8]), Name = $"{role}", Email = $"{role}@desk.example", Role = role, Team = "faults", Language = "en", CreatedAt = default };
}
