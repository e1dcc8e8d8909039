using System.Data.Common;

namespace ServiceBot.Storage;

/// <summary>A session that may write. All of it is committed, or none.</summary>
public sealed class UnitOfWork : Session
{
    private List<Action>? _committed;

    internal UnitOfWork(DbConnection connection, ISqlDialect dialect, bool synchronous)
        : base(connection, dialect, synchronous)
    {
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) => RunAsync(sql, parameters);

    /// <summary>Something to do once all of this is durable: wake a reader, push to a socket. It must not throw and not block.</summary>
    public void OnCommitted(Action action) => (_committed ??= []).Add(action);

    /// <summary>Runs a part that may fail alone: what it did is undone, and the rest of the unit goes on.</summary>
    /// <returns>Why it failed; null when it did not. A failure of the database itself is thrown.</returns>
    public async Task<Exception?> TryAsync(Func<Task> part)
    {
        var before = _committed?.Count ?? 0;
        await ExecuteAsync("SAVEPOINT part");
        try
        {
            await part();
        }
        catch (Exception failure) when (!Dialect.IsOfTheDatabase(failure))
        {
            _committed?.RemoveRange(before, _committed.Count - before);
            await ExecuteAsync("ROLLBACK TO part");
            await ExecuteAsync("RELEASE part");
            return failure;
        }

        await ExecuteAsync("RELEASE part");
        return null;
    }

    internal void Committed() => _committed?.ForEach(action => action());
}
