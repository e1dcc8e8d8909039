using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ServiceBot.Storage;

/// <summary>How instants and ids are kept: PostgreSQL's own types; in SQLite text that sorts and that a person can read.</summary>
internal static class ColumnTypes
{
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.RemoveTypeMap(typeof(Guid));
        SqlMapper.RemoveTypeMap(typeof(Guid?));
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new GuidHandler());
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = parameter is SqliteParameter ? Text(value.UtcDateTime) : value.UtcDateTime;

        public override DateTimeOffset Parse(object value) => value switch
        {
            string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            DateTime instant => new(DateTime.SpecifyKind(instant, DateTimeKind.Utc)),
            _ => (DateTimeOffset)value,
        };

        /// <summary>2026-11-21T10:15:00.123456Z: to the microsecond, as PostgreSQL keeps it.</summary>
        private static string Text(DateTime instant)
        {
            Span<char> text = stackalloc char[28];
            instant.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
            text[26] = 'Z';
            return new(text[..27]);
        }
    }

    private sealed class GuidHandler : SqlMapper.TypeHandler<Guid>
    {
        public override void SetValue(IDbDataParameter parameter, Guid value) =>
            parameter.Value = parameter is SqliteParameter ? value.ToString() : value;

        public override Guid Parse(object value) => value is string text ? Guid.Parse(text) : (Guid)value;
    }
}
