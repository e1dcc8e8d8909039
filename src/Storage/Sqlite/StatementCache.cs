using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace ServiceBot.Storage.Sqlite;

/// <summary>
/// A SQLite connection that keeps each statement prepared: preparing costs several times what running a small statement does, and
/// Dapper makes a new command for every call. For one thread at a time.
/// </summary>
internal sealed partial class StatementCache(SqliteConnection inner) : DbConnection
{
    private readonly Dictionary<string, Statement> _idle = new(StringComparer.Ordinal);
    private readonly Stack<Parameter> _spare = new();

    public SqliteConnection Inner => inner;

    [AllowNull]
    public override string ConnectionString { get => inner.ConnectionString; set => inner.ConnectionString = value; }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Open() => inner.Open();

    public override void Close() => inner.Close();

    public void Execute(string sql)
    {
        var statement = Rent(sql);
        statement.Command.ExecuteNonQuery();
        Return(statement);
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("A unit of work is the transaction.");

    protected override DbCommand CreateDbCommand() => new CachedCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var statement in _idle.Values)
            {
                statement.Command.Dispose();
            }

            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private Statement Rent(string sql)
    {
        if (_idle.Remove(sql, out var statement))
        {
            return statement;
        }

        var command = inner.CreateCommand();
        command.CommandText = sql;
        return new(command, SpelledIn(sql));
    }

    private void Return(Statement statement)
    {
        Recycle(statement.Command.Parameters);
        if (_idle.Count >= 256 || !_idle.TryAdd(statement.Command.CommandText, statement))
        {
            statement.Command.Dispose();
        }
    }

    private void Recycle(SqliteParameterCollection parameters)
    {
        for (var i = parameters.Count - 1; i >= 0; i--)
        {
            var parameter = (Parameter)parameters[i];
            parameter.Clear();
            _spare.Push(parameter);
        }

        parameters.Clear();
    }

    /// <summary>The parameters of a text as it spells them, by their bare names in any case: SQLite itself tells @Name from @name, PostgreSQL does not.</summary>
    private static Dictionary<string, string> SpelledIn(string sql)
    {
        var spelled = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in ParameterName.EnumerateMatches(sql))
        {
            spelled[sql.Substring(name.Index + 1, name.Length - 1)] = sql.Substring(name.Index, name.Length);
        }

        return spelled;
    }

    [GeneratedRegex(@"@\w+")]
    private static partial Regex ParameterName { get; }

    /// <summary>A prepared command.</summary>
    /// <param name="Command">The command.</param>
    /// <param name="Spelled">See <see cref="SpelledIn"/>.</param>
    private sealed record Statement(SqliteCommand Command, Dictionary<string, string> Spelled);

    /// <summary>Borrows the prepared command of its text until it is disposed.</summary>
    private sealed class CachedCommand(StatementCache cache) : DbCommand
    {
        private Statement? _statement;

        [AllowNull]
        public override string CommandText
        {
            get => _statement?.Command.CommandText ?? "";
            set
            {
                if (_statement is null)
                {
                    _statement = cache.Rent(value ?? "");
                }
                else if (value == CommandText)
                {
                    cache.Recycle(Command.Parameters);     // Dapper runs it once more, for the next of several rows
                }
                else
                {
                    Widen(value ?? "");
                }
            }
        }

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get => cache; set => throw new NotSupportedException(); }

        protected override DbParameterCollection DbParameterCollection => Command.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        private SqliteCommand Command => (_statement ?? throw new InvalidOperationException("The command has no text.")).Command;

        public override void Cancel() => Command.Cancel();

        public override int ExecuteNonQuery() => Command.ExecuteNonQuery();

        public override object? ExecuteScalar() => Command.ExecuteScalar();

        public override void Prepare()
        {
        }

        protected override DbParameter CreateDbParameter()
        {
            var parameter = cache._spare.TryPop(out var spare) ? spare : new();
            parameter.Spelled = _statement!.Spelled;
            return parameter;
        }

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Command.ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing && _statement is { } statement)
            {
                _statement = null;
                cache.Return(statement);
            }

            base.Dispose(disposing);
        }

        /// <summary>Dapper writes an IN list out, having added its parameters.</summary>
        private void Widen(string sql)
        {
            var narrow = _statement!;
            _statement = cache.Rent(sql);
            foreach (SqliteParameter parameter in narrow.Command.Parameters)
            {
                Command.Parameters.Add(parameter);
            }

            narrow.Command.Parameters.Clear();
            cache.Return(narrow);
        }
    }

    /// <summary>Takes the name that Dapper gives it as the statement spells it, with the prefix: SQLite would try one prefix after the other at every run.</summary>
    private sealed class Parameter : SqliteParameter
    {
        public Dictionary<string, string> Spelled { private get; set; } = [];

        [AllowNull]
        public override string ParameterName
        {
            get => base.ParameterName;
            set => base.ParameterName = value is not null && Spelled.TryGetValue(value, out var spelled) ? spelled : "@" + value;
        }

        public void Clear()
        {
            Value = null;
            Size = -1;
            ResetSqliteType();
        }
    }
}
