using System.Text.Json;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk.HandOver;

/// <summary>
/// Customers, the bot, two agents, a lead, time and restarts side by side on the real rooms: never two owners, never a bot message under a person's
/// epoch, nothing lost, nothing said twice, and nobody silent for longer than promised. The pure transitions alone go through 200,000 steps in
/// <c>TransitionModelTests</c>.
/// </summary>
[TestClass]
public sealed class OwnershipFuzzTests
{
    private const int Conversations = 4;
    private const int Rounds = 1_200;
    private const int MostAtOnce = 6;
    private const int Minutes = 3;     // every promise

    private static readonly (string, string)[] Settings =
    [
        .. Enum.GetNames<DayOfWeek>().Select(day => ($"Desk:OpeningHours:Week:{day}", "00:00-24:00")),
        ("Desk:HandOver:SilenceMinutes", $"{Minutes}"), ("Desk:HandOver:NewsMinutes", $"{Minutes}"), ("Desk:HandOver:OfferSeconds", "45"),
    ];

    private readonly List<string> _accepted = [];
    private readonly List<string> _answered = [];
    private readonly Lock _gate = new();
    private int _steps;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(StorageProvider.Sqlite, Rounds)]
    [DataRow(StorageProvider.PostgreSql, Rounds / 3)]
    public async Task Any_interleaving_keeps_the_promises(StorageProvider provider, int rounds)
    {
        var seed = Random.Shared.Next();
        TestContext.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var rooms = await DeskRooms.CreateAsync(provider, TestContext.CancellationToken, Settings);
        try
        {
            for (var n = 0; n < Conversations; n++)
            {
                await SayAsync(rooms, n, "hello 0");
            }

            for (var round = 1; round <= rounds; round++)
            {
                var acts = Enumerable.Range(0, random.Next(1, MostAtOnce + 1)).Select(n => (Id: $"{round}-{n}", Seed: random.Next())).ToList();
                await Task.WhenAll(acts.Select(act => Task.Run(() => ActAsync(rooms, act.Id, new(act.Seed)))));
                _steps += acts.Count;
                if (random.Next(3) == 0)
                {
                    await rooms.WaitAsync(TimeSpan.FromSeconds(random.Next(1, 120)));
                    await CheckPromisesAsync(rooms, $"seed {seed}, round {round}");
                    _steps++;
                }

                if (random.Next(rounds / 15) == 0)
                {
                    rooms = await RestartAsync(rooms, random, round);
                    await CheckPromisesAsync(rooms, $"seed {seed}, after the restart of round {round}");
                    _steps++;
                }
            }

            await CheckHistoryAsync(rooms, $"seed {seed}");
            TestContext.WriteLine($"{_steps} steps");
        }
        finally
        {
            await rooms.DisposeAsync();
        }
    }

    private async Task ActAsync(TestRooms rooms, string id, Random random)
    {
        var key = random.Next(1, Conversations + 1);
        var by = new[] { Mei, Tom, Ann }[random.Next(3)];
        var to = new[] { Mei, Tom, Ann }[random.Next(3)];
        switch (random.Next(14))
        {
            case 0 or 1 or 2:
                await SayAsync(rooms, key - 1, $"{new[] { "hello", "person", "back", "fail" }[Math.Min(random.Next(5), 3)]} {id}");
                break;
            case 3 or 4 or 5:
                await AnswerAsync(rooms, key, by, id, stale: random.Next(5) == 0);
                break;
            case 6 or 7:
                await rooms.DoAsync(key, by, new OwnershipEvent.TakenOver(by.Id));
                break;
            case 8:
                await rooms.DoAsync(key, Ann, new OwnershipEvent.BargedIn(Ann.Id));
                break;
            case 9:
                await rooms.DoAsync(key, by, new OwnershipEvent.HandedBack(by.Id, random.Next(2) == 0, null));
                break;
            case 10:
                await rooms.DoAsync(key, by, new OwnershipEvent.PassedToAgent(by.Id, to.Id), note: $"note {id}");
                break;
            case 11:
                await rooms.DoAsync(key, by, new OwnershipEvent.PassedToTeam(by.Id, "billing"));
                break;
            case 12:
                await rooms.DoAsync(key, by, new OwnershipEvent.Declined(by.Id));
                break;
            default:
                await rooms.DoAsync(key, by, new OwnershipEvent.AgentEnded(by.Id, ForGood: false));
                break;
        }
    }

    private async Task SayAsync(TestRooms rooms, int conversation, string text)
    {
        await rooms.HearAsync($"c{conversation}", text);
        lock (_gate)
        {
            _accepted.Add(text);
        }
    }

    /// <summary>Answers under the epoch that is seen now, or before; sent twice, as by a client that did not hear the first answer.</summary>
    private async Task AnswerAsync(TestRooms rooms, long key, StaffMember by, string id, bool stale)
    {
        var epoch = (await rooms.StandAsync(key)).Epoch - (stale ? 1 : 0);
        var outcome = await rooms.AnswerAsync(key, by, $"answer {id}", epoch, id);
        var again = await rooms.AnswerAsync(key, by, $"answer {id}", epoch, id);
        if (outcome is AnswerOutcome.Said said)
        {
            Assert.AreEqual(said with { IsNew = false }, again);
        }

        if (again is AnswerOutcome.Said)
        {
            lock (_gate)
            {
                _answered.Add($"{by.Id} answer {id}");
            }
        }
    }

    /// <summary>The process dies with turns that it accepted and never ran, and some time later another begins with them.</summary>
    private async Task<TestRooms> RestartAsync(TestRooms rooms, Random random, int round)
    {
        rooms.Get<TurnRunner>().Stop();
        for (var n = 0; n < 3; n++)
        {
            var text = $"hello {round}-unheard{n}";
            await rooms.AcceptAsync($"c{random.Next(Conversations)}", text);
            _accepted.Add(text);
        }

        var next = await rooms.RestartAsync();
        next.Clock.Advance(TimeSpan.FromSeconds(random.Next(600)));
        await next.Get<TurnRunner>().RecoverAsync(CancellationToken.None);
        while (next.Get<TurnRunner>().Busy > 0)
        {
            await Task.Delay(1, TestContext.CancellationToken);
        }

        await next.WaitAsync(TimeSpan.Zero);
        return next;
    }

    /// <summary>Whoever waits for a person was told something within the promised time, measured by what stands in the conversation.</summary>
    private static async Task CheckPromisesAsync(TestRooms rooms, string where)
    {
        var now = rooms.Clock.GetUtcNow();
        for (var key = 1L; key <= Conversations; key++)
        {
            var stand = await rooms.StandAsync(key);
            var last = (await rooms.ReadAsync(session => ConversationStore.ReadAsync(session, key, 0, 1_000_000))).Last(recorded => !recorded.Inbound).At;
            var since = stand.Holder == Holder.Agent && stand.WaitsSince > last ? stand.WaitsSince.Value : last;
            Assert.AreEqual(stand.Holder == Holder.Queue ? 1 : 0, Math.Min(1, await rooms.ReadAsync(session => ChangeOwner.PlaceAsync(session, key))), where);
            Assert.AreEqual(stand.Holder == Holder.Agent, stand.Agent is not null, $"{where}: {stand}");
            Assert.IsTrue(stand.WaitsSince is null || now - since < TimeSpan.FromMinutes(Minutes), $"{where}: nothing said since {since:O}, now it is {now:O}, {stand}");
        }
    }

    private async Task CheckHistoryAsync(TestRooms rooms, string where)
    {
        var heard = new List<string>();
        var answers = new List<string>();
        for (var key = 1L; key <= Conversations; key++)
        {
            var conversation = (await rooms.ReadAsync(session => ConversationStore.FindAsync(session, key)))!;
            var recorded = await rooms.ReadAsync(session => ConversationStore.ReadAsync(session, key, 0, 1_000_000));
            var said = (await rooms.ReadAsync(session => SaidStore.RepliesAsync(session, key, 0, long.MaxValue))).ToDictionary(one => one.Seq);
            var owners = await OwnersAsync(rooms, key, where);
            Assert.AreEqual(conversation.Epoch, owners.Count - 1L, $"{where}: each change is one epoch");
            Assert.IsFalse(conversation.HasWaitingTurns, where);
            CollectionAssert.AreEqual(Enumerable.Range(1, recorded.Count).Select(n => (long)n).ToList(), recorded.Select(one => one.Seq).ToList(), where);

            var epoch = 0L;
            foreach (var one in recorded)
            {
                var text = ActivityJson.Parse(one.Json).Text!;
                if (one.Inbound)
                {
                    heard.Add(text);
                }
                else if (!said.TryGetValue(one.Seq, out var desk))
                {
                    Assert.AreNotEqual("agent", owners[epoch].Owner, $"{where}: in conversation {key} the bot says '{text}' under a person's epoch {epoch}");
                }
                else if (desk.Kind == SaidKinds.Reply)
                {
                    Assert.AreEqual((epoch, "agent", desk.Staff), (desk.Epoch, owners[desk.Epoch].Owner, owners[desk.Epoch].Agent), $"{where}: '{text}' in conversation {key}");
                    answers.Add($"{desk.Staff} {text}");
                }
                else
                {
                    epoch = desk.Epoch;
                }
            }
        }

        CollectionAssert.AreEquivalent(_accepted, heard, $"{where}: what customers said");
        CollectionAssert.AreEquivalent(_answered, answers, $"{where}: what agents said");
    }

    /// <summary>Who answered in each epoch, by the signals; one owner in each.</summary>
    private static async Task<Dictionary<long, (string Owner, Guid? Agent)>> OwnersAsync(TestRooms rooms, long key, string where)
    {
        var owners = new Dictionary<long, (string, Guid?)> { [0] = ("bot", null) };
        var signals = await rooms.ReadAsync(session => session.QueryAsync<string>(
            "SELECT data FROM storage_signal WHERE conversation = @key AND data LIKE '%\"epoch\"%' ORDER BY sequence", new { key }));
        foreach (var data in signals.Select(signal => JsonElement.Parse(signal)))
        {
            var owner = (data.GetProperty("owner").GetString()!, data.GetProperty("agent").ValueKind == JsonValueKind.Null ? (Guid?)null : data.GetProperty("agent").GetGuid());
            if (!owners.TryAdd(data.GetProperty("epoch").GetInt64(), owner))
            {
                Assert.AreEqual(owner, owners[data.GetProperty("epoch").GetInt64()], $"{where}: two owners in an epoch of conversation {key}");
            }
        }

        return owners;
    }
}
