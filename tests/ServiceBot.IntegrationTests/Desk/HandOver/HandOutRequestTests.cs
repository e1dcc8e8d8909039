using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Dispatch.Simulation;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk.HandOver;

[TestClass]
public sealed class HandOutRequestsOnSqlite() : HandOutRequestTests(StorageProvider.Sqlite);

[TestClass]
public sealed class HandOutRequestsOnPostgreSql() : HandOutRequestTests(StorageProvider.PostgreSql);

/// <summary>Requests as work that is handed out.</summary>
public abstract class HandOutRequestTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_request_goes_from_one_to_the_next_until_somebody_takes_it()
    {
        await using var rooms = await RoomsAsync();
        await BeHereAsync(rooms, Mei, Tom, Ann);
        var number = await OpenAsync(rooms, "billing");

        await HandOutAsync(rooms);
        var first = await OfferAsync(rooms, number);
        Assert.AreEqual((Mei.Id, rooms.Clock.GetUtcNow().AddSeconds(600)), (first!.Agent, first.Until));
        var own = await rooms.Get<OwnWorkReader>().ReadAsync(Mei.Id, Cancellation);
        Assert.AreEqual((0.25, $"{number}", (long?)null), (own.Load, own.Offers.Single().Request, own.Offers[0].Conversation));

        Assert.IsFalse(await DeclineAsync(rooms, number, Tom), "it is not offered to Tom");
        Assert.IsTrue(await DeclineAsync(rooms, number, Mei));
        Assert.IsFalse(await DeclineAsync(rooms, number, Mei), "nor to Mei any more");
        await HandOutAsync(rooms);
        Assert.AreEqual(Tom.Id, (await OfferAsync(rooms, number))?.Agent);

        rooms.Clock.Advance(TimeSpan.FromSeconds(600));
        await rooms.Get<AgentPresence>().RenewAsync(Cancellation);
        await HandOutAsync(rooms);
        Assert.AreEqual(Ann.Id, (await OfferAsync(rooms, number))?.Agent, "who has had nothing yet");

        await AssignAsync(rooms, number, Ann.Id);
        await HandOutAsync(rooms);
        Assert.IsNull(await OfferAsync(rooms, number));
        Assert.AreEqual("declined busy, lapsed, accepted", await EndedAsync(rooms));
        Assert.AreEqual(0.25, (await rooms.Get<OwnWorkReader>().ReadAsync(Ann.Id, Cancellation)).Load);
        Assert.AreEqual((3L, 1L, 1L), (await rooms.CountSignalsAsync("RequestOffered"), await rooms.CountSignalsAsync("RequestOfferDeclined"), await rooms.CountSignalsAsync("RequestOfferLapsed")));
    }

    [TestMethod]
    public async Task What_makes_a_request_wait_no_more_ends_its_offer_and_what_comes_back_is_offered_again()
    {
        await using var rooms = await RoomsAsync();
        await BeHereAsync(rooms, Mei);
        var (passed, answered, left) = (await OpenAsync(rooms, "billing"), await OpenAsync(rooms, "billing"), await OpenAsync(rooms, "billing"));
        await HandOutAsync(rooms);

        await rooms.WriteAsync(unit => rooms.Get<AssignRequest>().HandleAsync(unit, passed, "faults", null, Actor.Staff(Ann.Id), null));
        await StatusAsync(rooms, answered, RequestStatus.Waiting);
        await rooms.Get<ManageAgents>().SetAvailabilityAsync(Mei.Id, Availability.Away, Cancellation);
        await HandOutAsync(rooms);
        Assert.AreEqual("withdrawn, withdrawn, withdrawn", await EndedAsync(rooms));

        await rooms.Get<ManageAgents>().SetAvailabilityAsync(Mei.Id, Availability.Available, Cancellation);
        await StatusAsync(rooms, answered, RequestStatus.Open);
        await HandOutAsync(rooms);
        Assert.IsNull(await OfferAsync(rooms, passed), "it is another team's now");
        Assert.AreEqual((Mei.Id, Mei.Id), ((await OfferAsync(rooms, answered))?.Agent, (await OfferAsync(rooms, left))?.Agent));
    }

    [TestMethod]
    public async Task Nobody_gets_more_than_they_may_hold_and_room_is_left_for_who_waits_live()
    {
        await using var rooms = await RoomsAsync();
        await BeHereAsync(rooms, Mei);
        for (var n = 0; n < 12; n++)
        {
            await OpenAsync(rooms, "billing");
        }

        for (var round = 0; round < 3; round++)
        {
            await HandOutAsync(rooms);
            foreach (var offer in await rooms.ReadAsync(session => OfferStore.OpenAsync(session)))
            {
                await AssignAsync(rooms, new(offer.Item), Mei.Id);
            }
        }

        Assert.HasCount(8, await HeldAsync(rooms));
        for (var n = 0; n < 3; n++)
        {
            await AssignAsync(rooms, await OpenAsync(rooms, "billing"), Mei.Id);     // from the list, on top
        }

        var key = await rooms.HearAsync("c", "person");
        await HandOutAsync(rooms);
        Assert.AreEqual(Mei.Id, (await rooms.StandAsync(key)).Offer?.To);
        Assert.AreEqual(3.0, (await rooms.Get<OwnWorkReader>().ReadAsync(Mei.Id, Cancellation)).Load);
    }

    [TestMethod]
    public async Task A_team_may_take_its_requests_from_the_list_and_then_they_are_neither_offered_nor_counted()
    {
        await using var rooms = await RoomsAsync(("Desk:Routing:Offers:TakenFromList:0", "billing"));
        await BeHereAsync(rooms, Mei, Li);
        var (listed, offered) = (await OpenAsync(rooms, "billing"), await OpenAsync(rooms, "fault"));

        await HandOutAsync(rooms);
        await AssignAsync(rooms, listed, Mei.Id);

        Assert.AreEqual((null, Li.Id), ((await OfferAsync(rooms, listed))?.Agent, (await OfferAsync(rooms, offered))?.Agent));
        Assert.AreEqual(0.0, (await rooms.Get<OwnWorkReader>().ReadAsync(Mei.Id, Cancellation)).Load);
    }

    [TestMethod]
    public async Task What_fits_is_found_behind_hundreds_of_more_pressing_ones_that_fit_nobody_here()
    {
        await using var rooms = await RoomsAsync(("Desk:Routing:Offers:Skills:0:Priority", "Urgent"), ("Desk:Routing:Offers:Skills:0:Skill", "emergencies"), ("Desk:Routing:Offers:RelaxSeconds", "0"));
        await BeHereAsync(rooms, Mei);
        for (var n = 0; n < 120; n++)
        {
            await OpenAsync(rooms, "fault");
            await OpenAsync(rooms, "billing", RequestPriority.Urgent);
        }

        var number = await OpenAsync(rooms, "billing", RequestPriority.Low);
        await HandOutAsync(rooms);

        Assert.AreEqual(number.Value, (await rooms.ReadAsync(session => OfferStore.OpenAsync(session))).Single().Item);
    }

    [TestMethod]
    public async Task What_presses_most_comes_first_and_who_served_the_customer_is_asked_first()
    {
        await using var rooms = await RoomsAsync(("Desk:Routing:Offers:Capacity", "0.25"));
        await BeHereAsync(rooms, Mei, Tom, Ann);
        var customer = Guid.NewGuid();
        var before = await OpenAsync(rooms, "billing", customer: customer);
        await AssignAsync(rooms, before, Tom.Id);
        await StatusAsync(rooms, before, RequestStatus.Resolved);
        var (low, high, again) = (await OpenAsync(rooms, "billing", RequestPriority.Low), await OpenAsync(rooms, "billing", RequestPriority.High), await OpenAsync(rooms, "billing", customer: customer));

        await HandOutAsync(rooms);
        await rooms.Get<ManageAgents>().SetAvailabilityAsync(Ann.Id, Availability.Away, Cancellation);
        await HandOutAsync(rooms);

        Assert.AreEqual((Mei.Id, Tom.Id, null), ((await OfferAsync(rooms, high))?.Agent, (await OfferAsync(rooms, again))?.Agent, (await OfferAsync(rooms, low))?.Agent));
    }

    [TestMethod]
    public async Task Whatever_happens_nothing_waits_while_somebody_who_fits_is_free_and_nobody_holds_too_much()
    {
        const int Seed = 20;
        await using var rooms = await RoomsAsync(
            ("Desk:Routing:Offers:Skills:0:Category", "refund"), ("Desk:Routing:Offers:Skills:0:Skill", "refunds"), ("Desk:Routing:Offers:Skills:0:Level", "2"),
            ("Desk:Routing:Offers:Capacity", "1.25"), ("Desk:Routing:Offers:Most:request", "3"));
        var people = new[] { Mei, Tom, Ann, Li };
        await rooms.Get<ManageAgents>().SetAbilitiesAsync(Ann.Id, Tom.Id, new(new Dictionary<string, int> { ["refunds"] = 1 }, ["en"], null), Cancellation);
        await BeHereAsync(rooms, people);
        var (random, talks, acts) = (new Random(Seed), 0, 0);
        var options = rooms.Get<Microsoft.Extensions.Options.IOptions<OfferOptions>>().Value;

        for (var step = 0; step < 250; step++)
        {
            var who = people[random.Next(people.Length)];
            switch (random.Next(12))
            {
                case 0 or 1:
                    await OpenAsync(rooms, random.Next(3) switch { 0 => "fault", 1 => "refund", _ => "billing" }, language: random.Next(2) == 0 ? "en" : "zh");
                    break;
                case 2:
                    await rooms.HearAsync($"c{talks++}", "person");
                    break;
                case 3 or 4 or 5 or 6:
                    foreach (var offer in (await rooms.ReadAsync(session => OfferStore.OpenAsync(session, who.Id))).Take(1))
                    {
                        acts++;
                        Task answer = (offer.Kind, random.Next(3)) switch
                        {
                            (WorkKind.Request, 0) => DeclineAsync(rooms, new(offer.Item), who),
                            (WorkKind.Request, _) => AssignAsync(rooms, new(offer.Item), who.Id),
                            (_, 0) => rooms.DoAsync(offer.Item, who, new OwnershipEvent.Declined(who.Id, null)),
                            _ => rooms.DoAsync(offer.Item, who, new OwnershipEvent.TakenOver(who.Id)),
                        };
                        await answer;
                    }

                    break;
                case 7 or 8:
                    foreach (var number in (await HeldAsync(rooms, who)).Take(1))
                    {
                        Task end = random.Next(3) switch
                        {
                            0 => StatusAsync(rooms, new(number), RequestStatus.Waiting),
                            1 => AssignAsync(rooms, new(number), null),
                            _ => StatusAsync(rooms, new(number), RequestStatus.Resolved),
                        };
                        await end;
                    }

                    break;
                case 9:
                    foreach (var row in (await rooms.ReadAsync(session => OwnershipStore.OfAgentAsync(session, who.Id, default, 0, 10))).Take(1))
                    {
                        await rooms.DoAsync(row.Conversation, who, new OwnershipEvent.AgentEnded(who.Id, ForGood: true));
                    }

                    break;
                case 10:
                    await rooms.Get<ManageAgents>().SetAvailabilityAsync(who.Id, random.Next(3) == 0 ? Availability.Away : Availability.Available, Cancellation);
                    break;
                default:
                    rooms.Clock.Advance(TimeSpan.FromSeconds(random.Next(40)));
                    await rooms.Get<AgentPresence>().RenewAsync(Cancellation);
                    break;
            }

            await HandOutAsync(rooms);
            var (waiting, agents) = await StandAsync(rooms, options);
            Assert.IsNull(WaitsInVain.Find(waiting, agents, options, rooms.Clock.GetUtcNow()), $"seed {Seed}, step {step}");
            Assert.IsTrue(agents.All(agent => agent.Held["request"] <= 3 && agent.LoadIn(options) <= agent.Capacity + 1e-9), $"seed {Seed}, step {step}: somebody has too much");
        }

        Assert.IsGreaterThan(30, acts);
    }

    /// <summary>What waits and who works, read in words of the test's own.</summary>
    private static Task<(List<WorkItem> Waiting, IReadOnlyList<DispatchAgent> Agents)> StandAsync(TestRooms rooms, OfferOptions options) => rooms.ReadAsync(async session =>
    {
        var requests = await session.QueryAsync<Row>(
            "SELECT number, team, language, category FROM desk_request WHERE agent IS NULL AND status IN ('new', 'open') AND number NOT IN (SELECT item FROM desk_offer WHERE kind = 'request' AND ended_at IS NULL)");
        var clocks = (await session.QueryAsync<RequestClock>("SELECT number, team, language, due_at, waits_since, pressing_at FROM desk_request_clock")).ToDictionary(clock => clock.Number);
        var refused = (await session.QueryAsync<Refused>("SELECT kind, item, agent, ended_at FROM desk_offer WHERE outcome IN ('declined', 'lapsed')")).ToLookup(row => (row.Kind, row.Item));
        var items = requests.Select(row => new WorkItem
        {
            Id = new(WorkKind.Request, row.Number),
            Channel = "request",
            Team = row.Team,
            Language = row.Language,
            Demands = row.Category == "refund" ? [new("refunds", 2)] : [],
            WaitsSince = clocks[row.Number].WaitsSince!.Value,
            DueAt = default,
            TurnedDown = [.. refused[("request", row.Number)].Select(one => new TurnedDown(one.Agent, one.EndedAt.AddSeconds(600)))],
        });
        var talks = (await OwnershipStore.UnofferedAsync(session, 1_000)).Select(row => new WorkItem
        {
            Id = new(WorkKind.Conversation, row.Conversation),
            Channel = "chat",
            Team = row.Team,
            Language = row.Language,
            WaitsSince = row.WaitsSince!.Value,
            DueAt = default,
            TurnedDown = [.. refused[("conversation", row.Conversation)].Select(one => new TurnedDown(one.Agent, one.EndedAt.AddSeconds(600)))],
        });
        return (items.Concat(talks).ToList(), await AgentStore.ReadAsync(session, options, "care", rooms.Clock.GetUtcNow()));
    });

    /// <summary>The reader of the log catches up, and then work is handed out; once more if something had changed meanwhile.</summary>
    private async Task HandOutAsync(TestRooms rooms)
    {
        var numbers = await rooms.ReadAsync(session => session.QueryAsync<long>("SELECT number FROM desk_request"));
        await rooms.WriteAsync(async unit =>
        {
            await rooms.Get<RequestClocks>().RefreshAsync(unit, [.. numbers]);
            return true;
        });
        await rooms.Get<HandOutWork>().HandOutAsync(Cancellation);
    }

    private static async Task BeHereAsync(TestRooms rooms, params StaffMember[] members)
    {
        foreach (var member in members)
        {
            await rooms.Get<AgentPresence>().ArriveAsync(member.Id, CancellationToken.None);
            await rooms.Get<ManageAgents>().SetAvailabilityAsync(member.Id, Availability.Available, CancellationToken.None);
        }
    }

    private static async Task<RequestNumber> OpenAsync(
        TestRooms rooms, string category, RequestPriority priority = RequestPriority.Normal, string language = "en", Guid? customer = null) =>
        ((OpenRequestOutcome.Opened)await rooms.WriteAsync(unit => rooms.Get<OpenRequest>().HandleAsync(unit, new()
        {
            Subject = "It",
            Details = "does not work",
            Category = category,
            Priority = priority,
            Language = language,
            By = Actor.Bot,
            Team = category == "fault" ? "faults" : "billing",
            Customer = customer,
        }))).Request.Number;

    private static Task<AssignOutcome> AssignAsync(TestRooms rooms, RequestNumber number, Guid? to) =>
        rooms.WriteAsync(unit => rooms.Get<AssignRequest>().HandleAsync(unit, number, null, to, Actor.Staff(to ?? Ann.Id), null));

    private static Task<ChangeStatusOutcome> StatusAsync(TestRooms rooms, RequestNumber number, RequestStatus status) =>
        rooms.WriteAsync(unit => rooms.Get<ChangeStatus>().HandleAsync(unit, number, status, Actor.Staff(Ann.Id), null, null));

    private static Task<bool> DeclineAsync(TestRooms rooms, RequestNumber number, StaffMember by) =>
        rooms.WriteAsync(unit => rooms.Get<RequestOffers>().DeclineAsync(unit, number, by.Id, "busy"));

    private static Task<OpenOffer?> OfferAsync(TestRooms rooms, RequestNumber number) => rooms.ReadAsync(session => OfferStore.FindAsync(session, new(WorkKind.Request, number.Value)));

    private static Task<IReadOnlyList<long>> HeldAsync(TestRooms rooms, StaffMember? by = null) => rooms.ReadAsync(session =>
        session.QueryAsync<long>("SELECT number FROM desk_request WHERE agent = @id AND status IN ('new', 'open') ORDER BY number", new { id = (by ?? Mei).Id }));

    private static async Task<string> EndedAsync(TestRooms rooms) => string.Join(", ", (await rooms.ReadAsync(session =>
        session.QueryAsync<Ended>("SELECT outcome, reason FROM desk_offer WHERE ended_at IS NOT NULL ORDER BY id"))).Select(ended => $"{ended.Outcome} {ended.Reason}".Trim()));

    private Task<TestRooms> RoomsAsync(params (string Key, string Value)[] settings) => DeskRooms.CreateAsync(provider, Cancellation, settings);

    private sealed record Row
    {
        public required long Number { get; init; }

        public required string Team { get; init; }

        public required string Language { get; init; }

        public required string Category { get; init; }
    }

    private sealed record Refused
    {
        public required string Kind { get; init; }

        public required long Item { get; init; }

        public required Guid Agent { get; init; }

        public required DateTimeOffset EndedAt { get; init; }
    }

    private sealed record Ended
    {
        public required string Outcome { get; init; }

        public string? Reason { get; init; }
    }
}
