using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Storage.PostgreSql;
using ServiceBot.Storage.Sqlite;
using ServiceBot.Testing;
using SQLitePCL;

namespace ServiceBot.Benchmarks.Desk;

/// <summary>
/// A connection of its own that writes many rows quickly: SQLite by one prepared statement, without a log and without syncing; PostgreSQL by COPY. The product has made the
/// tables, and its own code runs in <see cref="Unit"/>.
/// </summary>
internal abstract class Bulk : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = [];

    /// <summary>The product's way to the same connection.</summary>
    public abstract UnitOfWork Unit { get; }

    /// <summary>Where the keys of databases lie that stay from one run to the next.</summary>
    public static string Keys { get; } = Repository.At("artifacts", "benchmark-keys");

    /// <summary>Opens one.</summary>
    /// <param name="connection">A path, or a connection string of PostgreSQL.</param>
    /// <param name="isSqlite">Which of the two.</param>
    /// <param name="cipher">What sensitive fields are encrypted with.</param>
    public static async Task<Bulk> OpenAsync(string connection, bool isSqlite, SubjectCipher cipher) => isSqlite ? new OnSqlite(connection, cipher) : await OnPostgreSql.OpenAsync(connection, cipher);

    /// <summary>Adds rows; a row is an object whose properties are named as the columns (<c>OpenedAt</c>: <c>opened_at</c>).</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">All of one type.</param>
    public Task AddAsync(string table, IReadOnlyCollection<object> rows)
    {
        if (rows.Count == 0)
        {
            return Task.CompletedTask;
        }

        var columns = Known.GetOrAdd(rows.First().GetType(), type => type.GetProperties());
        return AddAsync(table, string.Join(", ", columns.Select(column => JsonNamingPolicy.SnakeCaseLower.ConvertName(column.Name))), columns, rows);
    }

    /// <summary>What a database does by itself after a while: PostgreSQL counts its rows and clears up; SQLite does nothing.</summary>
    public abstract Task SettleAsync();

    public abstract ValueTask DisposeAsync();

    private protected abstract Task AddAsync(string table, string names, PropertyInfo[] columns, IEnumerable<object> rows);

    private static string TextOf(object value) => value switch
    {
        string text => text,
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private sealed class OnSqlite : Bulk
    {
        private readonly PreparedConnection _connection;
        private readonly sqlite3 _handle;

        public OnSqlite(string path, SubjectCipher cipher)
        {
            SqliteLibrary.Load();
            var inner = new SqliteConnection($"Data Source={path};Pooling=False");
            inner.Open();
            (_connection, _handle) = (new(inner), inner.Handle!);
            foreach (var pragma in new[] { "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -2000000", "temp_store = MEMORY" })
            {
                _connection.Execute($"PRAGMA {pragma}");
            }

            _connection.Execute("BEGIN");
            Unit = new(_connection, new SqliteDialect(), cipher);
        }

        public override UnitOfWork Unit { get; }

        private protected override Task AddAsync(string table, string names, PropertyInfo[] columns, IEnumerable<object> rows)
        {
            SqliteException.ThrowExceptionForRC(
                raw.sqlite3_prepare_v2(_handle, $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})", out var statement), _handle);
            using (statement)
            {
                foreach (var row in rows)
                {
                    for (var i = 0; i < columns.Length; i++)
                    {
                        _ = columns[i].GetValue(row) switch
                        {
                            null => raw.sqlite3_bind_null(statement, i + 1),
                            int number => raw.sqlite3_bind_int64(statement, i + 1, number),
                            long number => raw.sqlite3_bind_int64(statement, i + 1, number),
                            bool yes => raw.sqlite3_bind_int64(statement, i + 1, yes ? 1 : 0),
                            var value => raw.sqlite3_bind_text(statement, i + 1, TextOf(value)),
                        };
                    }

                    var result = raw.sqlite3_step(statement);
                    raw.sqlite3_reset(statement);
                    SqliteException.ThrowExceptionForRC(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result, _handle);
                }
            }

            return Task.CompletedTask;
        }

        public override Task SettleAsync() => Task.CompletedTask;

        public override ValueTask DisposeAsync()
        {
            _connection.Execute("COMMIT");
            _connection.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class OnPostgreSql : Bulk
    {
        private readonly NpgsqlConnection _connection;

        private OnPostgreSql(NpgsqlConnection connection, SubjectCipher cipher) => (_connection, Unit) = (connection, new(new PostgreSqlConnection(connection), new PostgreSqlDialect(), cipher));

        public override UnitOfWork Unit { get; }

        public static async Task<Bulk> OpenAsync(string connection, SubjectCipher cipher)
        {
            var open = new NpgsqlConnection($"{connection};Pooling=false;Command Timeout=0;Max Auto Prepare=50");
            await open.OpenAsync();
            var bulk = new OnPostgreSql(open, cipher);
            await bulk.Unit.ExecuteAsync("SET session_replication_role = replica");     // foreign keys are not looked up
            await bulk.Unit.ExecuteAsync("SET work_mem = '256MB'");
            return bulk;
        }

        private protected override async Task AddAsync(string table, string names, PropertyInfo[] columns, IEnumerable<object> rows)
        {
            await using var copy = await _connection.BeginTextImportAsync($"COPY {table} ({names}) FROM STDIN");
            var line = new StringBuilder();
            foreach (var row in rows)
            {
                foreach (var column in columns)
                {
                    var value = column.GetValue(row);
                    line.Append(value is null ? "\\N" : value is string text ? text.Replace("\\", "\\\\", StringComparison.Ordinal) : TextOf(value)).Append('\t');
                }

                line.Length--;
                await copy.WriteAsync(line.Append('\n'));
                line.Clear();
            }
        }

        public override Task SettleAsync() => Unit.ExecuteAsync("VACUUM ANALYZE");

        public override ValueTask DisposeAsync() => _connection.DisposeAsync();
    }
}
