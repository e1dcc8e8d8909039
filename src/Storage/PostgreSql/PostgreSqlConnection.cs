using Dapper;
using Npgsql;

namespace ServiceBot.Storage.PostgreSql;

/// <summary>Statements on a connection to PostgreSQL.</summary>
internal sealed class PostgreSqlConnection(NpgsqlConnection connection) : ISqlConnection
{
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters) => (await connection.QueryAsync<T>(sql, parameters)).AsList();

    public Task<int> ExecuteAsync(string sql, object? parameters) => connection.ExecuteAsync(sql, parameters);
}
