using Microsoft.Data.Sqlite;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Storage.Sqlite;

/// <summary>
/// SQLite's one writer. It runs the units of work that wait in one transaction, and those that come while the transaction before is being synced to
/// the disk; then it commits them together, and <see cref="CommitSync"/> answers their callers once they are durable. When one of them
/// fails, all are run again, each in a savepoint: failing is rare, and a savepoint copies every page that it may have to restore.
/// </summary>
internal sealed class GroupCommitWriter : IDisposable
{
    private const int LargestBatch = 256;

    private readonly object _gate = new();
    private readonly Queue<WaitingUnit> _queue = new();
    private readonly Queue<(Action<PreparedConnection> Work, TaskCompletionSource Done)> _alone = new();
    private readonly PreparedConnection _connection;
    private readonly ISqlDialect _dialect;
    private readonly SubjectCipher _cipher;
    private readonly CommitSync _sync;
    private readonly Thread _thread;
    private bool _closed;

    /// <param name="connection">The one connection that writes; the writer's from now on.</param>
    /// <param name="sync">Returns when everything committed before is on the disk, or throws.</param>
    /// <param name="dialect">SQLite's.</param>
    /// <param name="cipher">What sensitive fields are encrypted with.</param>
    /// <param name="metrics">Counts what became durable.</param>
    public GroupCommitWriter(PreparedConnection connection, Action sync, ISqlDialect dialect, SubjectCipher cipher, StorageMetrics metrics)
    {
        _connection = connection;
        _dialect = dialect;
        _cipher = cipher;
        _sync = new(sync, Wake, metrics);
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

    /// <summary>Does something with the connection while no transaction is open, after the units that wait.</summary>
    public Task RunAloneAsync(Action<PreparedConnection> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_closed)
            {
                return Task.FromException(new StorageException("The database is closing; this was not begun."));
            }

            _alone.Enqueue((work, done));
            Monitor.Pulse(_gate);
        }

        return done.Task;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _sync.Dispose();
        _connection.Dispose();
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.Pulse(_gate);
        }
    }

    private void Write()
    {
        while (Take() is { } batch)
        {
            if (batch.Count == 0)
            {
                RunAlone();
                continue;
            }

            try
            {
                Commit(batch);
            }
            catch (Exception failure)
            {
                Abandon();
                var explained = failure is SqliteException error ? SqliteErrors.Explain(error, _connection.DataSource) : failure;
                batch.ForEach(unit => unit.Fail(explained));
                continue;
            }

            _sync.Begin(batch);
        }
    }

    /// <summary>Waits for units. Monitor sleeps at once; what spins first costs a core that the turns need.</summary>
    /// <returns>Those that wait, in their order; none when something else waits; null when it is closed.</returns>
    private List<WaitingUnit>? Take()
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && (_alone.Count == 0 || _sync.Busy) && !_closed)
            {
                Monitor.Wait(_gate);
            }

            if (_closed && _queue.Count == 0 && _alone.Count == 0)
            {
                return null;
            }

            var batch = new List<WaitingUnit>(_queue.Count);
            Fill(batch);
            return batch;
        }
    }

    /// <summary>While the transaction before is being synced, this one may as well do more.</summary>
    /// <returns>False when it is time to commit.</returns>
    private bool TakeMore(List<WaitingUnit> batch)
    {
        lock (_gate)
        {
            while (_sync.Busy && (_queue.Count == 0 || batch.Count == LargestBatch))
            {
                Monitor.Wait(_gate);
            }

            if (!_sync.Busy)
            {
                return false;
            }

            Fill(batch);
            return true;
        }
    }

    private void Fill(List<WaitingUnit> batch)
    {
        while (batch.Count < LargestBatch && _queue.TryDequeue(out var unit))
        {
            batch.Add(unit);
        }
    }

    private void RunAlone()
    {
        (Action<PreparedConnection> Work, TaskCompletionSource Done) next;
        lock (_gate)
        {
            next = _alone.Dequeue();
        }

        try
        {
            next.Work(_connection);
            next.Done.TrySetResult();
        }
        catch (SqliteException failure)
        {
            next.Done.TrySetException(SqliteErrors.Explain(failure, _connection.DataSource));
        }
    }

    private void Commit(List<WaitingUnit> batch)
    {
        _connection.Execute("BEGIN IMMEDIATE");
        var inSavepoints = false;
        for (var next = 0; next < batch.Count || TakeMore(batch); next++)
        {
            if (inSavepoints)
            {
                RunInSavepoint(batch[next]);
            }
            else if (!Run(batch[next]))
            {
                _connection.Execute("ROLLBACK");
                _connection.Execute("BEGIN IMMEDIATE");
                (next, inSavepoints) = (-1, true);
            }
        }

        if (_sync.Failure is { } failure)
        {
            throw failure;
        }

        _connection.Execute("COMMIT");
    }

    private bool Run(WaitingUnit unit) => unit.Run(new(_connection, _dialect, _cipher));

    /// <summary>A unit that fails by its own fault is undone alone; a failure of the database is everyone's.</summary>
    private void RunInSavepoint(WaitingUnit unit)
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
}
