using ServiceBot.Storage.Keys;

namespace ServiceBot.Storage;

/// <summary>Queries on one connection. Parameters are an anonymous object's properties (<c>@name</c>); columns fill properties by name (<c>opened_at</c> → <c>OpenedAt</c>).</summary>
public class Session
{
    private readonly ISqlConnection _connection;

    internal Session(ISqlConnection connection, ISqlDialect dialect, SubjectCipher cipher) => (_connection, Dialect, Cipher) = (connection, dialect, cipher);

    /// <summary>Where the two databases differ.</summary>
    public ISqlDialect Dialect { get; }

    /// <summary>What sensitive fields are read and looked up by.</summary>
    public SubjectCipher Cipher { get; }

    /// <summary>All rows of a query.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) => _connection.QueryAsync<T>(sql, parameters);

    /// <summary>The one row of a query, or the default when there is none.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public async Task<T?> FindAsync<T>(string sql, object? parameters = null) =>
        await _connection.QueryAsync<T>(sql, parameters) is { Count: > 0 } rows ? Single(rows) : default;

    /// <summary>The one row of a query that always has one.</summary>
    /// <exception cref="InvalidOperationException">There is none, or there are several.</exception>
    public async Task<T> GetAsync<T>(string sql, object? parameters = null) => Single(await _connection.QueryAsync<T>(sql, parameters));

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    private protected Task<int> RunAsync(string sql, object? parameters) => _connection.ExecuteAsync(sql, parameters);

    private static T Single<T>(IReadOnlyList<T> rows) =>
        rows.Count == 1 ? rows[0] : throw new InvalidOperationException($"The query has {rows.Count} rows where one was expected.");
}
