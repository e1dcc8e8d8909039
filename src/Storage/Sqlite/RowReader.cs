using System.Reflection;
using SQLitePCL;

namespace ServiceBot.Storage.Sqlite;

/// <summary>Makes values or objects of a statement's rows.</summary>
internal abstract class RowReader<T>
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    public abstract T Read(sqlite3_stmt row);

    /// <summary>The reader for rows of some columns.</summary>
    /// <param name="columns">Their names, without underscores.</param>
    public static RowReader<T> Of(string[] columns) =>
        ColumnType.IsKnown(typeof(T)) ? new Value()
        : typeof(T).IsClass && typeof(T).GetConstructor(Any, []) is { } plain ? new Properties(plain, columns)
        : new Parameters(columns);

    /// <summary>A row of one column that is the value itself.</summary>
    private sealed class Value : RowReader<T>
    {
        public override T Read(sqlite3_stmt row) => ColumnType<T>.Only.Read(row, 0)!;
    }

    /// <summary>An object whose properties are set to the columns; those without a column keep what they have.</summary>
    private sealed class Properties(ConstructorInfo constructor, string[] columns) : RowReader<T>
    {
        private readonly ConstructorInvoker _make = ConstructorInvoker.Create(constructor);
        private readonly Property?[] _properties = Array.ConvertAll(columns, PropertyOf);

        public override T Read(sqlite3_stmt row)
        {
            var made = (T)_make.Invoke();
            for (var i = 0; i < _properties.Length; i++)
            {
                _properties[i]?.Set(made, row, i);
            }

            return made;
        }

        private static Property? PropertyOf(string column)
        {
            var property = typeof(T).GetProperty(column, Any | BindingFlags.IgnoreCase);
            return property?.SetMethod is null
                ? null
                : (Property)Activator.CreateInstance(typeof(Property<>).MakeGenericType(typeof(T), property.PropertyType), property)!;
        }
    }

    /// <summary>An object, or a value of several parts, whose constructor takes the columns.</summary>
    private sealed class Parameters : RowReader<T>
    {
        private readonly ConstructorInvoker _make;
        private readonly (int Column, ColumnType Type)[] _parameters;

        public Parameters(string[] columns)
        {
            var made = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
            var constructor = Array.Find(
                made.GetConstructors(Any),
                each => each.GetParameters() is { Length: > 0 } parameters && Array.TrueForAll(parameters, parameter => ColumnOf(parameter) >= 0))
                ?? throw new InvalidOperationException($"No constructor of {made.Name} takes the columns {string.Join(", ", columns)}.");
            _make = ConstructorInvoker.Create(constructor);
            _parameters = Array.ConvertAll(constructor.GetParameters(), parameter => (ColumnOf(parameter), ColumnType.Of(parameter.ParameterType)));

            int ColumnOf(ParameterInfo parameter) => Array.FindIndex(columns, column => string.Equals(column, parameter.Name, StringComparison.OrdinalIgnoreCase));
        }

        public override T Read(sqlite3_stmt row) => (T)_make.Invoke(Array.ConvertAll(_parameters, part => part.Type.ReadObject(row, part.Column)));
    }

    private abstract class Property
    {
        public abstract void Set(T made, sqlite3_stmt row, int column);
    }

    private sealed class Property<TValue>(PropertyInfo property) : Property
    {
        private readonly Action<T, TValue?> _set = property.SetMethod!.CreateDelegate<Action<T, TValue?>>();

        public override void Set(T made, sqlite3_stmt row, int column) => _set(made, ColumnType<TValue>.Only.Read(row, column));
    }
}
