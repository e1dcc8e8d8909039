using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk.HandOver;

[TestClass]
public sealed class HandOutOnSqlite() : HandOutTests(StorageProvider.Sqlite);

[TestClass]
public sealed class HandOutOnPostgreSql() : HandOutTests(StorageProvider.PostgreSql)
{
    [TestMethod]
    public async Task Two_nodes_with_the_same_plan_offer_everything_once_and_nobody_too_much()
    {
        await using var rooms = await DeskRooms.CreateAsync(StorageProvider.PostgreSql, Cancellation);
        await BeHereAsync(rooms, Mei, Tom);
        for (var talk = 0; talk < 9; talk++)
        {
            await rooms.HearAsync($"c{talk}", "person");
        }

        var node = rooms.AddNode(DeskRooms.Configure);
        await Task.WhenAll(
            Task.Run(() => rooms.Get<HandOutWork>().HandOutAsync(Cancellation), Cancellation),
            Task.Run(() => node.Get<HandOutWork>().HandOutAsync(Cancellation), Cancellation));
        await rooms.Get<HandOutWork>().HandOutAsync(Cancellation);

        var offers = await rooms.ReadAsync(session => OfferStore.OpenAsync(session));
        Assert.HasCount(6, offers.DistinctBy(offer => offer.Item), "three each");
        Assert.AreEqual((3, 3), (offers.Count(offer => offer.Agent == Mei.Id), offers.Count(offer => offer.Agent == Tom.Id)));
    }
}

