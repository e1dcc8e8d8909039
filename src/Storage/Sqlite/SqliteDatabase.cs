using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Storage.Sqlite;

/// <summary>One file: a writer that groups commits, and readers beside it.</summary>
internal sealed partial class SqliteDatabase : IDatabase, IDisposable
{
    private const int ReadersKept = 8;
    private const int MostTries = 12;     // of five seconds each

    private readonly ConcurrentBag<PreparedConnection> _readers = [];
    private readonly DataFileLock _fileLock;
    private readonly WalFile _log;
    private readonly GroupCommitWriter _writer;
    private readonly SubjectCipher _cipher;
    private readonly string _path;

    public SqliteDatabase(IOptions<StorageOptions> options, SubjectCipher cipher, StorageMetrics metrics, ILogger<SqliteDatabase> logger)
    {
        _cipher = cipher;
        var library = SqliteLibrary.Load();
        _path = Path.GetFullPath(options.Value.Path);
        _fileLock = DataFileLock.Take(_path);
        _log = new(_path);
        try
        {
            _writer = new(OpenWriter(options.Value.MaxSizeMib), _log.Sync, Dialect, cipher, metrics);
        }
        catch (SqliteException failure)
        {
            _fileLock.Dispose();
            throw SqliteErrors.Explain(failure, _path);
        }
        catch
        {
            _fileLock.Dispose();
            throw;
        }

        Log.Opened(logger, library, _path);
    }

    public ISqlDialect Dialect { get; } = new SqliteDialect();

    public Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellationToken) =>
        _writer.RunAsync(work, cancellationToken);

    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_readers.TryTake(out var connection))
        {
            connection = OpenReader();
        }

        try
        {
            connection.Execute("BEGIN");
            try
            {
                return await read(new(connection, Dialect, _cipher));
            }
            finally
            {
                connection.Execute("COMMIT");
            }
        }
        catch (SqliteException failure)
        {
            throw SqliteErrors.Explain(failure, _path);
        }
        finally
        {
            if (_readers.Count < ReadersKept)
            {
                _readers.Add(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }

    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _writer.RunAloneAsync(writer =>
        {
            writer.Execute("PRAGMA temp_store = FILE");      // a copy of the file is made
            try
            {
                writer.Execute("VACUUM");
            }
            finally
            {
                writer.Execute("PRAGMA temp_store = MEMORY");
            }
        });

        // Who reads what was before keeps the log from being emptied.
        var isBusy = true;
        for (var tries = 0; isBusy && tries < MostTries; tries++)
        {
            await _writer.RunAloneAsync(writer => isBusy = writer.QueryAsync<Checkpoint>("PRAGMA wal_checkpoint(TRUNCATE)", null).GetAwaiter().GetResult()[0].Busy != 0);
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _log.Dispose();
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        _fileLock.Dispose();
    }

    private static PreparedConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return new(connection);
    }

    private PreparedConnection OpenReader()
    {
        var connection = Open(_path, SqliteOpenMode.ReadWrite);
        connection.Execute("PRAGMA query_only = ON");
        connection.Execute("PRAGMA busy_timeout = 5000");
        connection.Execute("PRAGMA cache_size = -500");
        return connection;
    }

    private PreparedConnection OpenWriter(int maxSizeMib)
    {
        var connection = Open(_path, SqliteOpenMode.ReadWriteCreate);
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = NORMAL");     // the log is synced for each transaction by CommitSync
        connection.Execute("PRAGMA foreign_keys = ON");
        connection.Execute("PRAGMA busy_timeout = 5000");
        connection.Execute("PRAGMA cache_size = -2000");
        connection.Execute("PRAGMA temp_store = MEMORY");   // a savepoint's journal is a temporary file otherwise: a write for each page it touches
        connection.Execute("PRAGMA wal_autocheckpoint = 4000");
        if (maxSizeMib > 0)
        {
            connection.Execute($"PRAGMA max_page_count = {maxSizeMib * 256L}");   // pages of 4 KiB
        }

        return connection;
    }

    private sealed record Checkpoint
    {
        public required long Busy { get; init; }

        public required long Log { get; init; }

        public required long Checkpointed { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Library} on {Path}")]
        public static partial void Opened(ILogger logger, string library, string path);
    }
}
