using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ServiceBot.Storage.PostgreSql;

/// <summary>PostgreSQL: a transaction for each unit of work; the server groups their commits.</summary>
internal sealed class PostgreSqlDatabase : IDatabase, IAsyncDisposable
{
    private const int Tries = 5;

    private readonly NpgsqlDataSource _source;
    private readonly StorageMetrics _metrics;

    public PostgreSqlDatabase(IConfiguration configuration, IOptions<StorageOptions> options, StorageMetrics metrics)
    {
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
        _source = NpgsqlDataSource.Create(builder);
        _metrics = metrics;
    }

    public ISqlDialect Dialect { get; } = new PostgreSqlDialect();

    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await read(new(connection, Dialect, synchronous: false));
    }

    public async Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var unit = new UnitOfWork(connection, Dialect, synchronous: false);
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
            catch (NpgsqlException failure) when (failure is not PostgresException)
            {
                throw new StorageException($"The connection to PostgreSQL was lost: {failure.Message}", failure);
            }

            _metrics.Committed(1);
            unit.Committed();
            return result;
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static bool IsWorthAnotherTry(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException)
        {
            throw new StorageException($"PostgreSQL can't be reached: {failure.Message}. Check ConnectionStrings:PostgreSql and that the server runs.", failure);
        }
    }
}
