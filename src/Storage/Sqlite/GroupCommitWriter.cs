using Microsoft.Data.Sqlite;

namespace ServiceBot.Storage.Sqlite;

/// <summary>
/// SQLite's one writer. It takes the units of work that wait, runs them in one transaction, commits them together with one sync of the
/// disk, and only then answers their callers. When one of them fails, all are run again, each in a savepoint: failing is rare, and a
/// savepoint copies every page that it may have to restore.
/// </summary>
internal sealed class GroupCommitWriter : IDisposable
{
    private const int LargestBatch = 256;

    private readonly object _gate = new();
    private readonly Queue<IWaitingUnit> _queue = new();
    private readonly PreparedConnection _connection;
    private readonly ISqlDialect _dialect;
    private readonly StorageMetrics _metrics;
    private readonly Thread _thread;
    private bool _closed;

    public GroupCommitWriter(PreparedConnection connection, ISqlDialect dialect, StorageMetrics metrics)
    {
        _connection = connection;
        _dialect = dialect;
        _metrics = metrics;
        _thread = new(Write) { Name = "SQLite writer", IsBackground = true };
        _thread.Start();
    }

    public Task<T> RunAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellationToken)
    {
        var unit = new WaitingUnit<T>(work, cancellationToken);
        lock (_gate)
        {
            if (_closed)
            {
                return Task.FromException<T>(new StorageException("The database is closing; the write was not begun."));
            }

            _queue.Enqueue(unit);
            Monitor.Pulse(_gate);
        }

        return unit.Completion;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _connection.Dispose();
    }

    private void Write()
    {
        var batch = new List<IWaitingUnit>(LargestBatch);
        while (Take(batch))
        {
            WriteBatch(batch);
        }
    }

    /// <summary>Waits for units and takes them in order. Monitor sleeps at once; what spins first costs a core that the turns need.</summary>
    /// <returns>False when it is closed and none is left.</returns>
    private bool Take(List<IWaitingUnit> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            while (_queue.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            while (batch.Count < LargestBatch && _queue.TryDequeue(out var unit))
            {
                batch.Add(unit);
            }
        }

        return batch.Count > 0;
    }

    private void WriteBatch(List<IWaitingUnit> batch)
    {
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            if (!batch.TrueForAll(Run))
            {
                _connection.Execute("ROLLBACK");
                _connection.Execute("BEGIN IMMEDIATE");
                batch.ForEach(RunInSavepoint);
            }

            _connection.Execute("COMMIT");
            _metrics.Committed(batch.Count);
        }
        catch (Exception failure)
        {
            Abandon();
            var explained = failure is SqliteException error ? SqliteErrors.Explain(error, _connection.DataSource) : failure;
            foreach (var unit in batch)
            {
                unit.Fail(explained);
            }

            return;
        }

        foreach (var unit in batch)
        {
            unit.Answer();
        }
    }

    private bool Run(IWaitingUnit unit) => unit.Run(new(_connection, _dialect));

    /// <summary>A unit that fails by its own fault is undone alone; a failure of the database is everyone's.</summary>
    private void RunInSavepoint(IWaitingUnit unit)
    {
        _connection.Execute("SAVEPOINT unit");
        if (!Run(unit))
        {
            _connection.Execute("ROLLBACK TO unit");
        }

        _connection.Execute("RELEASE unit");
    }

    private void Abandon()
    {
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has already rolled back by itself.
        }
    }

    private interface IWaitingUnit
    {
        bool Run(UnitOfWork unit);

        void Answer();

        void Fail(Exception failure);
    }

    private sealed class WaitingUnit<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellationToken) : IWaitingUnit
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private UnitOfWork? _unit;
        private T? _result;
        private Exception? _failure;

        public Task<T> Completion => _completion.Task;

        public bool Run(UnitOfWork unit)
        {
            _failure = null;
            if (cancellationToken.IsCancellationRequested)
            {
                _failure = new OperationCanceledException(cancellationToken);
                return true;     // nothing to undo
            }

            try
            {
                _result = work(unit).GetAwaiter().GetResult();
                _unit = unit;
                return true;
            }
            catch (SqliteException failure) when (!SqliteErrors.IsOfTheStatement(failure))
            {
                throw;
            }
            catch (Exception failure)
            {
                _failure = failure;
                return false;
            }
        }

        public void Answer()
        {
            if (_failure is not null)
            {
                Fail(_failure);
                return;
            }

            _unit!.Committed();
            _completion.TrySetResult(_result!);
        }

        public void Fail(Exception failure)
        {
            if (failure is OperationCanceledException)
            {
                _completion.TrySetCanceled(cancellationToken);
            }
            else
            {
                _completion.TrySetException(failure);
            }
        }
    }
}
