using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Transcripts;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.HandOver;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk.HandOver;

[TestClass]
public sealed class OwnershipOnSqlite() : OwnershipTests(StorageProvider.Sqlite);

[TestClass]
public sealed class OwnershipOnPostgreSql() : OwnershipTests(StorageProvider.PostgreSql)
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Who_takes_it_while_the_bot_thinks_comes_after_its_answer_and_never_between(bool fromQueue)
    {
        await using var rooms = await DeskRooms.CreateAsync(StorageProvider.PostgreSql, Cancellation);
        var key = await rooms.HearAsync("c", "hello");
        var node = rooms.AddNode(DeskRooms.Configure);
        if (fromQueue)
        {
            rooms.Get<TurnRunner>().Stop();     // what it accepts it never handles, as if it had died; the other node does
            await rooms.AcceptAsync("c", "slow");
            await node.Get<TurnRunner>().RecoverAsync(Cancellation);
        }

        var turn = fromQueue ? Task.CompletedTask : node.HearAsync("c", "slow");
        var handler = node.Get<DeskHandler>();
        await handler.Running.Task.WaitAsync(Cancellation);
        var take = rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        Assert.IsFalse(take.IsCompleted);
        handler.Go.SetResult();
        await Task.WhenAll(turn, take);

        CollectionAssert.AreEqual(
            new[] { "hello", "bot: 1 hello", "slow", "bot: 2 slow", "Mei is here now and reads what you write." }, await rooms.TextsAsync(key));
    }
}

