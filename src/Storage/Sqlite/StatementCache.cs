using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace ServiceBot.Storage.Sqlite;

/// <summary>
/// A SQLite connection that keeps each statement prepared: preparing costs several times what running a small statement does, and
/// Dapper makes a new command for every call. For one thread at a time.
/// </summary>
internal sealed class StatementCache(SqliteConnection inner) : DbConnection
{
    private readonly Dictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);

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
        var command = Rent(sql);
        command.ExecuteNonQuery();
        Return(command);
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("A unit of work is the transaction.");

    protected override DbCommand CreateDbCommand() => new CachedCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var command in _idle.Values)
            {
                command.Dispose();
            }

            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private SqliteCommand Rent(string sql)
    {
        if (_idle.Remove(sql, out var command))
        {
            return command;
        }

        command = inner.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void Return(SqliteCommand command)
    {
        command.Parameters.Clear();
        if (_idle.Count >= 256 || !_idle.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    /// <summary>Borrows the prepared command of its text until it is disposed.</summary>
    private sealed class CachedCommand(StatementCache cache) : DbCommand
    {
        private SqliteCommand? _command;

        [AllowNull]
        public override string CommandText
        {
            get => _command?.CommandText ?? "";
            set
            {
                if (_command is { Parameters.Count: > 0 })
                {
                    _command.CommandText = value;   // Dapper widened an IN list: the parameters are already there
                }
                else
                {
                    _command = cache.Rent(value ?? "");
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

        private SqliteCommand Command => _command ?? throw new InvalidOperationException("The command has no text.");

        public override void Cancel() => Command.Cancel();

        public override int ExecuteNonQuery() => Command.ExecuteNonQuery();

        public override object? ExecuteScalar() => Command.ExecuteScalar();

        public override void Prepare()
        {
        }

        protected override DbParameter CreateDbParameter() => new PrefixedParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Command.ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing && _command is { } command)
            {
                _command = null;
                cache.Return(command);
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>Dapper names parameters bare; SQLite would try one prefix after the other at every run of the statement.</summary>
    private sealed class PrefixedParameter : SqliteParameter
    {
        private static readonly ConcurrentDictionary<string, string> Prefixed = new(StringComparer.Ordinal);

        [AllowNull]
        public override string ParameterName
        {
            get => base.ParameterName;
            set => base.ParameterName = string.IsNullOrEmpty(value) ? value : Prefixed.GetOrAdd(value, static name => name[0] == '@' ? name : "@" + name);
        }
    }
}
