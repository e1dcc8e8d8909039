using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;
using ServiceBot.Storage;

namespace ServiceBot.Web.Jobs;

/// <summary>Jobs on Quartz: in memory where there is one process, in the database where several nodes share it.</summary>
internal static class JobsModule
{
    private const int AtOnce = 2;
    private const int Connections = 4;
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<JobOptions>().BindConfiguration(JobOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobOptions>, JobOptionsRules>();
        services.AddSingleton<JobRuns>();
        services.AddSingleton<JobList>();
        services.AddHostedService<ScheduleJobs>();
        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning));
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => (scheduler.InstanceName, scheduler.GenerateInstanceId) = ("servicebot", true));
            quartz.UseDefaultThreadPool(AtOnce);
            if (configuration.GetValue<StorageProvider>("Storage:Provider") == StorageProvider.PostgreSql)
            {
                quartz.UsePersistentStore(store =>
                {
                    store.UsePostgres(NpgsqlFactory.Instance, new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("PostgreSql")) { MaxPoolSize = Connections, ApplicationName = "servicebot-jobs" }.ConnectionString);
                    store.UseClustering(cluster => cluster.CheckinInterval = CheckIn);
                    store.ConfigureStore(ado => (ado.TablePrefix, ado.StoreJobDataAsStrings, ado.UseBackgroundThreads) = ("web_quartz_", true, true));     // threads of its own would keep a process from ending
                });
            }
            else
            {
                quartz.UseInMemoryStore(_ => { });
            }
        });
        services.AddQuartzHostedService(host => host.WaitForJobsToComplete = false);
        return services.AddMigrations(typeof(JobsModule).Assembly);
    }
}
