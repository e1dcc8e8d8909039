using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Storage;

[TestClass]
public sealed class ValuesOnSqlite() : ValueTests(StorageProvider.Sqlite)
{
    protected override string CreateTable => """
        CREATE TABLE test_value (
            id INTEGER PRIMARY KEY, words TEXT, began_at TEXT, who TEXT, price TEXT, is_open INTEGER, share REAL, bytes BLOB, number INTEGER, size TEXT
        )
        """;

    [TestMethod]
    public async Task A_text_with_a_nul_is_kept_whole()
    {
        await AddAsync(Empty with { Words = "a\0b" });

        Assert.AreEqual("a\0b", (await AllAsync()).Single().Words);
    }

    [TestMethod]
    public async Task A_parameter_that_is_missing_is_named()
    {
        var failure = await Assert.ThrowsExactlyAsync<InvalidOperationException>(
            () => Rooms.WriteAsync(async unit => await unit.ExecuteAsync("DELETE FROM test_value WHERE id = @id AND words = @words", new { id = 1L })));

        StringAssert.Contains(failure.Message, "@words", StringComparison.Ordinal);
    }
}

[TestClass]
public sealed class ValuesOnPostgreSql() : ValueTests(StorageProvider.PostgreSql)
{
    protected override string CreateTable => """
        CREATE TABLE test_value (
            id BIGINT PRIMARY KEY, words TEXT, began_at TIMESTAMPTZ, who UUID, price NUMERIC, is_open BOOLEAN, share DOUBLE PRECISION, bytes BYTEA, number BIGINT,
            size TEXT
        )
        """;
}

/// <summary>What goes into a column comes out of it, on both databases.</summary>
public abstract class ValueTests(StorageProvider provider) : DatabaseTests(provider)
{
    private static readonly DateTimeOffset Instant = new(2026, 11, 21, 10, 15, 0, 123, 456, TimeSpan.Zero);

    protected static Values Empty { get; } = new() { Id = 1 };

    protected abstract string CreateTable { get; }

    [TestInitialize]
    public Task CreateAsync() => Rooms.WriteAsync(async unit => await unit.ExecuteAsync(CreateTable));

    [TestMethod]
    public async Task Values_come_back_as_they_went_in()
    {
        Values[] rows =
        [
            Empty,
            new()
            {
                Id = long.MaxValue, Words = "路由器 😀 'quoted' ‮שלום", BeganAt = Instant, Who = Guid.Parse("0198f2a1-0000-7000-8000-00000000abcd"), Price = 12345678.90m,
                IsOpen = true, Share = 0.1, Bytes = [0, 1, 255], Number = int.MinValue, Size = Size.Large,
            },
            new()
            {
                Id = long.MinValue, Words = "", BeganAt = DateTimeOffset.UnixEpoch, Who = Guid.Empty, Price = 0m, IsOpen = false, Share = -1e300, Bytes = [], Number = 0,
                Size = Size.Small,
            },
            new() { Id = 2, Words = new string('长', 5_000), BeganAt = Instant.ToOffset(TimeSpan.FromHours(8)), Price = -0.01m },
        ];

        foreach (var row in rows)
        {
            await AddAsync(row);
        }

        var read = (await AllAsync()).ToDictionary(row => row.Id);
        foreach (var row in rows)
        {
            Assert.AreEqual(row with { Bytes = null }, read[row.Id] with { Bytes = null });
            CollectionAssert.AreEqual(row.Bytes, read[row.Id].Bytes);
        }
    }

    [TestMethod]
    public async Task A_list_is_none_one_or_many_values()
    {
        foreach (var id in Enumerable.Range(1, 3_000))
        {
            await AddAsync(Empty with { Id = id, Words = $"w{id}" });
        }

        Assert.AreEqual(0, await CountAsync("id", Array.Empty<long>()));
        Assert.AreEqual(1, await CountAsync("words", new[] { "w7", "'); DROP TABLE test_value; --" }));
        Assert.AreEqual(2_000, await CountAsync("id", Enumerable.Range(1_001, 5_000).Select(id => (long)id).ToArray()));
    }

    [TestMethod]
    public async Task A_statement_runs_once_for_each_of_a_list()
    {
        var added = await Rooms.WriteAsync(unit => unit.ExecuteAsync("INSERT INTO test_value (id) VALUES (@Id)", new[] { Empty, Empty with { Id = 2 } }));

        Assert.AreEqual(2, added);
        Assert.AreEqual(2, (await AllAsync()).Count);
    }

    [TestMethod]
    public async Task One_row_is_one_row()
    {
        await AddAsync(Empty);
        await AddAsync(Empty with { Id = 2 });

        Assert.IsNull(await Rooms.ReadAsync(session => session.FindAsync<Values>("SELECT id FROM test_value WHERE id = 9")));
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => Rooms.ReadAsync(session => session.FindAsync<Values>("SELECT id FROM test_value")));
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => Rooms.ReadAsync(session => session.GetAsync<long>("SELECT id FROM test_value WHERE id = 9")));
    }

    protected Task<int> AddAsync(Values row) => Rooms.WriteAsync(unit => unit.ExecuteAsync(
        """
        INSERT INTO test_value (id, words, began_at, who, price, is_open, share, bytes, number, size)
        VALUES (@Id, @words, @BeganAt, @Who, @Price, @IsOpen, @Share, @Bytes, @Number, @Size)
        """,
        new { row.Id, row.Words, row.BeganAt, row.Who, row.Price, row.IsOpen, row.Share, row.Bytes, row.Number, Size = row.Size?.ToString() }));

    protected Task<IReadOnlyList<Values>> AllAsync() => Rooms.ReadAsync(session => session.QueryAsync<Values>("SELECT * FROM test_value ORDER BY id"));

    private Task<long> CountAsync<T>(string column, T[] values) =>
        Rooms.ReadAsync(session => session.GetAsync<long>($"SELECT count(*) FROM test_value WHERE {session.Dialect.IsIn(column, "@values")}", new { values }));

    protected enum Size
    {
        Small,
        Large,
    }

    protected sealed record Values
    {
        public required long Id { get; init; }

        public string? Words { get; init; }

        public DateTimeOffset? BeganAt { get; init; }

        public Guid? Who { get; init; }

        public decimal? Price { get; init; }

        public bool? IsOpen { get; init; }

        public double? Share { get; init; }

        public byte[]? Bytes { get; init; }

        public int? Number { get; init; }

        public Size? Size { get; init; }
    }
}
