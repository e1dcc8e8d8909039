using System.Buffers;
using System.Buffers.Text;
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ServiceBot.Storage.Sqlite;

/// <summary>How the values of a type are kept. SQLite knows texts, numbers and bytes; instants and ids are text that sorts and that a person can read.</summary>
internal abstract class ColumnType
{
    /// <summary>Whether values of a type are kept in a column.</summary>
    public static bool IsKnown(Type type) => Find(type) is not null;

    /// <summary>How a type is kept.</summary>
    /// <exception cref="NotSupportedException">It is not.</exception>
    public static ColumnType Of(Type type) => (ColumnType)(Find(type) is { } known
        ? Activator.CreateInstance(known)!
        : throw new NotSupportedException($"A column can't hold a {type}."));

    /// <summary>The value of a column of the present row.</summary>
    public abstract object? ReadObject(sqlite3_stmt row, int column);

    private static Type? Find(Type type) =>
        type == typeof(string) ? typeof(Text)
        : type == typeof(long) ? typeof(Number)
        : type == typeof(int) ? typeof(SmallNumber)
        : type == typeof(bool) ? typeof(YesOrNo)
        : type == typeof(double) ? typeof(Fraction)
        : type == typeof(decimal) ? typeof(Money)
        : type == typeof(DateTimeOffset) ? typeof(Instant)
        : type == typeof(Guid) ? typeof(Id)
        : type == typeof(byte[]) ? typeof(Bytes)
        : Nullable.GetUnderlyingType(type) is { } inner ? Find(inner) is null ? null : typeof(OrNull<>).MakeGenericType(inner)
        : type.IsEnum ? typeof(Choice<>).MakeGenericType(type)
        : type.IsAssignableTo(typeof(IEnumerable)) ? typeof(JsonList<>).MakeGenericType(type)
        : type.IsValueType && type.GetConstructors() is [var only] && only.GetParameters() is [{ Name: "Value" } value] && IsKnown(value.ParameterType)
            ? typeof(Wrapped<,>).MakeGenericType(type, value.ParameterType)
        : null;

    private static bool IsNull(sqlite3_stmt row, int column) => raw.sqlite3_column_type(row, column) == raw.SQLITE_NULL;

