using System.Reflection;
using Microsoft.Extensions.Logging;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Storage;

/// <summary>A room's assembly whose embedded <c>Migrations/*.sql</c> belong to the timeline.</summary>
/// <param name="Assembly">The room.</param>
public sealed record MigrationSource(Assembly Assembly);

/// <summary>Brings the database to the newest schema: the migrations of all rooms in one timeline, each once.</summary>
public sealed partial class Migrator(IDatabase database, KeyStore keys, IEnumerable<MigrationSource> sources, TimeProvider clock, ILogger<Migrator> logger)
{
    private const long LockKey = 0x5342_4D49_4752;   // "SBMIGR": one node migrates, the others wait

    private const string CreateTimeline = """
        CREATE TABLE IF NOT EXISTS storage_migration (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)
        """;

    /// <summary>Applies what is missing; all of it or nothing. Then the key store is opened.</summary>
    /// <returns>The names of the applied migrations, in order; empty when the schema was up to date.</returns>
    /// <exception cref="StorageException">The database is newer than this build, or its key store is missing.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        var known = Timeline();
        var applied = await database.WriteAsync(
            async unit =>
            {
                await unit.Dialect.LockAsync(unit, LockKey);
                await unit.ExecuteAsync(CreateTimeline);
                var done = (await unit.QueryAsync<string>("SELECT name FROM storage_migration")).ToHashSet(StringComparer.Ordinal);
                if (done.Except(known.Keys).Order().LastOrDefault() is { } unknown)
                {
                    throw new StorageException(
                        $"The database holds the migration {unknown}, which this build does not know: it was written by a newer version. Run that version, or restore a backup.");
                }

                var missing = known.Where(migration => !done.Contains(migration.Key)).ToList();
                foreach (var (name, sql) in missing)
                {
                    await unit.ExecuteAsync(sql);
                    await unit.ExecuteAsync(
                        "INSERT INTO storage_migration (name, applied_at) VALUES (@name, @at)",
                        new { name, at = clock.GetUtcNow().ToString("O") });
                }

                return missing.ConvertAll(migration => migration.Key);
            },
            cancellationToken);
        foreach (var name in applied)
        {
            Log.Applied(logger, name);
        }

        if (await keys.OpenAsync(database, cancellationToken))
        {
            Log.HasKeys(logger, keys.Folder);
        }

        return applied;
    }

    private SortedDictionary<string, string> Timeline()
    {
        var timeline = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var ending = $".{database.Dialect.MigrationSuffix}.sql";
        foreach (var assembly in sources.Select(source => source.Assembly))
        {
            foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(ending, StringComparison.Ordinal)))
            {
                var name = resource[..^ending.Length];
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                timeline.Add(name[(name.LastIndexOf('.') + 1)..], reader.ReadToEnd());
            }
        }

        return timeline;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Migration {Name} applied")]
        public static partial void Applied(ILogger logger, string name);

        [LoggerMessage(LogLevel.Information, "Sensitive fields are encrypted from now on with keys in {Folder}. Keep it on a disk that stays, and a copy of it apart from backups of the database: without it these fields are lost")]
        public static partial void HasKeys(ILogger logger, string folder);
    }
}
