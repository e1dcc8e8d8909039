namespace ServiceBot.Storage;

/// <summary>
/// The one door to the database. A write is a unit of work: all of it is committed, or none, and the caller is answered after the commit.
/// </summary>
public interface IDatabase
{
    /// <summary>Where the two databases differ.</summary>
    ISqlDialect Dialect { get; }

    /// <summary>Reads in one consistent view. Readers never wait for the writer.</summary>
    /// <param name="read">The queries; it must not write.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="StorageException">The database can't be reached.</exception>
    Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>Runs a unit of work and returns its result when it is durable.</summary>
    /// <param name="work">
    /// The statements. It may run more than once (PostgreSQL asks for it after a deadlock), so it changes nothing outside the database
    /// except through <see cref="UnitOfWork.OnCommitted"/>; and it waits for nothing but the database, since on SQLite others wait behind it.
    /// </param>
    /// <param name="cancellationToken">Gives up before the work has begun; once begun it is finished.</param>
    /// <exception cref="StorageException">The disk is full, the database is read-only or out of reach. Nothing of the unit was kept.</exception>
    Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Lets go of what was deleted. SQLite: the file is written anew without it, and the log behind it emptied; nobody else writes meanwhile. PostgreSQL: VACUUM, after which its space is
    /// used for something else.
    /// </summary>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    Task CompactAsync(CancellationToken cancellationToken);
}
