using ServiceBot.Channels.Connector;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Tests.Channels.Connector;

[TestClass]
public sealed class TeamsPaceTests
{
    private readonly JumpingTime _clock = new();

    public required TestContext TestContext { get; set; }

    [Check(59, "A thread gets at most 7 messages in a second, 8 in two, 60 in thirty and 1,800 in an hour; none is dropped, and they wait no longer than they must.")]
    public async Task A_thread_gets_no_more_than_Teams_takes()
    {
        var pace = new TeamsPace(_clock);
        var sent = new List<DateTimeOffset>();
        for (var n = 0; n < 2_000; n++)
        {
            await pace.WaitAsync(Thread(1, "t"), TestContext.CancellationToken);
            sent.Add(_clock.GetUtcNow());
        }

        AssertRate(sent, 7, 1);
        AssertRate(sent, 8, 2);
        AssertRate(sent, 60, 30);
        AssertRate(sent, 1_800, 3_600);
        Assert.IsLessThan(TimeSpan.FromSeconds(32), sent[60] - sent[0], "The 61st.");
        Assert.IsLessThan(TimeSpan.FromSeconds(3_601), sent[1_800] - sent[0], "The 1,801st.");
    }

    [Check(59, "A tenant gets at most 30 messages in a second over all its threads; another tenant and another channel wait for nobody.")]
    public async Task A_tenant_gets_no_more_than_Teams_takes()
    {
        var pace = new TeamsPace(_clock);
        var sent = new List<DateTimeOffset>();
        for (var n = 0; n < 200; n++)
        {
            await pace.WaitAsync(Thread(n % 40, "t"), TestContext.CancellationToken);
            sent.Add(_clock.GetUtcNow());
        }

        var now = _clock.GetUtcNow();

        await pace.WaitAsync(Thread(41, "other"), TestContext.CancellationToken);
        for (var n = 0; n < 50; n++)
        {
            await pace.WaitAsync(Thread(42, "t", "test"), TestContext.CancellationToken);
        }

        AssertRate(sent, 30, 1);
        Assert.IsLessThan(TimeSpan.FromSeconds(8), sent[^1] - sent[0]);
        Assert.AreEqual(now, _clock.GetUtcNow());
    }

    private static void AssertRate(List<DateTimeOffset> sent, int count, int seconds)
    {
        for (var n = count; n < sent.Count; n++)
        {
            Assert.IsGreaterThanOrEqualTo(TimeSpan.FromSeconds(seconds), sent[n] - sent[n - count], $"{count} in {seconds} s, at {n}");
        }
    }

    private static Conversation Thread(long key, string tenant, string channel = "msteams") => new()
    {
        Key = key,
        ChannelId = channel,
        ConversationId = "c",
        UserId = "u",
        Reference = $$"""{"tenantId":"{{tenant}}"}""",
        Owner = ConversationOwners.Bot,
        Epoch = 0,
        LastSeq = 0,
        OpenedAt = default,
    };

    /// <summary>A clock that stands still until somebody waits, and then is where they want it.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow()
        {
            lock (_gate)
            {
                return _now;
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return new Done();
            }

            lock (_gate)
            {
                _now += dueTime;
            }

            ThreadPool.QueueUserWorkItem(_ => callback(state));
            return new Done();
        }

        private sealed class Done : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
