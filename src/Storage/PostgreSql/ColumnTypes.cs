using System.Data;
using Dapper;

namespace ServiceBot.Storage.PostgreSql;

/// <summary>How Dapper gives instants and ids to PostgreSQL, which has types for both; SQLite's are in <see cref="Sqlite.ColumnType"/>.</summary>
internal static class ColumnTypes
{
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new InstantHandler());
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.UtcDateTime;

        public override DateTimeOffset Parse(object value) => value is DateTime instant ? new(DateTime.SpecifyKind(instant, DateTimeKind.Utc)) : (DateTimeOffset)value;
    }
}
