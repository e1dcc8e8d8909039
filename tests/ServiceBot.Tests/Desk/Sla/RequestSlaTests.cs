using System.Globalization;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;

namespace ServiceBot.Tests.Desk.Sla;

/// <summary>A high request that is opened on Thursday, 26 November 2026, at 15:00; work is from 8 to 20.</summary>
[TestClass]
public sealed class RequestSlaTests
{
    private const string Staff = "api:desk";
    private readonly List<RequestChange> _history = [];
    private RequestStatus _status = RequestStatus.New;
    private DateTimeOffset _changedAt = At("15:00");

    [TestMethod]
    public void Nothing_happens_and_both_targets_run_until_they_are_missed()
    {
        AssertTargets("16:00", ("firstResponse", SlaState.Running, "16:00", null), ("resolution", SlaState.Running, "2026-11-27T11:00", null));
        AssertTargets("16:01", ("firstResponse", SlaState.Missed, "16:00", null), ("resolution", SlaState.Running, "2026-11-27T11:00", null));
    }

    [TestMethod]
    public void Only_a_word_of_the_desk_to_the_customer_is_an_answer()
    {
        Say("15:10", "customer", "and another thing");
        Say("15:20", Staff, "look at the line first", isPublic: false);
        Say("15:30", "bot", "Thank you");
        Say("15:40", Staff, "We are on it");

        AssertTargets("17:00", ("firstResponse", SlaState.Met, "16:00", "15:40"), ("resolution", SlaState.Running, "2026-11-27T11:00", null));
    }

    [TestMethod]
    public void Each_further_word_of_the_customer_wants_an_answer_from_the_first_unanswered_on()
    {
        Say("15:40", Staff, "We are on it");
        Say("16:00", "customer", "still broken");
        Say("17:00", "customer", "hello?");

        AssertNext("18:30", SlaState.Missed, "18:00", null);

        Say("18:40", Staff, "Sorry");
        AssertNext("18:41", SlaState.Missed, "18:00", "18:40");

        Say("19:00", "customer", "thanks, and now?");
        AssertNext("19:30", SlaState.Running, "2026-11-27T09:00", null);
    }

    [TestMethod]
    public void While_the_customer_has_to_answer_the_resolution_waits()
    {
        Status("16:00", Staff, RequestStatus.Waiting, "Which lamp is red?");
        AssertTargets("19:00", ("firstResponse", SlaState.Met, "16:00", "16:00"), ("resolution", SlaState.Paused, null, null));

        Say("18:00", "customer", "the left one");
        Status("18:00", "system", RequestStatus.Open);
        AssertResolution("19:00", SlaState.Running, "2026-11-27T13:00", null);
    }

    [TestMethod]
    public void What_is_resolved_in_time_is_met_also_when_the_clock_stood_still_then()
    {
        Status("16:00", Staff, RequestStatus.Waiting, "Which lamp is red?");
        Status("19:00", Staff, RequestStatus.Resolved);

        AssertResolution("2026-12-24T12:00", SlaState.Met, "2026-11-27T14:00", "19:00");
    }

    [TestMethod]
    public void While_somebody_outside_has_to_act_the_clock_stands_still_as_well()
    {
        Status("16:00", Staff, RequestStatus.Held);
        Status("18:00", Staff, RequestStatus.Waiting);
        Status("19:00", Staff, RequestStatus.Open);

        AssertResolution("19:30", SlaState.Running, "2026-11-27T14:00", null);
    }

    [TestMethod]
    public void A_pause_that_ends_with_the_resolution_in_one_save_counts_nothing()
    {
        Status("16:00", Staff, RequestStatus.Waiting, "Which lamp is red?");
        Status("16:00", Staff, RequestStatus.Resolved);

        AssertResolution("17:00", SlaState.Met, "2026-11-27T11:00", "16:00");
    }

    [TestMethod]
    public void A_resolved_request_that_is_opened_again_goes_on_where_it_stood()
    {
        Status("17:00", Staff, RequestStatus.Resolved, "Done");
        Status("19:00", "system", RequestStatus.Open);

        AssertResolution("19:00", SlaState.Running, "2026-11-27T13:00", null);
    }

    [TestMethod]
    public void A_withdrawn_request_wants_nothing_more()
    {
        Status("15:30", "customer", RequestStatus.Withdrawn);

        AssertTargets("2026-12-24T12:00", ("firstResponse", SlaState.Dropped, "16:00", null), ("resolution", SlaState.Dropped, "2026-11-27T11:00", null));
    }

