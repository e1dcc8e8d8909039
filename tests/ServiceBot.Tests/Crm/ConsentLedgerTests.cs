using ServiceBot.Crm.Consents;

namespace ServiceBot.Tests.Crm;

[TestClass]
public sealed class ConsentLedgerTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ann = Guid.CreateVersion7(), Other = Guid.CreateVersion7();

    [TestMethod]
    [DataRow("", "granted", DisplayName = "nothing was said of e-mail alone")]
    [DataRow("email", "withdrawn")]
    [DataRow("phone", "granted")]
    public void The_last_word_about_a_channel_counts_and_a_word_about_all_is_one(string channel, string state)
    {
        var ledger = new ConsentLedger([Said(1, Ann, "granted"), Said(2, Ann, "withdrawn", "email")], JoinedAt: null);

        Assert.AreEqual(State(state), ledger.StandingAt("marketing", channel, Monday.AddDays(9)).State);
    }

    [TestMethod]
    public void It_can_be_read_as_of_any_instant_and_what_nobody_spoke_of_is_unknown()
    {
        var ledger = new ConsentLedger([Said(1, Ann, "granted"), Said(3, Ann, "withdrawn")], JoinedAt: null);

        Assert.AreEqual(ConsentState.Unknown, ledger.StandingAt("marketing", "", Monday).State);
        Assert.AreEqual(ConsentState.Granted, ledger.StandingAt("marketing", "email", Monday.AddDays(2)).State);
        Assert.AreEqual(ConsentState.Withdrawn, ledger.StandingAt("marketing", "email", Monday.AddDays(3)).State);
        Assert.AreEqual(ConsentState.Unknown, ledger.StandingAt("profiling", "", Monday.AddDays(3)).State);
    }

    [TestMethod]
    [DataRow("granted", "granted", "granted")]
    [DataRow("granted", "withdrawn", "withdrawn")]
    [DataRow("withdrawn", "granted", "withdrawn")]
    [DataRow("granted", "unknown", "unknown")]
    [DataRow("unknown", "withdrawn", "withdrawn")]
    public void Of_two_records_that_turned_out_to_be_one_person_the_stricter_word_counts(string first, string second, string counts)
    {
        ConsentEntry[] entries = [Said(1, Ann, first), Said(2, Other, second)];

        Assert.AreEqual(State(counts), new ConsentLedger(entries, Monday.AddDays(5)).StandingAt("marketing", "email", Monday.AddDays(9)).State);
        Assert.AreEqual(State(first), new ConsentLedger([entries[0]], JoinedAt: null).StandingAt("marketing", "email", Monday.AddDays(9)).State, "taken apart, each has their own word");
    }

    [TestMethod]
    public void What_is_said_of_one_person_after_that_counts_for_all_their_records()
    {
        var ledger = new ConsentLedger([Said(1, Ann, "withdrawn"), Said(2, Other, "granted"), Said(6, Other, "granted")], Monday.AddDays(5));

        Assert.AreEqual(ConsentState.Withdrawn, ledger.StandingAt("marketing", "", Monday.AddDays(5.5)).State);
        Assert.AreEqual(ConsentState.Granted, ledger.StandingAt("marketing", "", Monday.AddDays(6)).State);
    }

    private static ConsentState State(string word) => Enum.Parse<ConsentState>(word, ignoreCase: true);

    private static ConsentEntry Said(int day, Guid customer, string state, string channel = "") =>
        new() { Id = day, Customer = customer, Purpose = "marketing", Channel = channel, State = State(state), At = Monday.AddDays(day), Source = "api" };
}
