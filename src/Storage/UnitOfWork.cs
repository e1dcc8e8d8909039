using ServiceBot.Storage.Keys;

namespace ServiceBot.Storage;

/// <summary>A session that may write. All of it is committed, or none.</summary>
public sealed class UnitOfWork : Session
{
    private List<Action>? _committed;

    internal UnitOfWork(ISqlConnection connection, ISqlDialect dialect, SubjectCipher cipher)
        : base(connection, dialect, cipher)
    {
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) => RunAsync(sql, parameters);

    /// <summary>Something to do once all of this is durable: wake a reader, push to a socket. It must not throw and not block.</summary>
    public void OnCommitted(Action action) => (_committed ??= []).Add(action);

    internal void Committed() => _committed?.ForEach(action => action());
}
