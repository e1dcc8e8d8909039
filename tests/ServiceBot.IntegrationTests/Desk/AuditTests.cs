using ServiceBot.Desk.Audit;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class AuditOnSqlite() : AuditTests(StorageProvider.Sqlite);

[TestClass]
public sealed class AuditOnPostgreSql() : AuditTests(StorageProvider.PostgreSql);

/// <summary>Whoever changes or takes out an entry of the audit log is found out.</summary>
public abstract class AuditTests(StorageProvider provider) : DatabaseTests(provider)
{
    [TestMethod]
    public async Task An_untouched_chain_is_whole_and_a_hash_that_was_written_down_is_found_again()
    {
        Assert.AreEqual(new AuditCheck(0, AuditEntry.Beginning, null, null), await CheckAsync());
        await AppendAsync(3);
        var early = await CheckAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AppendAsync(5)));

        var late = await CheckAsync(early.Head);

        Assert.AreEqual((43, null, true), (late.Entries, late.BrokenAt, late.HasHead));
        Assert.AreEqual(false, (await CheckAsync(new string('a', 64))).HasHead);
        var page = await Rooms.ReadAsync(session => AuditLog.ListAsync(session, "staff:mei", ["customer:1"], before: null, 10));
        Assert.IsTrue(page.Count > 0 && page.All(entry => entry.Subject == "customer:1"));
        CollectionAssert.AreEqual(page.Select(entry => entry.Number).OrderDescending().ToList(), page.Select(entry => entry.Number).ToList());
    }

    [TestMethod]
    [DataRow("UPDATE desk_audit SET actor = 'staff:bo' WHERE number = 4", 4L)]
    [DataRow("UPDATE desk_audit SET subject = 'customer:9' WHERE number = 1", 1L)]
    [DataRow("UPDATE desk_audit SET action = 'peeked' WHERE number = 9", 9L)]
    [DataRow("DELETE FROM desk_audit WHERE number = 5", 6L)]
    [DataRow("DELETE FROM desk_audit WHERE number = 1", 2L)]
    [DataRow("UPDATE desk_audit SET hash = previous WHERE number = 7", 7L)]
    public async Task What_was_changed_or_taken_out_breaks_the_chain(string sql, long brokenAt)
    {
        await AppendAsync(9);
        await Rooms.WriteAsync(unit => unit.ExecuteAsync(sql));

        Assert.AreEqual(brokenAt, (await CheckAsync()).BrokenAt);
    }

    [TestMethod]
    public async Task What_was_cut_off_at_the_end_is_told_by_a_hash_that_was_written_down()
    {
        await AppendAsync(9);
        var head = (await CheckAsync()).Head;
        await Rooms.WriteAsync(unit => unit.ExecuteAsync("DELETE FROM desk_audit WHERE number > 6"));

        var check = await CheckAsync(head);

        Assert.AreEqual((6, null, false), (check.Entries, check.BrokenAt, check.HasHead));
    }

    private Task<AuditCheck> CheckAsync(string? head = null) => AuditLog.CheckAsync(Rooms.Database, head, CancellationToken.None);

    private Task<bool> AppendAsync(int count) => Rooms.WriteAsync(async unit =>
    {
        await AuditLog.AppendAsync(unit, [.. Enumerable.Range(0, count).Select(i => (Rooms.Clock.GetUtcNow().AddTicks(i), "staff:mei", "read", $"customer:{i}"))]);
        return true;
    });
}
