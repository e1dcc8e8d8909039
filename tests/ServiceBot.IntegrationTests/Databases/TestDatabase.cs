using Npgsql;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Databases;

/// <summary>An empty database of a test's own: a SQLite file in a temporary folder, or a database in the shared PostgreSQL cluster.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _name = $"t{Guid.NewGuid():N}";
    private readonly string _folder = Directory.CreateTempSubdirectory("servicebot-test-").FullName;

    private TestDatabase(StorageProvider provider)
    {
        Provider = provider;
        if (provider == StorageProvider.Sqlite)
        {
            Settings = new() { ["Storage:Provider"] = "Sqlite", ["Storage:Path"] = Path.Combine(_folder, "servicebot.db") };
        }
        else
        {
            Settings = new()
            {
                ["Storage:Provider"] = "PostgreSql",
                ["ConnectionStrings:PostgreSql"] = PostgreSqlCluster.Instance.ConnectionString(_name),
            };
        }

        Settings["Storage:Keys:Path"] = Path.Combine(_folder, "keys");
    }

    /// <summary>Every database that the product runs on, for <c>[DynamicData]</c>.</summary>
    public static IEnumerable<object[]> All => [[StorageProvider.Sqlite], [StorageProvider.PostgreSql]];

    /// <summary>Which database it is.</summary>
    public StorageProvider Provider { get; }

    /// <summary>The settings that lead the product to it.</summary>
    public Dictionary<string, string?> Settings { get; }

    /// <summary>Makes an empty database.</summary>
    public static async Task<TestDatabase> CreateAsync(StorageProvider provider, CancellationToken cancellationToken)
    {
        var database = new TestDatabase(provider);
        if (provider == StorageProvider.PostgreSql)
        {
            await database.RunOnServerAsync($"CREATE DATABASE {database._name}", cancellationToken);
        }

        return database;
    }

    /// <summary>Copies it as it is; the product must be closed before.</summary>
    public async Task BackUpAsync()
    {
        if (Provider == StorageProvider.Sqlite)
        {
            File.Copy(Settings["Storage:Path"]!, Settings["Storage:Path"] + ".backup", overwrite: true);
        }
        else
        {
            await RunOnServerAsync($"CREATE DATABASE {_name}_backup TEMPLATE {_name}", CancellationToken.None);
        }
    }

    /// <summary>Puts the copy in its place; the product must be closed before.</summary>
    public async Task RestoreAsync()
    {
        if (Provider == StorageProvider.Sqlite)
        {
            File.Move(Settings["Storage:Path"] + ".backup", Settings["Storage:Path"]!, overwrite: true);
            foreach (var end in new[] { "-wal", "-shm" })
            {
                File.Delete(Settings["Storage:Path"] + end);
            }
        }
        else
        {
            await RunOnServerAsync($"DROP DATABASE {_name} WITH (FORCE)", CancellationToken.None);
            await RunOnServerAsync($"ALTER DATABASE {_name}_backup RENAME TO {_name}", CancellationToken.None);
        }
    }

    /// <summary>Takes it away again; the product must be closed before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Provider == StorageProvider.PostgreSql)
        {
            await RunOnServerAsync($"DROP DATABASE {_name} WITH (FORCE)", CancellationToken.None);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunOnServerAsync(string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create($"{PostgreSqlCluster.Instance.ConnectionString("postgres")};Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
