using System.Data;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Storage.PostgreSql;

/// <summary>PostgreSQL: a transaction for each unit of work; the server groups their commits.</summary>
internal sealed class PostgreSqlDatabase : IDatabase, IAsyncDisposable
{
    private const int Tries = 5;
    private const int KeepAliveSeconds = 15;     // how soon a silent loss of the listening connection is noticed

    private readonly NpgsqlDataSource _source;
    private readonly SubjectCipher _cipher;
    private readonly string _listening;
    private readonly StorageMetrics _metrics;

    static PostgreSqlDatabase() => ColumnTypes.Register();

    public PostgreSqlDatabase(IConfiguration configuration, IOptions<StorageOptions> options, SubjectCipher cipher, StorageMetrics metrics)
    {
        _cipher = cipher;
        var text = configuration.GetConnectionString("PostgreSql");
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new StorageException("Storage:Provider is PostgreSql, but ConnectionStrings:PostgreSql is not set.");
        }

        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new(text);
        }
        catch (ArgumentException failure)
        {
            throw new StorageException($"ConnectionStrings:PostgreSql can't be read: {failure.Message}", failure);
        }

        builder.MaxPoolSize = options.Value.MaxConnections;
        builder.MaxAutoPrepare = 200;
        builder.AutoPrepareMinUsages = 2;
        builder.ApplicationName ??= "servicebot";
        // Compiling a query takes longer than any of ours, and PostgreSQL does it where it thinks that one reads much.
        builder.Options = string.IsNullOrWhiteSpace(builder.Options) ? "-c jit=off" : builder.Options;
        _source = NpgsqlDataSource.Create(builder);
        _listening = new NpgsqlConnectionStringBuilder(builder.ConnectionString) { Pooling = false, KeepAlive = KeepAliveSeconds }.ConnectionString;
        _metrics = metrics;
    }

    public ISqlDialect Dialect { get; } = new PostgreSqlDialect();

    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var view = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);     // what is committed meanwhile is not seen
        try
        {
            return await read(new(new PostgreSqlConnection(connection), Dialect, _cipher));
        }
        catch (NpgsqlException failure) when (IsOfTheConnection(failure))
        {
            throw Lost(failure);
        }
    }

    public async Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var unit = new UnitOfWork(new PostgreSqlConnection(connection), Dialect, _cipher);
            T result;
            try
            {
                result = await work(unit);
                await transaction.CommitAsync(CancellationToken.None);
            }
            catch (PostgresException failure) when (attempt < Tries && IsWorthAnotherTry(failure))
            {
                continue;
            }
            catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.ReadOnlySqlTransaction)
            {
                throw new StorageException($"PostgreSQL can't write: {failure.MessageText}. Nothing that was accepted before is lost.", failure);
            }
            catch (NpgsqlException failure) when (IsOfTheConnection(failure))
            {
                throw Lost(failure);
            }

            _metrics.Committed(1);
            unit.Committed();
            return result;
        }
    }

    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var vacuum = new NpgsqlCommand("VACUUM", connection) { CommandTimeout = 0 };
        await vacuum.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>A connection of its own, beside the pool, for who waits for notifications.</summary>
    internal async Task<NpgsqlConnection> OpenListeningAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_listening);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync();
            if (IsUnreachable(failure))
            {
                throw Unreachable(failure);
            }

            throw;
        }
    }

    /// <summary>Sends a notification by itself.</summary>
    internal async Task NotifyAsync(string topic, string payload, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection) { Parameters = { new() { Value = topic }, new() { Value = payload } } };
        await notify.ExecuteNonQueryAsync(cancellationToken);
    }

    private static bool IsWorthAnotherTry(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Not the statement's fault: the connection broke, or the server ended it (class 57: it stops, or an operator cut it).</summary>
    private static bool IsOfTheConnection(NpgsqlException failure) =>
        failure is not PostgresException { SqlState: var state } || state.StartsWith("57", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal);

    private static bool IsUnreachable(Exception failure) => failure is NpgsqlException or SocketException or TimeoutException;

    private static StorageException Lost(NpgsqlException failure) => new($"The connection to PostgreSQL was lost: {failure.Message}", failure);

    private static StorageException Unreachable(Exception failure) =>
        new($"PostgreSQL can't be reached: {failure.Message}. Check ConnectionStrings:PostgreSql and that the server runs.", failure);

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception failure) when (IsUnreachable(failure))
        {
            throw Unreachable(failure);
        }
    }
}