    [TestMethod]
    public void The_first_policy_that_fits_decides_and_may_have_no_targets()
    {
        var options = new SlaOptions
        {
            Policies =
            {
                new() { Name = "gold", Team = "field", Resolution = "1h", Calendar = SlaOptions.Always },
                new() { Name = "night", Category = "fault", Language = "en", FirstResponse = "1h30m", Calendar = "night" },
            },
            Calendars = { ["night"] = Night() },
        };
        var sla = new RequestSla(Options.Create(options), new(Options.Create(new OpeningHoursOptions())));

        Assert.IsTrue(new SlaOptionsRules(Options.Create(new ContractOptions())).Validate(null, options).Succeeded);
        Assert.AreEqual("night", sla.PolicyOf(Request(), [])!.Name);
        Assert.IsNull(sla.PolicyOf(Request() with { Category = "billing" }, []));
        var target = sla.TargetsOf(options.Policies[1], Request(), [], At("15:00")).Single();
        Assert.AreEqual(At("2026-11-26T23:30"), target.Deadline.Due);
    }

    [TestMethod]
    public void The_most_specific_policy_decides_whatever_the_order_and_says_why()
    {
        var customer = Guid.NewGuid();
        SlaPolicy[] policies =
        [
            new() { Name = "all" }, new() { Name = "en", Language = "en" }, new() { Name = "team", Team = "faults", Language = "en" }, new() { Name = "high", Priority = RequestPriority.High },
            new() { Name = "fault", Category = "fault" }, new() { Name = "fault high", Category = "fault", Priority = RequestPriority.High, Team = "faults", Language = "en" },
            new() { Name = "visit", Type = "visit" }, new() { Name = "gold", Contract = "gold" }, new() { Name = "gold visit", Contract = "gold", Type = "visit" }, new() { Name = "theirs", Customer = customer },
        ];
        _history.Add(new() { At = At("15:00"), Who = "system", What = "contract", ToValue = "C-000001 gold", IsPublic = false });
        var request = Request() with { Type = "visit", Customer = customer };

        var chosen = new List<string>();
        for (var left = policies.ToList(); left.Count > 0; left.RemoveAll(policy => policy.Name == chosen[^1]))
        {
            foreach (var order in new[] { left, [.. left.AsEnumerable().Reverse()] })
            {
                var options = new SlaOptions();
                order.ForEach(options.Policies.Add);
                var sla = new RequestSla(Options.Create(options), new(Options.Create(new OpeningHoursOptions())));
                chosen.Add(sla.PolicyOf(request, _history)!.Name);
            }
        }

        Assert.AreEqual("theirs, gold visit, gold, visit, fault high, fault, high, team, en, all", string.Join(", ", chosen.Where((_, index) => index % 2 == 0)));
        Assert.AreEqual(string.Join(", ", chosen.Where((_, index) => index % 2 == 0)), string.Join(", ", chosen.Where((_, index) => index % 2 == 1)));
        Assert.AreEqual("contract gold, type visit", string.Join(", ", policies[8].Conditions));
    }

    [TestMethod]
    public void A_policy_that_would_never_count_and_a_contract_that_is_none_are_named()
    {
        var options = new SlaOptions
        {
            Policies = { new() { Name = "a", Contract = "tin" }, new() { Name = "b", Category = "fault", Team = "faults" }, new() { Name = "c", Team = "faults", Category = "fault" }, new() { Name = "d", Type = "A visit" } },
        };

        CollectionAssert.AreEquivalent(
            new[]
            {
                "Desk:Sla:Policies:0: Contract: there is no 'tin' in Desk:Contracts:Tiers; bronze, gold, silver are.",
                "Desk:Sla:Policies:2: It names the same as Policies:1 (category fault, team faults), and so would never count.",
                "Desk:Sla:Policies:3: Type: 'A visit' is not a type of requests: a short word in lower case, such as visit.",
            },
            new SlaOptionsRules(Options.Create(new ContractOptions())).Validate(null, options).Failures!.ToList());
    }

    [TestMethod]
    [DataRow("30m", 30)]
    [DataRow("4h", 240)]
    [DataRow("1h30m", 90)]
    public void A_length_is_read(string text, int minutes)
    {
        Assert.IsTrue(SlaPolicy.TryRead(text, out var length));
        Assert.AreEqual(TimeSpan.FromMinutes(minutes), length);
    }

    [TestMethod]
    public void A_bad_setting_is_named()
    {
        var options = new SlaOptions
        {
            Policies = { new() { Name = "", Calendar = "moon", FirstResponse = "4 hours", NextResponse = "0m", Resolution = "9999h" } },
            Calendars = { ["desk"] = new() { TimeZone = "Mars/Olympus", Week = { ["Monday"] = "9-17" } } },
        };

        CollectionAssert.AreEquivalent(
            new[]
            {
                "Desk:Sla:Policies:0: Name is missing or longer than 60 characters.",
                "Desk:Sla:Policies:0: Calendar: there is no 'moon' in Desk:Sla:Calendars; desk and always are there without.",
                "Desk:Sla:Policies:0: FirstResponse: '4 hours' is not a length of work time such as 30m, 4h or 1h30m, at most 2000h.",
                "Desk:Sla:Policies:0: NextResponse: '0m' is not a length of work time such as 30m, 4h or 1h30m, at most 2000h.",
                "Desk:Sla:Policies:0: Resolution: '9999h' is not a length of work time such as 30m, 4h or 1h30m, at most 2000h.",
                "Desk:Sla:Calendars:desk: The calendars desk and always are there already; choose another name.",
                "Desk:Sla:Calendars:desk:TimeZone: this machine knows no time zone 'Mars/Olympus'. It is a name such as Europe/London.",
                "Desk:Sla:Calendars:desk:Week:Monday: '9-17' is not a stretch of the day such as 08:00-20:00.",
            },
            new SlaOptionsRules(Options.Create(new ContractOptions())).Validate(null, options).Failures!.ToList());
    }

