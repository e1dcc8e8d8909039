using System.Text;
using ServiceBot.Desk.HandOver;

namespace ServiceBot.Tests.Desk.HandOver;

[TestClass]
public sealed class TransitionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Mei = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Tom = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private static readonly HandOverOptions Promises = new();
    private static readonly Moment Open = new(Now, true, null);

    private static Ownership Bot { get; } = new() { Holder = Holder.Bot, Epoch = 4 };

    private static Ownership Waiting { get; } = new() { Holder = Holder.Queue, Epoch = 4, Team = "billing", WaitsSince = Now.AddMinutes(-5), DueAt = Now };

    private static Ownership KeptForMei { get; } = Waiting with { Offer = new(Mei, Now) };

    private static Ownership OfferedToMei { get; } = Waiting with { Offer = new(Mei, Now, IsRouted: true) };

    private static Ownership OfMei { get; } = new() { Holder = Holder.Agent, Epoch = 4, Agent = Mei, Team = "billing", WaitsSince = Now.AddMinutes(-5), DueAt = Now };

    private static Ownership AtHub { get; } = new() { Holder = Holder.Agent, Epoch = 4 };

    private static Ownership Ended { get; } = new() { Holder = Holder.Bot, Epoch = 4, HasEnded = true };

    /// <summary>How conversations can stand: what a state of the table is called, and an example.</summary>
    internal static IReadOnlyList<(string Name, Ownership State)> States { get; } =
        [("bot", Bot), ("queue", Waiting), ("queue, kept for Mei", KeptForMei), ("queue, offered to Mei", OfferedToMei), ("Mei", OfMei), ("outside hub", AtHub), ("ended", Ended)];

    internal static IReadOnlyList<(string Name, OwnershipEvent What)> Events { get; } =
    [
        ("the customer asks for a person", new OwnershipEvent.PersonAsked("asked", "en")),
        ("the customer writes", new OwnershipEvent.CustomerSpoke("en")),
        ("the customer goes back to the bot", new OwnershipEvent.CustomerReturned("en")),
        ("the customer ends it", new OwnershipEvent.CustomerEnded()),
        ("Mei answers", new OwnershipEvent.AgentSpoke(Mei)),
        ("Tom answers", new OwnershipEvent.AgentSpoke(Tom)),
        ("Mei takes it", new OwnershipEvent.TakenOver(Mei)),
        ("Tom takes it", new OwnershipEvent.TakenOver(Tom)),
        ("Tom, a lead, barges in", new OwnershipEvent.BargedIn(Tom)),
        ("Mei hands back", new OwnershipEvent.HandedBack(Mei, true, null)),
        ("Mei hands back to go on", new OwnershipEvent.HandedBack(Mei, false, "Paid.")),
        ("Mei passes it to Tom", new OwnershipEvent.PassedToAgent(Mei, Tom)),
        ("Tom passes it to a team", new OwnershipEvent.PassedToTeam(Tom, "faults")),
        ("it is offered to Mei", new OwnershipEvent.Offered(Mei, Now.AddSeconds(30))),
        ("the offer to Mei is over", new OwnershipEvent.OfferOver(Mei, IsLapsed: true)),
        ("Mei declines", new OwnershipEvent.Declined(Mei)),
        ("Mei ends it", new OwnershipEvent.AgentEnded(Mei, ForGood: true)),
        ("Mei ends it in Teams", new OwnershipEvent.AgentEnded(Mei, ForGood: false)),
        ("the hub accepts", new OwnershipEvent.HubAccepted()),
        ("the hub fails", new OwnershipEvent.HubFailed()),
        ("the hub completes", new OwnershipEvent.HubCompleted()),
        ("a promise comes due", new OwnershipEvent.TimePassed()),
    ];

    [TestMethod]
    public void The_epoch_rises_by_one_exactly_when_somebody_else_answers_and_then_the_customer_is_told()
    {
        foreach (var (_, before) in States)
        {
            foreach (var (name, what) in Events)
            {
                var decision = Decide(before, what);
                if (decision is not Decision.Changed(var after, var notice))
                {
                    continue;
                }

                var isAnothers = (after.Holder, after.Agent) != (before.Holder, before.Agent);
                Assert.AreEqual(before.Epoch + (isAnothers ? 1 : 0), after.Epoch, $"{before} {name}");
                Assert.IsTrue(!isAnothers || notice != Notice.None || what is OwnershipEvent.CustomerEnded, $"{before} {name}");
            }
        }
    }

    [TestMethod]
    public void Who_acts_on_what_they_saw_before_it_changed_is_told_so()
    {
        Assert.AreEqual(new Decision.Refused(Refusal.StaleEpoch, OfMei), Transitions.Decide(OfMei, new OwnershipEvent.AgentSpoke(Mei), Open, Promises, seen: 3));
        Assert.IsInstanceOfType<Decision.Changed>(Transitions.Decide(OfMei, new OwnershipEvent.AgentSpoke(Mei), Open, Promises, seen: 4));
    }

    [TestMethod]
    public void Of_two_who_take_it_the_second_is_told_who_was_first()
    {
        var taken = (Decision.Changed)Decide(Bot, new OwnershipEvent.TakenOver(Mei));

        var second = Decide(taken.Now, new OwnershipEvent.TakenOver(Tom));

        Assert.AreEqual(new Decision.Refused(Refusal.AlreadyTaken, taken.Now), second);
        Assert.AreEqual(Mei, taken.Now.Agent);
    }

    [TestMethod]
    public void A_customer_of_a_silent_agent_keeps_the_time_they_have_waited()
    {
        var late = (Decision.Changed)Decide(OfMei, new OwnershipEvent.TimePassed());

        Assert.AreEqual((Holder.Queue, "billing", OfMei.WaitsSince, Notice.AgentSilent), (late.Now.Holder, late.Now.Team, late.Now.WaitsSince, late.Notice));
    }

    [TestMethod]
    public void The_first_word_that_nobody_answered_starts_the_clock_and_an_answer_stops_it()
    {
        var answered = ((Decision.Changed)Decide(OfMei, new OwnershipEvent.AgentSpoke(Mei))).Now;
        var first = ((Decision.Changed)Decide(answered, new OwnershipEvent.CustomerSpoke("en"))).Now;
        var second = ((Decision.Changed)Transitions.Decide(first, new OwnershipEvent.CustomerSpoke("en"), Open with { At = Now.AddMinutes(2) }, Promises)).Now;

        Assert.AreEqual((null, null), (answered.WaitsSince, answered.DueAt));
        Assert.AreEqual((Now, Now.AddMinutes(5)), (second.WaitsSince, second.DueAt));
    }

    [TestMethod]
    public void While_people_are_away_who_waits_is_told_once_and_again_when_they_are_back()
    {
        var closed = new Moment(Now, false, Now.AddHours(12));

        var told = (Decision.Changed)Transitions.Decide(Waiting, new OwnershipEvent.TimePassed(), closed, Promises);
        var toBot = (Decision.Changed)Transitions.Decide(Waiting, new OwnershipEvent.TimePassed(), closed, new() { AfterHours = AfterHours.Bot });
        var never = (Decision.Changed)Transitions.Decide(Waiting, new OwnershipEvent.TimePassed(), closed with { OpensAt = null }, Promises);

        Assert.AreEqual((Notice.Closed, Holder.Queue, Now.AddHours(12).AddMinutes(5)), (told.Notice, told.Now.Holder, told.Now.DueAt));
        Assert.AreEqual((Notice.ClosedToBot, Holder.Bot, null), (toBot.Notice, toBot.Now.Holder, toBot.Now.DueAt));
        Assert.IsNull(never.Now.DueAt);
    }

    [TestMethod]
    public void An_offer_ends_before_the_next_news_or_after_it()
    {
        var offered = ((Decision.Changed)Decide(OfMei, new OwnershipEvent.PassedToAgent(Mei, Tom))).Now;
        var slow = ((Decision.Changed)Transitions.Decide(OfMei, new OwnershipEvent.PassedToAgent(Mei, Tom), Open, new() { OfferSeconds = 600, NewsMinutes = 5 })).Now;

        Assert.AreEqual((Now.AddSeconds(60), new Offer(Tom, Now.AddSeconds(60))), (offered.DueAt, offered.Offer));
        Assert.AreEqual((Now.AddMinutes(5), Now.AddMinutes(10)), (slow.DueAt, slow.Offer!.Until));
    }

    [TestMethod]
    public void An_offer_of_the_product_leaves_every_promise_to_the_customer_as_it_is()
    {
        var offered = ((Decision.Changed)Decide(Waiting with { DueAt = Now.AddMinutes(3) }, new OwnershipEvent.Offered(Mei, Now.AddSeconds(30)))).Now;
        var declined = (Decision.Changed)Decide(offered, new OwnershipEvent.Declined(Mei));
        var told = (Decision.Changed)Transitions.Decide(offered, new OwnershipEvent.TimePassed(), Open with { At = Now.AddMinutes(3) }, Promises);

        Assert.AreEqual((Now.AddMinutes(3), 4L, Waiting.WaitsSince), (offered.DueAt, offered.Epoch, offered.WaitsSince));
        Assert.AreEqual((null, Now.AddMinutes(3), Notice.None), (declined.Now.Offer, declined.Now.DueAt, declined.Notice));
        Assert.AreEqual((offered.Offer, Now.AddMinutes(8), Notice.Place), (told.Now.Offer, told.Now.DueAt, told.Notice));
        Assert.IsInstanceOfType<Decision.Unchanged>(Decide(offered, new OwnershipEvent.Offered(Tom, Now.AddSeconds(30))), "of two nodes the second finds it offered");
        Assert.IsInstanceOfType<Decision.Unchanged>(Decide(KeptForMei, new OwnershipEvent.OfferOver(Mei, IsLapsed: true)), "what a colleague passed on by name is not the product's");
    }

    [TestMethod]
    public void Every_notice_has_words_in_both_languages_that_name_who_and_where()
    {
        foreach (var notice in Enum.GetValues<Notice>().Where(notice => notice is not (Notice.None or Notice.Called)))
        {
            foreach (var language in new[] { "en", "zh" })
            {
                var facts = new NoticeFacts { Language = language, Colleague = "Mei", Team = "billing", Place = 3, Opens = "today from 8:00", Summary = "It is *paid*." };
                var words = NoticeWords.Of(notice, facts)!;

                Assert.AreEqual(language == "zh" ? "zh-CN" : "en-US", words.Locale, $"{notice}");
                Assert.AreEqual(language == "zh", words.Text.Any(c => c > '\u3000'), $"{notice}");
                Assert.EndsWith("> It is \\*paid\\*.", words.Text);
                Assert.AreEqual(words.Choices.Count > 0, words.Text.Contains('3') || notice == Notice.PassedToAgent, $"{notice}: who waits hears the place, and the way back");
            }
        }
    }

    [TestMethod]
    public void The_documentation_shows_the_transitions_as_they_are()
    {
        var text = File.ReadAllText(Repository.At("docs", "hand-over.md")).ReplaceLineEndings("\n");
        const string Begin = "<!-- the table of TransitionTests -->\n";
        const string End = "<!-- end of the table -->\n";
        var before = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)];
        var after = text[text.IndexOf(End, StringComparison.Ordinal)..];
        var table = new StringBuilder($"| | {string.Join(" | ", States.Select(state => state.Name))} |\n|---|{string.Concat(States.Select(_ => "---|"))}\n");
        foreach (var (name, what) in Events)
        {
            table.Append("| ").Append(name).Append(" | ").AppendJoin(" | ", States.Select(state => Cell(state.State, Decide(state.State, what)))).Append(" |\n");
        }

        Golden.Equal(before + table + after, "docs", "hand-over.md");
    }

    private static Decision Decide(Ownership before, OwnershipEvent what) => Transitions.Decide(before, what, Open, Promises);

    private static string Cell(Ownership before, Decision decision) => decision switch
    {
        Decision.Changed(var after, var notice) when NameOf(after) == NameOf(before) => notice == Notice.None ? "noted" : $"*{notice}*",
        Decision.Changed(var after, var notice) => $"**{NameOf(after)}**{(notice == Notice.None ? "" : $", *{notice}*")}",
        Decision.Refused refused => refused.Why.ToString(),
        _ => "–",
    };

    private static string NameOf(Ownership state) => state switch
    {
        { HasEnded: true } => "ended",
        { Holder: Holder.Bot } => "bot",
        { Offer: { IsRouted: true } offer } => $"queue, offered to {NameOf(offer.To)}",
        { Offer: { } offer } => $"queue, kept for {NameOf(offer.To)}",
        { Holder: Holder.Queue } => "queue",
        { Agent: { } agent } => NameOf(agent),
        _ => "outside hub",
    };

    private static string NameOf(Guid agent) => agent == Mei ? "Mei" : "Tom";
}
