namespace ServiceBot.Storage;

/// <summary>
/// Runs statements on one connection. Parameters are the properties of an object, by name in any case; columns fill a row's properties by name
/// (<c>opened_at</c> → <c>OpenedAt</c>), or are its constructor's parameters; a row of one column may be a plain value.
/// </summary>
internal interface ISqlConnection
{
    /// <summary>All rows of a query.</summary>
    Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters);

    /// <summary>Runs a statement; with a list of parameters, once for each.</summary>
    /// <returns>How many rows it changed.</returns>
    Task<int> ExecuteAsync(string sql, object? parameters);
}
