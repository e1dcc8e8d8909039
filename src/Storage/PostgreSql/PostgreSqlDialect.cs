namespace ServiceBot.Storage.PostgreSql;

internal sealed class PostgreSqlDialect : ISqlDialect
{
    public string MigrationSuffix => "postgres";

    public string ForUpdate => "FOR NO KEY UPDATE";

    // Below the oldest transaction that is still open everything is decided, so nothing can appear there later.
    public string ReadSignals(bool ofTypes) => $"""
        SELECT transaction::text::bigint AS transaction, sequence, type, at, conversation, customer, data
        FROM storage_signal
        WHERE (transaction, sequence) > (@transaction::text::xid8, @sequence)
          AND transaction < pg_snapshot_xmin(pg_current_snapshot()) {(ofTypes ? $"AND {IsIn("type", "@types")}" : "")}
        ORDER BY transaction, sequence
        LIMIT @take
        """;

    public string LastSignal => """
        SELECT transaction::text::bigint AS transaction, sequence
        FROM storage_signal
        WHERE transaction < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY storage_signal.transaction DESC, sequence DESC
        LIMIT 1
        """;

    public string IsIn(string column, string parameter) => $"{column} = ANY({parameter})";

    public string EachOf(string parameter) => $"jsonb_array_elements({parameter}::jsonb) AS each(value)";

    public string InsertEach(string table, IReadOnlyList<string> columns, string parameter)
    {
        var names = string.Join(", ", columns.Select(column => $"\"{column}\""));
        return $"INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_recordset(NULL::{table}, {parameter}::jsonb)";
    }

    public string Id(string text) => $"CAST({text} AS uuid)";

    public string JsonObject => "json_build_object";

    public string Columns => """
        SELECT c.relname::text AS "table", a.attname::text AS name, a.atttypid = 'bytea'::regtype AS is_bytes FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid IN ('text'::regtype, 'bytea'::regtype)
        ORDER BY c.relname, a.attnum
        """;

    public string Holds(string column, bool isBytes, string text) => isBytes ? $"position(convert_to({text}, 'UTF8') IN {column}) > 0" : $"strpos(lower({column}), {text}) > 0";

    public Task LockAsync(UnitOfWork unit, long key) => unit.ExecuteAsync("SELECT pg_advisory_xact_lock(@key)", new { key });
}
