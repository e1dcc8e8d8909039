namespace ServiceBot.Storage;

/// <summary>Work on a database of which nothing is wanted back.</summary>
public static class DatabaseWork
{
    /// <summary>Runs a unit of work; all of it is committed, or none.</summary>
    /// <param name="database">The database.</param>
    /// <param name="work">What to do; it may run twice.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    public static Task DoAsync(this IDatabase database, Func<UnitOfWork, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.WriteAsync(
            async unit =>
            {
                await work(unit);
                return true;
            },
            cancellationToken);
    }
}
