using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Channels;

/// <summary>What becomes of a message and its turn when the turn fails, and of those beside it.</summary>
public abstract class TurnTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_turn_that_fails_is_undone_the_customer_is_told_and_the_next_one_runs()
    {
        await using var rooms = await RoomsAsync();

        var failed = await SayAsync(rooms, "c", "always fails");
        var next = await SayAsync(rooms, "c", "hello");

        CollectionAssert.AreEqual(new[] { "failed" }, failed);
        CollectionAssert.AreEqual(new[] { "echo hello" }, next);
        CollectionAssert.AreEqual(new[] { "always fails", "failed", "hello", "echo hello" }, await TranscriptAsync(rooms, "c"));
        Assert.AreEqual(1, await rooms.CountSignalsAsync("TurnFailed"));
        Assert.AreEqual(1, await rooms.CountSignalsAsync("Heard"), "Only what the good turn wrote is kept.");
    }

    [TestMethod]
    public async Task A_turn_that_fails_once_is_run_again_and_answered()
    {
        await using var rooms = await RoomsAsync();

        var replies = await SayAsync(rooms, "c", "fails once");

        CollectionAssert.AreEqual(new[] { "echo fails once" }, replies);
        CollectionAssert.AreEqual(new[] { "fails once", "echo fails once" }, await TranscriptAsync(rooms, "c"));
        Assert.AreEqual(0, await rooms.CountSignalsAsync("TurnFailed"));
    }

    [TestMethod]
    public async Task Failing_turns_leave_those_beside_them_alone()
    {
        await using var rooms = await RoomsAsync();

        var said = Enumerable.Range(0, 60).Select(n => (Conversation: $"c{n % 20}", Text: n % 7 == 3 ? $"always fails {n}" : $"m{n}")).ToList();
        await Task.WhenAll(said.Select(one => SayAsync(rooms, one.Conversation, one.Text)));

        foreach (var conversation in said.GroupBy(one => one.Conversation))
        {
            var transcript = await TranscriptAsync(rooms, conversation.Key);
            var inbound = transcript.Where(text => !text.StartsWith("echo", StringComparison.Ordinal) && text != "failed").ToList();
            CollectionAssert.AreEquivalent(conversation.Select(one => one.Text).ToList(), inbound);
            CollectionAssert.AreEquivalent(
                inbound.Select(text => text.StartsWith("always", StringComparison.Ordinal) ? "failed" : $"echo {text}").ToList(),
                transcript.Where(text => !inbound.Contains(text)).ToList());
        }
    }

    [TestMethod]
    public async Task The_same_id_again_is_neither_stored_nor_answered()
    {
        await using var rooms = await RoomsAsync();

        await SayAsync(rooms, "c", "hello", id: "a1");
        var again = await AcceptAsync(rooms, "c", "hello", "a1");

        Assert.AreEqual(new AcceptOutcome.Repeated("a1"), again);
        CollectionAssert.AreEqual(new[] { "hello", "echo hello" }, await TranscriptAsync(rooms, "c"));
    }

    private Task<TestRooms> RoomsAsync() => TestRooms.CreateAsync(
        provider, new Dictionary<string, string?>(), Cancellation, services => services.AddSingleton<ITurnHandler, Moody>());

    private async Task<List<string>> SayAsync(TestRooms rooms, string conversation, string text, string? id = null)
    {
        var accepted = (AcceptOutcome.Accepted)await AcceptAsync(rooms, conversation, text, id);
        return [.. (await accepted.Turn.WaitAsync(Cancellation)).Replies.Select(reply => reply.Text!)];
    }

    private Task<AcceptOutcome> AcceptAsync(TestRooms rooms, string conversation, string text, string? id) => rooms.Get<AcceptActivity>().HandleAsync(
        new()
        {
            Type = ActivityTypes.Message,
            ChannelId = ChannelIds.DirectLine,
            Text = text,
            Id = id,
            From = new() { Id = "dl_1" },
            Conversation = new() { Id = conversation },
        },
        id,
        (activity, seq) =>
        {
            activity.Id = id ?? $"{conversation}|{seq}";
            return ActivityJson.Write(activity);
        },
        shown: true,
        Cancellation);

    private static async Task<List<string>> TranscriptAsync(TestRooms rooms, string id)
    {
        var conversation = (await rooms.ReadAsync(session => ConversationStore.FindAsync(session, ChannelIds.DirectLine, id)))!;
        return [.. (await rooms.ReadAsync(session => ConversationStore.ReadAsync(session, conversation.Key, 0, 1000))).Select(recorded => ActivityJson.Parse(recorded.Json).Text!)];
    }

    /// <summary>Writes, then fails where the words say so; otherwise an echo.</summary>
    private sealed class Moody : ITurnHandler
    {
        private int _failures;

        public object? Read(Activity activity) => null;

        public async Task HandleAsync(TurnContext turn, object? reading)
        {
            await turn.Unit.ExecuteAsync(
                "INSERT INTO storage_signal (type, at, conversation, data) VALUES ('Heard', @Now, @Key, '{}')", new { turn.Now, turn.Conversation.Key });
            var text = turn.Activity.Text!;
            if (text.StartsWith("always fails", StringComparison.Ordinal) || (text == "fails once" && Interlocked.Increment(ref _failures) == 1))
            {
                throw new InvalidOperationException("Not today.");
            }

            turn.Reply(new() { Type = ActivityTypes.Message, Text = $"echo {text}" });
        }

        public Activity ReplyToFailure(Activity activity) => new() { Type = ActivityTypes.Message, Text = "failed" };
    }
}

[TestClass]
public sealed class TurnsOnSqlite() : TurnTests(StorageProvider.Sqlite);

[TestClass]
public sealed class TurnsOnPostgreSql() : TurnTests(StorageProvider.PostgreSql);
