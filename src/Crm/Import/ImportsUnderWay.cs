namespace ServiceBot.Crm.Import;

/// <summary>
/// Whether this node imports, or takes an import back. What follows customers at length, comparing or reviewing them, waits for the end: on SQLite there is one writer, and each of its turns would
/// keep the import waiting.
/// </summary>
public sealed class ImportsUnderWay
{
    private int _count;

    /// <summary>Whether there is any.</summary>
    public bool Any => Volatile.Read(ref _count) > 0;

    internal async Task DuringAsync(Func<Task> import)
    {
        Interlocked.Increment(ref _count);
        try
        {
            await import();
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
