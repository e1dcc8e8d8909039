using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Storage.Sqlite;

namespace ServiceBot.Tests.Storage;

[TestClass]
public sealed class GroupCommitWriterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicebot-writer-");
    private readonly StorageMetrics _metrics = new();
    private readonly ConcurrentDictionary<string, bool> _run = new();

    public TestContext TestContext { get; set; } = null!;

    private string File => Path.Combine(_folder.FullName, "test.db");

    [TestInitialize]
    public void MakeTable()
    {
        SqliteLibrary.Load();
        using var connection = Open();
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("CREATE TABLE word (text TEXT NOT NULL)");
    }

    [TestMethod]
    public async Task A_caller_is_answered_once_the_disk_has_it()
    {
        using var disk = new SemaphoreSlim(0);
        using var writer = Writer(disk.Wait);

        var written = WriteAsync(writer, "one");
        await SeeAsync("one", written);
        Assert.IsFalse(written.IsCompleted);
        disk.Release();
        await written;
        Assert.AreEqual(1, _metrics.Commits);
    }

    [TestMethod]
    public async Task What_comes_during_a_sync_shares_the_next_one()
    {
        using var disk = new SemaphoreSlim(0);
        using var writer = Writer(disk.Wait);
        var first = WriteAsync(writer, "first");
        await SeeAsync("first", first);

        var others = Enumerable.Range(0, 20).Select(n => WriteAsync(writer, $"other {n}")).ToList();
        await RunAsync("other 19");
        disk.Release(2);
        await first;
        await Task.WhenAll(others);

        Assert.AreEqual(2, _metrics.Commits);
        Assert.AreEqual(21, _metrics.Units);
    }

    [TestMethod]
    public async Task A_unit_that_fails_during_a_sync_is_undone_alone()
    {
        using var disk = new SemaphoreSlim(0);
        using var writer = Writer(disk.Wait);
        var first = WriteAsync(writer, "first");
        await SeeAsync("first", first);

        var good = WriteAsync(writer, "good");
        var bad = writer.RunAsync<bool>(
            async unit =>
            {
                await unit.ExecuteAsync("INSERT INTO word (text) VALUES ('bad')");
                throw new InvalidOperationException("on purpose");
            },
            TestContext.CancellationToken);
        var late = WriteAsync(writer, "late");
        await RunAsync("late");
        disk.Release(2);
        await Task.WhenAll(first, good, late);

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => bad);
        CollectionAssert.AreEqual(new[] { "first", "good", "late" }, Words());
    }

    [TestMethod]
    public async Task After_a_sync_that_failed_nothing_is_written()
    {
        var works = true;
        using var writer = Writer(() =>
        {
            if (!works)
            {
                throw new IOException("test.db-wal: No space left on device.");
            }
        });
        await WriteAsync(writer, "before");
        works = false;
        var lost = await Assert.ThrowsExactlyAsync<StorageException>(() => WriteAsync(writer, "lost"));
        works = true;
        var refused = await Assert.ThrowsExactlyAsync<StorageException>(() => WriteAsync(writer, "after"));

        Assert.Contains("No space left on device", lost.Message);
        Assert.AreEqual(lost.Message, refused.Message);
        CollectionAssert.DoesNotContain(Words(), "after");
    }

    [TestMethod]
    public async Task Closing_waits_for_the_disk()
    {
        using var disk = new SemaphoreSlim(0);
        var writer = Writer(disk.Wait);
        var written = WriteAsync(writer, "one");
        await SeeAsync("one", written);

        var closing = Task.Run(writer.Dispose, TestContext.CancellationToken);
        Assert.IsFalse(closing.IsCompleted);
        disk.Release();
        await closing;

        await written;
        await Assert.ThrowsExactlyAsync<StorageException>(() => WriteAsync(writer, "too late"));
    }

    [TestMethod]
    public void The_log_of_a_database_is_synced()
    {
        using var connection = Open();
        connection.Execute("INSERT INTO word (text) VALUES ('one')");
        using var log = new WalFile(File);

        log.Sync();

        using var missing = new WalFile(File + "-other");
        Assert.ThrowsExactly<FileNotFoundException>(missing.Sync);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _folder.Delete(recursive: true);
    }

    private PreparedConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        var prepared = new PreparedConnection(connection);
        prepared.Execute("PRAGMA busy_timeout = 5000");     // another connection that opens or closes locks the log for a moment
        return prepared;
    }

    private GroupCommitWriter Writer(Action sync) => new(Open(), sync, new SqliteDialect(), new(new(Options.Create(new KeyOptions()), Options.Create(new StorageOptions()))), _metrics);

    private Task<int> WriteAsync(GroupCommitWriter writer, string word) =>
        writer.RunAsync(
            unit =>
            {
                _run[word] = true;
                return unit.ExecuteAsync("INSERT INTO word (text) VALUES (@word)", new { word });
            },
            TestContext.CancellationToken);

    /// <summary>A word's unit, and those before it, are in the open transaction.</summary>
    private async Task RunAsync(string word)
    {
        while (!_run.ContainsKey(word))
        {
            await Task.Delay(1, TestContext.CancellationToken);
        }
    }

    /// <summary>A transaction is seen by others once it is committed, synced or not.</summary>
    private async Task SeeAsync(string word, Task writing)
    {
        while (!Words().Contains(word))
        {
            if (writing.IsFaulted)
            {
                await writing;
            }

            await Task.Delay(1, TestContext.CancellationToken);
        }
    }

    private List<string> Words()
    {
        using var connection = Open();
        return [.. connection.QueryAsync<string>("SELECT text FROM word ORDER BY rowid", null).Result];
    }
}
