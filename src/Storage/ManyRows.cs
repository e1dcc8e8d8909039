using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Storage;

/// <summary>Writes many rows by one statement.</summary>
public static class ManyRows
{
    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new Instant(), new Money() } };

    /// <summary>Adds rows to a table.</summary>
    /// <typeparam name="T">A row, whose properties are named as the columns (<c>OpenedAt</c>: <c>opened_at</c>); the table's other columns have their defaults.</typeparam>
    /// <param name="unit">The transaction.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows; none are no statement.</param>
    public static Task AddRowsAsync<T>(this UnitOfWork unit, string table, IReadOnlyCollection<T> rows)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Count == 0 ? Task.CompletedTask : unit.ExecuteAsync(unit.Dialect.InsertEach(table, Of<T>.Columns, "@rows"), new { rows = JsonSerializer.Serialize(rows, Form) });
    }

    private static class Of<T>
    {
        public static readonly string[] Columns = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))];
    }

    /// <summary>As SQLite keeps instants: text of one length in UTC, which sorts as they do.</summary>
    private sealed class Instant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
    }

    /// <summary>As SQLite keeps money; and no decimal is lost on the way.</summary>
    private sealed class Money : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString("0.0###########################", CultureInfo.InvariantCulture));
    }
}