public abstract class OwnershipTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task An_agent_takes_it_from_the_bot_answers_and_hands_back_where_the_bot_stopped()
    {
        await using var rooms = await RoomsAsync();
        var key = await rooms.HearAsync("c", "one");

        var taken = (Decision.Changed)(await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id)))!;
        await rooms.HearAsync("c", "two");
        await rooms.AnswerAsync(key, Mei, "I look into it.", taken.Now.Epoch);
        await rooms.DoAsync(key, Mei, new OwnershipEvent.HandedBack(Mei.Id, Fresh: false, "The router was swapped."));
        await rooms.HearAsync("c", "three");

        CollectionAssert.AreEqual(
            new[]
            {
                "one", "bot: 1 one", "Mei is here now and reads what you write.", "two", "I look into it.",
                "Mei has finished; it's me again. Let's go on where we stopped.\n\n> The router was swapped.", "three", "bot: 2 three",
            },
            await rooms.TextsAsync(key));
        Assert.AreEqual((Holder.Bot, 2L), ((await rooms.StandAsync(key)).Holder, (await rooms.StandAsync(key)).Epoch));
    }

    [TestMethod]
    public async Task Handed_back_afresh_the_bot_has_forgotten_where_it_was()
    {
        await using var rooms = await RoomsAsync();
        var key = await rooms.HearAsync("c", "one");

        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        await rooms.DoAsync(key, Mei, new OwnershipEvent.HandedBack(Mei.Id, Fresh: true, null));
        await rooms.HearAsync("c", "two");

        Assert.AreEqual("bot: 1 two", (await rooms.TextsAsync(key))[^1]);
    }

    [TestMethod]
    public async Task The_customer_is_spoken_to_in_the_language_of_their_last_words()
    {
        await using var rooms = await RoomsAsync();
        var key = await rooms.HearAsync("c", "我的路由器老是断线");

        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));

        Assert.AreEqual("Mei已接入，请直接在这里对话。", (await rooms.TextsAsync(key))[^1]);
    }

    [TestMethod]
    public async Task Two_take_it_at_once_one_has_it_and_the_other_is_told_who()
    {
        await using var rooms = await RoomsAsync();
        for (var round = 0; round < 10; round++)
        {
            var key = await rooms.HearAsync($"c{round}", "person");

            var decisions = await Task.WhenAll(
                Task.Run(() => rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id)), Cancellation),
                Task.Run(() => rooms.DoAsync(key, Tom, new OwnershipEvent.TakenOver(Tom.Id)), Cancellation));

            var won = decisions.OfType<Decision.Changed>().Single().Now;
            Assert.AreEqual(new Decision.Refused(Refusal.AlreadyTaken, won), decisions.OfType<Decision.Refused>().Single());
            Assert.AreEqual(won, await rooms.StandAsync(key));
            Assert.ContainsSingle((await rooms.TextsAsync(key)).Where(text => text.Contains("is here now", StringComparison.Ordinal)));
        }
    }

    [TestMethod]
    public async Task An_answer_is_said_once_and_only_under_the_epoch_that_the_agent_saw()
    {
        await using var rooms = await RoomsAsync();
        var key = await rooms.HearAsync("c", "person");
        var epoch = ((Decision.Changed)(await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id)))!).Now.Epoch;

        var first = (AnswerOutcome.Said)await rooms.AnswerAsync(key, Mei, "Hello!", epoch, "k1");
        await rooms.DoAsync(key, Ann, new OwnershipEvent.BargedIn(Ann.Id));
        var again = await rooms.AnswerAsync(key, Mei, "Hello!", epoch, "k1");
        var stale = (AnswerOutcome.Refused)await rooms.AnswerAsync(key, Mei, "Still there?", epoch, "k2");
        var notHers = (AnswerOutcome.Refused)await rooms.AnswerAsync(key, Mei, "Still there?", epoch + 1);

        Assert.AreEqual(first with { IsNew = false }, again);
        Assert.AreEqual((Refusal.StaleEpoch, Ann.Id), (stale.Decision.Why, stale.Decision.Now.Agent));
        Assert.AreEqual((Refusal.NotYours, Ann.Id), (notHers.Decision.Why, notHers.Decision.Now.Agent));
        Assert.ContainsSingle((await rooms.TextsAsync(key)).Where(text => text == "Hello!"));
        Assert.DoesNotContain("Still there?", await rooms.TextsAsync(key));
    }

    [TestMethod]
    public async Task Passed_on_it_is_kept_for_a_colleague_who_declines_or_lets_the_time_pass_and_the_customer_hears_it()
    {
        await using var rooms = await RoomsAsync();
        var key = await rooms.HearAsync("c", "person");
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));

        await rooms.DoAsync(key, Mei, new OwnershipEvent.PassedToAgent(Mei.Id, Tom.Id), note: "Knows routers.");
        var kept = await rooms.StandAsync(key);
        await rooms.DoAsync(key, Tom, new OwnershipEvent.Declined(Tom.Id));
        await rooms.DoAsync(key, Mei, new OwnershipEvent.PassedToAgent(Mei.Id, Ann.Id));
        await rooms.WaitAsync(TimeSpan.FromSeconds(59));
        var before = await rooms.StandAsync(key);
        await rooms.WaitAsync(TimeSpan.FromSeconds(1));
        var after = await rooms.StandAsync(key);
        await rooms.DoAsync(key, Mei, new OwnershipEvent.PassedToTeam(Mei.Id, "faults"));

        Assert.AreEqual((Holder.Queue, Tom.Id), (kept.Holder, kept.Offer!.To));
        Assert.AreEqual((Ann.Id, null), (before.Offer!.To, after.Offer));
        CollectionAssert.AreEqual(
            new[]
            {
                "I'm passing you on to Tom, who answers you here and can read everything.",
                "Tom can't come just now. The next free colleague answers you here; you are number 1 in the queue.",
                "I'm passing you on to Ann, who answers you here and can read everything.",
                "Ann can't come just now. The next free colleague answers you here; you are number 1 in the queue.",
                "I'm passing you on to our faults team. You are number 1 in the queue, and they can read everything.",
            },
            (await rooms.TextsAsync(key))[3..]);
        Assert.IsNull(await rooms.DoAsync(key, Tom, new OwnershipEvent.TakenOver(Tom.Id)), "It is another team's now.");
    }

    [TestMethod]
    public async Task A_silent_agent_loses_the_customer_who_hears_of_it_in_time_also_after_a_restart()
    {
        var rooms = await RoomsAsync();
        try
        {
            var first = await rooms.HearAsync("first", "person");
            await rooms.DoAsync(first, Mei, new OwnershipEvent.TakenOver(Mei.Id));
            await rooms.AnswerAsync(first, Mei, "One moment.", 2);
            await rooms.WaitAsync(TimeSpan.FromMinutes(20));
            Assert.AreEqual(Mei.Id, (await rooms.StandAsync(first)).Agent, "Nobody waits for a word.");
            await rooms.HearAsync("first", "Are you there?");
            rooms.Clock.Advance(TimeSpan.FromMinutes(1));
            var second = await rooms.HearAsync("second", "person");

            rooms = await rooms.RestartAsync();
            var early = await rooms.WaitAsync(TimeSpan.FromMinutes(4) - TimeSpan.FromSeconds(1));
            var due = await rooms.WaitAsync(TimeSpan.FromSeconds(1));
            var again = await rooms.WaitAsync(TimeSpan.Zero);

            Assert.AreEqual((0, 1, 0), (early, due, again));
            Assert.AreEqual("I'm sorry that you had to wait. The next free colleague answers you here; you are number 1 in the queue.", (await rooms.TextsAsync(first))[^1]);
            await rooms.WaitAsync(TimeSpan.FromMinutes(1));
            Assert.AreEqual("Thank you for waiting. You are number 2 in the queue; a colleague answers you here.", (await rooms.TextsAsync(second))[^1]);
        }
        finally
        {
            await rooms.DisposeAsync();
        }
    }

    [TestMethod]
    public async Task Who_waits_when_people_leave_is_told_once_when_they_are_back()
    {
        await using var rooms = await RoomsAsync();
        var key = await rooms.HearAsync("c", "person");

        rooms.Clock.Advance(TimeSpan.FromHours(11) - TimeSpan.FromMinutes(2));     // 19:58
        await rooms.WaitAsync(TimeSpan.Zero);
        await rooms.WaitAsync(TimeSpan.FromMinutes(5));
        await rooms.WaitAsync(TimeSpan.FromHours(11));
        var texts = await rooms.TextsAsync(key);
        await rooms.WaitAsync(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(2));

        Assert.AreEqual("Our people are away right now. You keep your place (number 1); they answer you here tomorrow from 8:00.", texts[^1]);
        Assert.HasCount(texts.Count + 1, await rooms.TextsAsync(key));
    }

    [TestMethod]
    public async Task After_hours_the_bot_can_have_it_back()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation, ("Desk:HandOver:AfterHours", "Bot"));
        var key = await rooms.HearAsync("c", "person");

        await rooms.WaitAsync(TimeSpan.FromHours(12));
        await rooms.HearAsync("c", "hello");

        Assert.AreEqual("bot: 1 hello", (await rooms.TextsAsync(key))[^1]);
        Assert.AreEqual(0, await rooms.ReadAsync(session => ChangeOwner.PlaceAsync(session, key)));
    }

    [TestMethod]
    public async Task Notes_and_whispers_are_in_no_transcript()
    {
        await using var rooms = await RoomsAsync();
        var key = await rooms.HearAsync("c", "person");
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        var act = rooms.Get<ActOnConversation>();

        var note = await act.NoteAsync(key, Mei, "secret note\0", whispers: false, "n1", Cancellation);
        var same = await act.NoteAsync(key, Mei, "secret note", whispers: false, "n1", Cancellation);
        await act.NoteAsync(key, Ann, "secret whisper", whispers: true, null, Cancellation);
        await rooms.DoAsync(key, Mei, new OwnershipEvent.PassedToAgent(Mei.Id, Tom.Id), note: "secret transfer");

        var transcript = await rooms.ReadAsync(async session => await TranscriptStore.ReadAsync(session, (await ConversationStore.FindAsync(session, key))!));
        Assert.DoesNotContain("secret", ActivityJson.Write(new() { Properties = null, Text = string.Join(' ', transcript.Select(ActivityJson.Write)) }));
        Assert.DoesNotContain("secret", string.Join(' ', await rooms.ReadAsync(session => session.QueryAsync<string>("SELECT data FROM storage_signal"))));
        Assert.AreEqual(note, same);
        CollectionAssert.AreEqual(
            new[] { "note secret note", "whisper secret whisper", "transfer secret transfer" },
            (await rooms.ReadAsync(session => SaidStore.NotesAsync(session, key, 0, 0, long.MaxValue, 10))).Select(said => $"{said.Kind} {said.Words}").ToList());
    }

    [TestMethod]
    public async Task A_turn_that_fails_under_a_person_says_nothing_and_its_words_are_kept()
    {
        await using var rooms = await RoomsAsync();
        var key = await rooms.HearAsync("c", "hello");
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));

        await rooms.HearAsync("c", "fail");

        Assert.AreEqual("fail", (await rooms.TextsAsync(key))[^1]);
        Assert.AreEqual(1, await rooms.CountSignalsAsync("TurnFailed"));
    }

    [TestMethod]
    public async Task An_ended_conversation_takes_nothing_and_is_in_no_queue()
    {
        await using var rooms = await RoomsAsync();
        var byAgent = await rooms.HearAsync("a", "person");
        var byCustomer = await rooms.HearAsync("b", "person");
        await rooms.DoAsync(byAgent, Mei, new OwnershipEvent.TakenOver(Mei.Id));

        await rooms.DoAsync(byAgent, Mei, new OwnershipEvent.AgentEnded(Mei.Id, ForGood: true));
        await rooms.HearAsync("b", "", ActivityTypes.EndOfConversation);
        var late = await rooms.AnswerAsync(byAgent, Mei, "One more thing", 3);

        CollectionAssert.AreEqual(new[] { "Mei has ended the conversation. Thank you, and goodbye.", "endOfConversation" }, (await rooms.TextsAsync(byAgent))[^2..]);
        Assert.AreEqual(Refusal.Ended, ((AnswerOutcome.Refused)late).Decision.Why);
        Assert.IsInstanceOfType<AcceptOutcome.Ended>(await rooms.AcceptAsync("a", "hello?"));
        foreach (var key in new[] { byAgent, byCustomer })
        {
            Assert.AreEqual((true, Holder.Bot, (DateTimeOffset?)null), ((await rooms.StandAsync(key)).HasEnded, (await rooms.StandAsync(key)).Holder, (await rooms.StandAsync(key)).DueAt));
            Assert.AreEqual(0, await rooms.ReadAsync(session => ChangeOwner.PlaceAsync(session, key)));
        }
    }

    [TestMethod]
    public async Task A_hub_s_word_goes_the_same_way()
    {
        await using var rooms = await RoomsAsync();
        var key = await rooms.HearAsync("c", "person");

        var accepted = await ChangeAsync(rooms, key, new OwnershipEvent.HubAccepted());
        await rooms.HearAsync("c", "my lamp is red");
        var taken = await rooms.DoAsync(key, Ann, new OwnershipEvent.BargedIn(Ann.Id));
        await rooms.WaitAsync(TimeSpan.FromHours(1));
        await ChangeAsync(rooms, key, new OwnershipEvent.HubCompleted());

        Assert.IsTrue(((Decision.Changed)accepted).Now.IsAtHub);
        Assert.AreEqual(Refusal.AlreadyTaken, ((Decision.Refused)taken!).Why);
        Assert.AreEqual("My colleague has finished; it's me again. What else can I do for you?", (await rooms.TextsAsync(key))[^1]);
        Assert.IsNull(HubStatus.Read(new() { Type = ActivityTypes.Event, Name = "handoff.status" }));
    }

    private static Task<Decision> ChangeAsync(TestRooms rooms, long key, OwnershipEvent what) =>
        rooms.WriteAsync(async unit => await rooms.Get<ChangeOwner>().HandleAsync(unit, (await ConversationStore.HoldAsync(unit, key))!, what));

    private Task<TestRooms> RoomsAsync() => DeskRooms.CreateAsync(provider, Cancellation);
}