public abstract class HandOutTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Who_waits_is_offered_to_whoever_is_here_and_available_and_hears_nothing_of_it()
    {
        await using var rooms = await RoomsAsync();
        await BeHereAsync(rooms, Mei);
        var key = await rooms.HearAsync("c", "person");
        var before = await rooms.TextsAsync(key);

        var again = await HandOutAsync(rooms);

        var now = rooms.Clock.GetUtcNow();
        Assert.AreEqual(new Offer(Mei.Id, now.AddSeconds(30), IsRouted: true), (await rooms.StandAsync(key)).Offer);
        Assert.AreEqual(now.AddSeconds(30), again);
        CollectionAssert.AreEqual(before, await rooms.TextsAsync(key));
        var own = await rooms.Get<OwnWorkReader>().ReadAsync(Mei.Id, Cancellation);
        Assert.AreEqual((Availability.Available, 1.0, 3.0, key), (own.Availability, own.Load, own.Capacity, own.Offers.Single().Conversation));
        Assert.AreEqual("Mei, Ann NotConnected, Li NotConnected, Tom NotConnected", string.Join(", ", own.Offers[0].Because.Considered.Select(one => $"{one.Name} {one.Unfit?.Why}".Trim())));
    }

    [TestMethod]
    public async Task Without_anybody_who_says_they_are_available_nothing_is_offered()
    {
        await using var rooms = await RoomsAsync();
        await using var here = await rooms.Get<AgentPresence>().ArriveAsync(Mei.Id, Cancellation);
        var key = await rooms.HearAsync("c", "person");

        Assert.IsNull(await HandOutAsync(rooms));
        await rooms.Get<ManageAgents>().SetAvailabilityAsync(Mei.Id, Availability.Busy, Cancellation);
        Assert.IsNull(await HandOutAsync(rooms));
        Assert.IsNull((await rooms.StandAsync(key)).Offer);
    }

    [TestMethod]
    public async Task It_can_be_switched_off()
    {
        await using var rooms = await RoomsAsync(("Desk:Routing:Offers:Automatic", "false"));
        await BeHereAsync(rooms, Mei);
        var key = await rooms.HearAsync("c", "person");

        await HandOutAsync(rooms);

        Assert.IsNull((await rooms.StandAsync(key)).Offer);
    }

    [TestMethod]
    public async Task Accepted_it_is_theirs_and_declined_or_let_pass_it_is_the_next_ones()
    {
        await using var rooms = await RoomsAsync();
        await BeHereAsync(rooms, Mei, Tom, Ann);
        var key = await rooms.HearAsync("c", "person");
        await HandOutAsync(rooms);
        Assert.AreEqual(Mei.Id, (await rooms.StandAsync(key)).Offer!.To);

        await rooms.DoAsync(key, Mei, new OwnershipEvent.Declined(Mei.Id, "I am on the phone."));
        await HandOutAsync(rooms);
        Assert.AreEqual(Tom.Id, (await rooms.StandAsync(key)).Offer!.To);

        rooms.Clock.Advance(TimeSpan.FromSeconds(30));
        await HandOutAsync(rooms);
        Assert.AreEqual(Ann.Id, (await rooms.StandAsync(key)).Offer!.To);

        await rooms.DoAsync(key, Ann, new OwnershipEvent.TakenOver(Ann.Id));
        await HandOutAsync(rooms);
        Assert.AreEqual((Holder.Agent, Ann.Id), ((await rooms.StandAsync(key)).Holder, (await rooms.StandAsync(key)).Agent));
        CollectionAssert.AreEqual(
            new[] { "declined I am on the phone.", "lapsed", "accepted" },
            (await rooms.ReadAsync(session => session.QueryAsync<Ended>("SELECT outcome, reason FROM desk_offer ORDER BY id"))).Select(ended => $"{ended.Outcome} {ended.Reason}".Trim()).ToList());
    }

    [TestMethod]
    public async Task Who_goes_away_keeps_no_offer_and_what_was_withdrawn_is_not_held_against_them()
    {
        await using var rooms = await RoomsAsync();
        await BeHereAsync(rooms, Mei);
        var key = await rooms.HearAsync("c", "person");
        await HandOutAsync(rooms);

        await rooms.Get<ManageAgents>().SetAvailabilityAsync(Mei.Id, Availability.Away, Cancellation);
        await HandOutAsync(rooms);
        Assert.IsNull((await rooms.StandAsync(key)).Offer);

        await rooms.Get<ManageAgents>().SetAvailabilityAsync(Mei.Id, Availability.Available, Cancellation);
        await HandOutAsync(rooms);
        Assert.AreEqual(Mei.Id, (await rooms.StandAsync(key)).Offer!.To);
    }

    [TestMethod]
    public async Task A_page_that_is_left_counts_until_its_lease_is_over_and_one_that_stays_is_renewed()
    {
        await using var rooms = await RoomsAsync();
        await rooms.Get<ManageAgents>().SetAvailabilityAsync(Mei.Id, Availability.Available, Cancellation);
        var presence = rooms.Get<AgentPresence>();
        var page = await presence.ArriveAsync(Mei.Id, Cancellation);
        rooms.Clock.Advance(TimeSpan.FromSeconds(40));
        await presence.RenewAsync(Cancellation);
        rooms.Clock.Advance(TimeSpan.FromSeconds(40));
        var stayed = await IsTakingAsync();
        await page.DisposeAsync();
        await using (await presence.ArriveAsync(Mei.Id, Cancellation))
        {
            await presence.RenewAsync(Cancellation);
        }

        var left = await IsTakingAsync();
        await presence.RenewAsync(Cancellation);

        Assert.IsTrue(stayed);
        Assert.IsTrue(left);
        Assert.IsFalse(await IsTakingAsync());

        Task<bool> IsTakingAsync() => rooms.ReadAsync(session => AgentStore.IsAnybodyTakingAsync(session, rooms.Clock.GetUtcNow()));
    }

    [TestMethod]
    public async Task Who_leaves_a_page_before_it_is_noted_and_opens_the_next_is_here()
    {
        await using var rooms = await RoomsAsync();
        await rooms.Get<ManageAgents>().SetAvailabilityAsync(Mei.Id, Availability.Available, Cancellation);
        var presence = rooms.Get<AgentPresence>();

        await Assert.ThrowsAsync<OperationCanceledException>(() => presence.ArriveAsync(Mei.Id, new CancellationToken(canceled: true)));
        await using var next = await presence.ArriveAsync(Mei.Id, Cancellation);

        Assert.IsTrue(await rooms.ReadAsync(session => AgentStore.IsAnybodyTakingAsync(session, rooms.Clock.GetUtcNow())));
    }

    [TestMethod]
    public async Task Who_served_the_customer_last_has_the_first_say_and_skills_and_languages_count()
    {
        await using var rooms = await RoomsAsync(("Desk:Routing:Offers:Skills:0:Team", "billing"), ("Desk:Routing:Offers:Skills:0:Skill", "refunds"), ("Desk:Routing:Offers:Skills:0:Level", "2"));
        await BeHereAsync(rooms, Mei, Tom, Ann);
        var manage = rooms.Get<ManageAgents>();
        await manage.SetAbilitiesAsync(Ann.Id, Mei.Id, new(new Dictionary<string, int>(), [], null), Cancellation);
        await manage.SetAbilitiesAsync(Ann.Id, Tom.Id, new(new Dictionary<string, int> { ["refunds"] = 2 }, ["en"], 1), Cancellation);
        await manage.SetAbilitiesAsync(Ann.Id, Ann.Id, new(new Dictionary<string, int> { ["refunds"] = 3 }, ["zh"], null), Cancellation);
        var key = await rooms.HearAsync("c", "person");
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        await rooms.DoAsync(key, Mei, new OwnershipEvent.PassedToTeam(Mei.Id, "billing"));

        await HandOutAsync(rooms);
        Assert.AreEqual(Tom.Id, (await rooms.StandAsync(key)).Offer!.To, "who speaks English and knows refunds");

        rooms.Clock.Advance(TimeSpan.FromSeconds(240));
        await rooms.Get<AgentPresence>().RenewAsync(Cancellation);
        await HandOutAsync(rooms);
        Assert.AreEqual(Mei.Id, (await rooms.StandAsync(key)).Offer!.To, "by now the skill is asked for no more, and Mei knows the customer");
    }

    [TestMethod]
    public async Task An_offer_that_was_open_at_a_crash_ends_in_time_and_what_waited_is_offered()
    {
        var rooms = await RoomsAsync();
        await BeHereAsync(rooms, Mei);
        var key = await rooms.HearAsync("c", "person");
        await HandOutAsync(rooms);
        rooms.Clock.Advance(TimeSpan.FromSeconds(31));

        await using var restarted = await rooms.RestartAsync();
        await BeHereAsync(restarted, Tom);
        await HandOutAsync(restarted);

        Assert.AreEqual(Tom.Id, (await restarted.StandAsync(key)).Offer!.To);
        restarted.Clock.Advance(TimeSpan.FromMinutes(1));
        await BeHereAsync(restarted, Mei);
        Assert.AreEqual(1L, await restarted.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM desk_presence WHERE staff = @Id", new { Mei.Id })), "of the process that died nothing is left");
    }

    protected static async Task BeHereAsync(TestRooms rooms, params StaffMember[] members)
    {
        foreach (var member in members)
        {
            await rooms.Get<AgentPresence>().ArriveAsync(member.Id, CancellationToken.None);
            await rooms.Get<ManageAgents>().SetAvailabilityAsync(member.Id, Availability.Available, CancellationToken.None);
        }
    }

    private Task<DateTimeOffset?> HandOutAsync(TestRooms rooms) => rooms.Get<HandOutWork>().HandOutAsync(Cancellation);

    private Task<TestRooms> RoomsAsync(params (string Key, string Value)[] settings) => DeskRooms.CreateAsync(provider, Cancellation, settings);

    private sealed record Ended
    {
        public required string Outcome { get; init; }

        public string? Reason { get; init; }
    }
}
