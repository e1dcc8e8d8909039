using System.Collections;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ServiceBot.Storage.Sqlite;

/// <summary>
/// A SQLite connection that keeps each statement prepared, with what binds its parameters and reads its rows: the turns' one writer spends its
/// time on these, and going through ADO.NET's general way costs it several times what SQLite itself does. For one thread at a time.
/// </summary>
internal sealed class PreparedConnection(SqliteConnection inner) : ISqlConnection, IDisposable
{
    private const int MostKept = 512;
    private readonly Dictionary<string, PreparedStatement> _statements = new(StringComparer.Ordinal);

    public string DataSource => inner.DataSource;

    private sqlite3 Handle => inner.Handle!;

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters)
    {
        var statement = Prepare(sql);
        try
        {
            statement.Bind(parameters);
            return Task.FromResult<IReadOnlyList<T>>(statement.Read<T>());
        }
        finally
        {
            Return(statement);
        }
    }

    public Task<int> ExecuteAsync(string sql, object? parameters) => Task.FromResult(Execute(sql, parameters));

    /// <summary>Runs a statement; with a list of parameters, once for each.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, object? parameters = null)
    {
        if (parameters is null && IsScript(sql))
        {
            using var script = inner.CreateCommand();
            script.CommandText = sql;
            return script.ExecuteNonQuery();
        }

        var statement = Prepare(sql);
        try
        {
            if (parameters is not IEnumerable list)
            {
                statement.Bind(parameters);
                return statement.Run();
            }

            var changed = 0;
            foreach (var each in list)
            {
                statement.Bind(each);
                changed += statement.Run();
            }

            return changed;
        }
        finally
        {
            Return(statement);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        inner.Dispose();
    }

    /// <summary>Whether a text is several statements, as migrations are.</summary>
    private static bool IsScript(string sql) => sql.AsSpan().TrimEnd().TrimEnd(';').Contains(';');

    private PreparedStatement Prepare(string sql)
    {
        if (_statements.Remove(sql, out var kept))
        {
            return kept;
        }

        var result = raw.sqlite3_prepare_v3(Handle, Encoding.UTF8.GetBytes(sql), raw.SQLITE_PREPARE_PERSISTENT, out var statement, out _);
        SqliteException.ThrowExceptionForRC(result, Handle);
        return new(Handle, statement, sql);
    }

    private void Return(PreparedStatement statement)
    {
        statement.Reset();
        if (_statements.Count >= MostKept || !_statements.TryAdd(statement.Sql, statement))
        {
            statement.Dispose();
        }
    }
}
