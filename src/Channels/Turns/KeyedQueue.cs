namespace ServiceBot.Channels.Turns;

/// <summary>Runs work in order within a key and side by side between keys. A key costs nothing while it has no work.</summary>
internal sealed class KeyedQueue
{
    private readonly Dictionary<long, Queue<Func<Task>>> _waiting = [];
    private readonly Lock _gate = new();

    /// <summary>Keys that have work now.</summary>
    public int Busy
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Whether a key has work now.</summary>
    public bool Has(long key)
    {
        lock (_gate)
        {
            return _waiting.ContainsKey(key);
        }
    }

    /// <summary>Adds work, which must not throw.</summary>
    public void Enqueue(long key, Func<Task> work)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(key, out var queue))
            {
                queue.Enqueue(work);
                return;
            }

            _waiting.Add(key, new([work]));
        }

        ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Self.DrainAsync(state.Key), (Self: this, Key: key), preferLocal: false);
    }

    private async Task DrainAsync(long key)
    {
        while (Next(key) is { } work)
        {
            await work();
        }
    }

    private Func<Task>? Next(long key)
    {
        lock (_gate)
        {
            if (_waiting[key].TryDequeue(out var work))
            {
                return work;
            }

            _waiting.Remove(key);
            return null;
        }
    }
}
