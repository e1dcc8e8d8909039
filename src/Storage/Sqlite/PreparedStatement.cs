using System.Reflection;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ServiceBot.Storage.Sqlite;

/// <summary>A prepared statement, and what it has learned of the objects that its parameters come from and its rows become.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly string[] _parameters;
    private readonly bool _isReadOnly;
    private Type? _source;
    private Parameter[] _binds = [];
    private object? _reader;

    public PreparedStatement(sqlite3 database, sqlite3_stmt statement, string sql)
    {
        (_database, _statement, Sql) = (database, statement, sql);
        _parameters = new string[raw.sqlite3_bind_parameter_count(statement)];
        for (var i = 0; i < _parameters.Length; i++)
        {
            _parameters[i] = raw.sqlite3_bind_parameter_name(statement, i + 1).utf8_to_string()[1..];
        }

        _isReadOnly = raw.sqlite3_stmt_readonly(statement) != 0;
    }

    public string Sql { get; }

    /// <summary>Sets the parameters to an object's properties.</summary>
    public void Bind(object? source)
    {
        if (_parameters.Length == 0)
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(source);
        if (source.GetType() != _source)
        {
            _binds = Array.ConvertAll(_parameters, name => ParameterOf(source.GetType(), name));
            _source = source.GetType();
        }

        for (var i = 0; i < _binds.Length; i++)
        {
            _binds[i].Bind(_statement, i + 1, source);
        }
    }

    /// <summary>Reads all rows.</summary>
    public List<T> Read<T>()
    {
        var rows = new List<T>();
        while (Step())
        {
            var reader = _reader as RowReader<T> ?? Learn<T>();
            rows.Add(reader.Read(_statement));
        }

        return rows;
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        while (Step())
        {
            // A pragma may answer; nobody asked.
        }

        var changed = _isReadOnly ? 0 : raw.sqlite3_changes(_database);
        Reset();
        return changed;
    }

    /// <summary>Gives up what it holds of the database. What went wrong at the last step has been told then.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();

    private RowReader<T> Learn<T>()
    {
        var columns = new string[raw.sqlite3_column_count(_statement)];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = raw.sqlite3_column_name(_statement, i).utf8_to_string().Replace("_", "", StringComparison.Ordinal);
        }

        var reader = RowReader<T>.Of(columns);
        _reader = reader;
        return reader;
    }

    private bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return result == raw.SQLITE_ROW;
        }

        SqliteException.ThrowExceptionForRC(result, _database);
        return false;
    }

    private static Parameter ParameterOf(Type source, string name)
    {
        var property = source.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
            ?? throw new InvalidOperationException($"The statement has a parameter @{name}, and {source.Name} no such property.");
        return (Parameter)Activator.CreateInstance(typeof(Parameter<,>).MakeGenericType(source, property.PropertyType), property)!;
    }

    private abstract class Parameter
    {
        public abstract void Bind(sqlite3_stmt statement, int index, object source);
    }

    private sealed class Parameter<TSource, TValue>(PropertyInfo property) : Parameter
        where TSource : class
    {
        private readonly Func<TSource, TValue> _get = property.GetMethod!.CreateDelegate<Func<TSource, TValue>>();

        public override void Bind(sqlite3_stmt statement, int index, object source) => ColumnType<TValue>.Only.Bind(statement, index, _get((TSource)source));
    }
}
