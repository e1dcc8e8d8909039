namespace ServiceBot.Storage.Sqlite;

internal sealed class SqliteDialect : ISqlDialect
{
    public string MigrationSuffix => "sqlite";

    public string ForUpdate => "";

    public string ReadSignals(bool ofTypes) => $"""
        SELECT 0 AS "transaction", sequence, type, at, conversation, customer, data
        FROM storage_signal
        WHERE sequence > @sequence {(ofTypes ? $"AND {IsIn("type", "@types")}" : "")}
        ORDER BY sequence
        LIMIT @take
        """;

    public string LastSignal => """SELECT 0 AS "transaction", sequence FROM storage_signal ORDER BY sequence DESC LIMIT 1""";

    public string IsIn(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    public string EachOf(string parameter) => $"json_each({parameter})";

    public string InsertEach(string table, IReadOnlyList<string> columns, string parameter) =>
        $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", columns.Select(column => $"value ->> '{column}'"))} FROM json_each({parameter})";

    public string Id(string text) => text;

    public string JsonObject => "json_object";

    public string Columns => """
        SELECT t.name AS "table", c.name, c.type = 'BLOB' AS is_bytes FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND c.type IN ('TEXT', 'BLOB') ORDER BY t.name, c.cid
        """;

    public string Holds(string column, bool isBytes, string text) => isBytes ? $"instr({column}, CAST({text} AS BLOB)) > 0" : $"instr(lower({column}), {text}) > 0";

    public Task LockAsync(UnitOfWork unit, long key) => Task.CompletedTask;
}
