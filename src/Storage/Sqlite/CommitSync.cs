namespace ServiceBot.Storage.Sqlite;

/// <summary>
/// Makes committed units durable, a batch at a time and in their order, on a thread of its own, and only then answers their callers. After a sync
/// that failed nobody knows what the disk holds, so nothing is written any more until the process has been started anew.
/// </summary>
internal sealed class CommitSync : IDisposable
{
    private readonly object _gate = new();
    private readonly Action _sync;
    private readonly Action _idle;
    private readonly StorageMetrics _metrics;
    private readonly Thread _thread;
    private List<WaitingUnit>? _batch;
    private volatile bool _busy;
    private bool _closed;

    /// <param name="sync">Returns when everything committed before is on the disk, or throws.</param>
    /// <param name="idle">Called after each sync, on the thread of the syncs.</param>
    /// <param name="metrics">Counts what became durable.</param>
    public CommitSync(Action sync, Action idle, StorageMetrics metrics)
    {
        _sync = sync;
        _idle = idle;
        _metrics = metrics;
        _thread = new(Work) { Name = "SQLite sync", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Whether a sync goes on; if not, <see cref="Begin"/> may be called.</summary>
    public bool Busy => _busy;

    /// <summary>Why nothing can be written any more; null as long as all is well.</summary>
    public StorageException? Failure { get; private set; }

    /// <summary>Syncs a batch that was just committed. Only when not <see cref="Busy"/>.</summary>
    public void Begin(List<WaitingUnit> batch)
    {
        lock (_gate)
        {
            _busy = true;
            _batch = batch;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Ends the last sync first.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    private void Work()
    {
        while (Take() is { } batch)
        {
            try
            {
                _sync();
            }
            catch (Exception failure)
            {
                Failure = new StorageException($"The disk failed to keep what was written: {failure.Message} Check the disk and start the product anew; nothing that was accepted before is lost.", failure);
            }

            _busy = false;
            _idle();
            Answer(batch);
        }
    }

    private List<WaitingUnit>? Take()
    {
        lock (_gate)
        {
            while (_batch is null && !_closed)
            {
                Monitor.Wait(_gate);
            }

            var batch = _batch;
            _batch = null;
            return batch;
        }
    }

    private void Answer(List<WaitingUnit> batch)
    {
        if (Failure is { } failure)
        {
            batch.ForEach(unit => unit.Fail(failure));
            return;
        }

        _metrics.Committed(batch.Count);
        batch.ForEach(unit => unit.Answer());
    }
}