    [TestMethod]
    public void A_step_that_is_none_is_named()
    {
        var options = new SlaOptions
        {
            Escalation = { new() { When = "soon", Target = "all", Tell = { "boss", "role:king", "on-call:A rota" } }, new() { When = "30m before", Team = "A team" }, new() { When = "breach" } },
            Policies = { new() { Name = "a", Escalation = { new() { When = "2h after", Tell = { "lead" } }, new() { When = "2h after", Tell = { "lead" } }, new() { When = "likely", Tell = { "lead", "assignee", "on-call", "on-call:nights", "role:manager" } } } } },
        };

        CollectionAssert.AreEqual(
            new[]
            {
                "Desk:Sla:Policies:0:Escalation:1: It is the same as Desk:Sla:Policies:0:Escalation:0.",
                "Desk:Sla:Escalation:0: When: 'soon' is none of likely, veryLikely, 30m before, breach, 2h after.",
                "Desk:Sla:Escalation:0: Target: 'all' is none of firstResponse, nextResponse, resolution.",
                "Desk:Sla:Escalation:0: Tell: 'boss' is none of assignee, lead, on-call, on-call:nights (a rota), role:manager (agent, lead, manager, administrator, auditor).",
                "Desk:Sla:Escalation:0: Tell: 'role:king' is none of assignee, lead, on-call, on-call:nights (a rota), role:manager (agent, lead, manager, administrator, auditor).",
                "Desk:Sla:Escalation:0: Tell: 'on-call:A rota' is none of assignee, lead, on-call, on-call:nights (a rota), role:manager (agent, lead, manager, administrator, auditor).",
                "Desk:Sla:Escalation:1: Team: 'A team' is not a short word in lower case, such as complaints.",
                "Desk:Sla:Escalation:2: It does nothing: it needs Tell, Priority or Team.",
            },
            new SlaOptionsRules(Options.Create(new ContractOptions())).Validate(null, options).Failures!.ToList());
    }

    private void Say(string at, string who, string text, bool isPublic = true) =>
        _history.Add(new() { At = At(at), Who = who, What = "comment", Comment = text, IsPublic = isPublic });

    private void Status(string at, string who, RequestStatus to, string? comment = null)
    {
        _history.Add(new() { At = At(at), Who = who, What = "status", ToValue = to.ToString().ToLowerInvariant(), Comment = comment, IsPublic = true });
        (_status, _changedAt) = (to, At(at));
    }

    private void AssertTargets(string now, params (string Kind, SlaState State, string? Due, string? Done)[] expected) =>
        CollectionAssert.AreEqual(expected.Select(target => (target.Kind, target.State, Or(target.Due), Or(target.Done))).ToList(), Targets(now));

    private void AssertNext(string now, SlaState state, string due, string? done) => Assert.AreEqual(("nextResponse", state, Or(due), Or(done)), Targets(now)[1]);

    private void AssertResolution(string now, SlaState state, string due, string? done) => Assert.AreEqual(("resolution", state, Or(due), Or(done)), Targets(now)[^1]);

    private List<(string, SlaState, DateTimeOffset?, DateTimeOffset?)> Targets(string now)
    {
        var sla = new RequestSla(Options.Create(new SlaOptions()), new(Options.Create(new OpeningHoursOptions())));
        return [.. sla.TargetsOf(sla.PolicyOf(Request(), [])!, Request(), _history, At(now)).Select(target => (target.Kind, target.State, target.Deadline.Due, target.DoneAt))];
    }

    private ServiceRequest Request() => new()
    {
        Id = Guid.Empty,
        Number = new(1),
        Subject = "x",
        Details = "x",
        Category = "fault",
        Priority = RequestPriority.High,
        Status = _status,
        Team = "faults",
        Language = "en",
        OpenedAt = At("15:00"),
        ChangedAt = _changedAt,
        ClosedAt = _status is RequestStatus.Closed or RequestStatus.Withdrawn ? _changedAt : null,
        Version = 1,
    };

    private static OpeningHoursOptions Night()
    {
        var hours = new OpeningHoursOptions();
        foreach (var day in hours.Week.Keys.ToList())
        {
            hours.Week[day] = "22:00-24:00";
        }

        return hours;
    }

    private static DateTimeOffset? Or(string? text) => text is null ? null : At(text);

    /// <summary>A time of that Thursday, or an instant.</summary>
    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text.Length == 5 ? $"2026-11-26T{text}" : text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
