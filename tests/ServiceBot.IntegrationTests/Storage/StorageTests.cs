using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.IntegrationTests.Storage;

[TestClass]
public sealed class StorageOnSqlite() : StorageTests(StorageProvider.Sqlite);

[TestClass]
public sealed class StorageOnPostgreSql() : StorageTests(StorageProvider.PostgreSql)
{
    [TestMethod]
    public async Task A_transaction_held_open_is_never_stepped_over()
    {
        var log = Rooms.Get<SignalLog>();
        var appended = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var late = Rooms.WriteAsync(async unit =>
        {
            await log.AppendAsync(unit, SignalOf("late"));
            appended.TrySetResult();
            await release.Task;
            return true;
        });
        await appended.Task.WaitAsync(Cancellation);
        await AppendAsync("early");

        var whileOpen = await log.ReadPageAsync(default, 10, Cancellation);
        release.SetResult();
        await late;
        var afterwards = await ReadUntilAsync(2);

        Assert.IsEmpty(whileOpen);
        CollectionAssert.AreEqual(new[] { "late", "early" }, afterwards.Select(signal => signal.Signal.Type).ToList());
    }
}

public abstract class StorageTests(StorageProvider provider) : DatabaseTests(provider)
{
    [TestMethod]
    public async Task A_read_sees_nothing_of_what_is_committed_while_it_goes_on()
    {
        const string Count = "SELECT count(*) FROM storage_signal";
        await AppendAsync("one");
        var (before, meanwhile) = await Rooms.ReadAsync(async session =>
        {
            var first = await session.GetAsync<long>(Count);
            await AppendAsync("two");
            return (first, await session.GetAsync<long>(Count));
        });

        Assert.AreEqual((before, before + 1), (meanwhile, await Rooms.ReadAsync(session => session.GetAsync<long>(Count))));
    }

    [TestMethod]
    public async Task A_reader_resumes_after_the_position_it_saved()
    {
        var log = Rooms.Get<SignalLog>();
        await AppendAsync("one");
        await AppendAsync("two");
        var first = (await ReadUntilAsync(2))[0];
        await Rooms.WriteAsync(async unit =>
        {
            await SignalLog.SavePositionAsync(unit, "reader", first.Position);
            return true;
        });

        var position = await log.FindPositionAsync("reader", Cancellation);
        var rest = await log.ReadPageAsync(position, 10, Cancellation);

        Assert.AreEqual(first.Position, position);
        Assert.AreEqual("two", rest.Single().Signal.Type);
    }

    [TestMethod]
    public async Task A_unit_that_fails_is_undone_alone()
    {
        var good = Enumerable.Range(0, 20).Select(n => AppendAsync($"good{n}")).ToList();
        var bad = Rooms.WriteAsync<bool>(async unit =>
        {
            await Rooms.Get<SignalLog>().AppendAsync(unit, SignalOf("bad"));
            throw new InvalidOperationException("on purpose");
        });

        await Task.WhenAll(good);
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => bad);
        Assert.AreEqual(0, await Rooms.CountSignalsAsync("bad"));
        Assert.AreEqual(1, await Rooms.CountSignalsAsync("good7"));
    }

    [TestMethod]
    public async Task Migrating_twice_changes_nothing()
    {
        Assert.IsEmpty(await Rooms.Get<Migrator>().MigrateAsync(Cancellation));
    }

    [TestMethod]
    public async Task A_secret_is_made_once()
    {
        var secrets = Rooms.Get<SecretStore>();

        var made = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => secrets.GetOrCreateAsync("s", Cancellation)));

        Assert.AreEqual(1, made.Select(Convert.ToHexString).Distinct().Count());
    }

    private protected static Signal SignalOf(string type) => new(type, DateTimeOffset.UnixEpoch);

    private protected Task AppendAsync(string type) => Rooms.WriteAsync(async unit =>
    {
        await Rooms.Get<SignalLog>().AppendAsync(unit, SignalOf(type));
        return true;
    });

    /// <summary>Other tests' open transactions on the shared cluster delay a reader; they end.</summary>
    private protected async Task<IReadOnlyList<LoggedSignal>> ReadUntilAsync(int count)
    {
        while (true)
        {
            var signals = await Rooms.Get<SignalLog>().ReadPageAsync(default, 10, Cancellation);
            if (signals.Count >= count)
            {
                return signals;
            }

            await Task.Delay(10, Cancellation);
        }
    }
}
