using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceBot.Storage.Keys;
using ServiceBot.Storage.Nodes;
using ServiceBot.Storage.Personal;
using ServiceBot.Storage.PostgreSql;
using ServiceBot.Storage.Signals;
using ServiceBot.Storage.Sqlite;

namespace ServiceBot.Storage;

/// <summary>The room's front door.</summary>
public static class StorageModule
{
    /// <summary>Adds the database of the settings, the migrator and the signal log.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<KeyOptions>().BindConfiguration(KeyOptions.Section);
        services.AddSingleton<KeyStore>();
        services.AddSingleton<SubjectCipher>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StorageMetrics>();
        services.AddSingleton<IDatabase>(provider => provider.GetRequiredService<IOptions<StorageOptions>>().Value.Provider switch
        {
            StorageProvider.PostgreSql => ActivatorUtilities.CreateInstance<PostgreSqlDatabase>(provider),
            _ => ActivatorUtilities.CreateInstance<SqliteDatabase>(provider),
        });
        services.AddSingleton<INodes>(provider => provider.GetRequiredService<IDatabase>() is PostgreSqlDatabase shared
            ? ActivatorUtilities.CreateInstance<PostgreSqlNodes>(provider, shared)
            : new OnlyNode());
        services.AddHostedService<NodesService>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<SignalLog>();
        services.AddSingleton<SecretStore>();
        services.AddSingleton<IPersonalData, PersonalSignals>();
        services.AddSingleton<IPersonalData, PersonalKeys>();
        return services.AddMigrations(typeof(StorageModule).Assembly);
    }

    /// <summary>Adds a room's embedded migrations to the timeline.</summary>
    public static IServiceCollection AddMigrations(this IServiceCollection services, Assembly room) =>
        services.AddSingleton(new MigrationSource(room));

    /// <summary>Adds a reader of the signal log, which is fed from its last position on.</summary>
    public static IServiceCollection AddSignalReader<TReader>(this IServiceCollection services)
        where TReader : class, ISignalReader
    {
        services.AddSingleton<TReader>();
        return services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<SignalReaderService>(provider, provider.GetRequiredService<TReader>()));
    }
}