    private static void Check(sqlite3_stmt statement, int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, raw.sqlite3_db_handle(statement));
        }
    }

    private sealed class Text : ColumnType<string>
    {
        private const int OnTheStack = 512;

        public override void Bind(sqlite3_stmt statement, int index, string? value)
        {
            if (string.IsNullOrEmpty(value))
            {
                Check(statement, value is null ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_text(statement, index, ""));
                return;
            }

            var most = Encoding.UTF8.GetMaxByteCount(value.Length);
            var rented = most <= OnTheStack ? null : ArrayPool<byte>.Shared.Rent(most);
            var bytes = rented ?? stackalloc byte[OnTheStack];
            Check(statement, raw.sqlite3_bind_text(statement, index, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }

        public override string? Read(sqlite3_stmt row, int column) => IsNull(row, column) ? null : Encoding.UTF8.GetString(raw.sqlite3_column_blob(row, column));
    }

    private sealed class Number : ColumnType<long>
    {
        public override void Bind(sqlite3_stmt statement, int index, long value) => Check(statement, raw.sqlite3_bind_int64(statement, index, value));

        public override long Read(sqlite3_stmt row, int column) => raw.sqlite3_column_int64(row, column);
    }

    private sealed class SmallNumber : ColumnType<int>
    {
        public override void Bind(sqlite3_stmt statement, int index, int value) => Check(statement, raw.sqlite3_bind_int64(statement, index, value));

        public override int Read(sqlite3_stmt row, int column) => checked((int)raw.sqlite3_column_int64(row, column));
    }

    private sealed class YesOrNo : ColumnType<bool>
    {
        public override void Bind(sqlite3_stmt statement, int index, bool value) => Check(statement, raw.sqlite3_bind_int64(statement, index, value ? 1 : 0));

        public override bool Read(sqlite3_stmt row, int column) => raw.sqlite3_column_int64(row, column) != 0;
    }

    private sealed class Fraction : ColumnType<double>
    {
        public override void Bind(sqlite3_stmt statement, int index, double value) => Check(statement, raw.sqlite3_bind_double(statement, index, value));

        public override double Read(sqlite3_stmt row, int column) => raw.sqlite3_column_double(row, column);
    }

    /// <summary>An enumeration, by its word in any case. Who writes it gives the word, which PostgreSQL needs as well.</summary>
    private sealed class Choice<T> : ColumnType<T>
        where T : struct, Enum
    {
        public override void Bind(sqlite3_stmt statement, int index, T value) => throw new NotSupportedException("Give the word of an enumeration.");

        public override T Read(sqlite3_stmt row, int column) => IsNull(row, column) ? default : Enum.Parse<T>(ColumnType<string>.Only.Read(row, column)!, ignoreCase: true);
    }

    /// <summary>Money, kept as text: SQLite's numbers are binary.</summary>
    private sealed class Money : ColumnType<decimal>
    {
        public override void Bind(sqlite3_stmt statement, int index, decimal value) =>
            ColumnType<string>.Only.Bind(statement, index, value.ToString("0.0###########################", CultureInfo.InvariantCulture));

        public override decimal Read(sqlite3_stmt row, int column) =>
            IsNull(row, column) ? default : decimal.Parse(ColumnType<string>.Only.Read(row, column)!, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>2026-11-21T10:15:00.123456Z: to the microsecond, as PostgreSQL keeps it.</summary>
    private sealed class Instant : ColumnType<DateTimeOffset>
    {
        private const int Length = 27;

        public override void Bind(sqlite3_stmt statement, int index, DateTimeOffset value)
        {
            Span<byte> text = stackalloc byte[Length + 1];
            value.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
            text[Length - 1] = (byte)'Z';
            Check(statement, raw.sqlite3_bind_text(statement, index, text[..Length]));
        }

        public override DateTimeOffset Read(sqlite3_stmt row, int column)
        {
            var text = raw.sqlite3_column_blob(row, column);
            if (text.Length == Length)
            {
                Span<byte> whole = stackalloc byte[Length + 1];
                text.CopyTo(whole);
                (whole[Length - 1], whole[Length]) = ((byte)'0', (byte)'Z');
                if (Utf8Parser.TryParse(whole, out DateTime instant, out _, 'O'))
                {
                    return new(instant);
                }
            }

            return text.IsEmpty ? default : DateTimeOffset.Parse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        }
    }

    private sealed class Id : ColumnType<Guid>
    {
        private const int Length = 36;

        public override void Bind(sqlite3_stmt statement, int index, Guid value)
        {
            Span<byte> text = stackalloc byte[Length];
            value.TryFormat(text, out _);
            Check(statement, raw.sqlite3_bind_text(statement, index, text));
        }

        public override Guid Read(sqlite3_stmt row, int column)
        {
            var text = raw.sqlite3_column_blob(row, column);
            return text.IsEmpty ? default : Guid.Parse(text);
        }
    }

    private sealed class Bytes : ColumnType<byte[]>
    {
        public override void Bind(sqlite3_stmt statement, int index, byte[]? value) =>
            Check(statement, value is null ? raw.sqlite3_bind_null(statement, index)
                : value.Length == 0 ? raw.sqlite3_bind_zeroblob(statement, index, 0)
                : raw.sqlite3_bind_blob(statement, index, value));

        public override byte[]? Read(sqlite3_stmt row, int column) => IsNull(row, column) ? null : raw.sqlite3_column_blob(row, column).ToArray();
    }

    private sealed class OrNull<T> : ColumnType<T?>
        where T : struct
    {
        public override void Bind(sqlite3_stmt statement, int index, T? value)
        {
            if (value is { } present)
            {
                ColumnType<T>.Only.Bind(statement, index, present);
            }
            else
            {
                Check(statement, raw.sqlite3_bind_null(statement, index));
            }
        }

        public override T? Read(sqlite3_stmt row, int column) => IsNull(row, column) ? null : ColumnType<T>.Only.Read(row, column);
    }

    /// <summary>A number or text with a type of its own: <c>record struct RequestNumber(long Value)</c>.</summary>
    private sealed class Wrapped<T, TValue> : ColumnType<T>
        where T : struct
    {
        private readonly MethodInvoker _unwrap = MethodInvoker.Create(typeof(T).GetProperty("Value")!.GetMethod!);
        private readonly ConstructorInvoker _wrap = ConstructorInvoker.Create(typeof(T).GetConstructors()[0]);

        public override void Bind(sqlite3_stmt statement, int index, T value) => ColumnType<TValue>.Only.Bind(statement, index, (TValue?)_unwrap.Invoke(value));

        public override T Read(sqlite3_stmt row, int column) => (T)_wrap.Invoke(ColumnType<TValue>.Only.Read(row, column));
    }

    /// <summary>A list parameter, for <see cref="ISqlDialect.IsIn"/>.</summary>
    private sealed class JsonList<T> : ColumnType<T>
    {
        public override void Bind(sqlite3_stmt statement, int index, T? value) => ColumnType<string>.Only.Bind(statement, index, JsonSerializer.Serialize(value));

        public override T Read(sqlite3_stmt row, int column) => throw new NotSupportedException("SQLite has no lists.");
    }
}

/// <summary>How the values of a type are kept.</summary>
/// <typeparam name="T">The type.</typeparam>
internal abstract class ColumnType<T> : ColumnType
{
    /// <summary>The one of the type.</summary>
    public static readonly ColumnType<T> Only = (ColumnType<T>)Of(typeof(T));

    /// <summary>Sets a parameter, counted from 1.</summary>
    public abstract void Bind(sqlite3_stmt statement, int index, T? value);

    /// <summary>Reads a column of the present row, counted from 0; the default where it is null.</summary>
    public abstract T? Read(sqlite3_stmt row, int column);

    public override object? ReadObject(sqlite3_stmt row, int column) => Read(row, column);
}
