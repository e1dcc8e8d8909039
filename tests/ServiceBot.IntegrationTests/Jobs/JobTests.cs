using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quartz;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Web.Hosting;
using ServiceBot.Web.Jobs;

namespace ServiceBot.IntegrationTests.Jobs;

[TestClass]
public sealed class JobsOnSqlite() : JobTests(StorageProvider.Sqlite);

[TestClass]
public sealed class JobsOnPostgreSql() : JobTests(StorageProvider.PostgreSql)
{
    private const string EverySecond = "* * * * * ?";

    [TestMethod]
    public async Task Of_two_nodes_one_runs_a_job()
    {
        await using var database = await DatabaseAsync();
        await using var one = await NodeAsync(database, ("Cells", EverySecond));
        await using var other = await NodeAsync(database, ("Cells", EverySecond));

        await UntilAsync(async () => (await RunsAsync(one, "cells")).Count(run => run.EndedAt is not null) >= 5);
        var all = await RunsAsync(other, "cells");
        Assert.HasCount(all.Count, all.Select(run => run.BeganAt.ToUnixTimeSeconds()).Distinct(), "a second is a run");
    }

    [TestMethod]
    public async Task A_time_that_passed_while_no_node_ran_is_made_up_once()
    {
        await using var database = await DatabaseAsync();
        await using (var before = await NodeAsync(database))
        {
            await before.Services.GetRequiredService<IDatabase>().WriteAsync(
                unit => unit.ExecuteAsync("UPDATE web_quartz_triggers SET next_fire_time = next_fire_time - @days WHERE trigger_name = 'figures'", new { days = TimeSpan.FromDays(3).Ticks }), Cancellation);
        }

        await using var product = await NodeAsync(database);
        await UntilAsync(async () => (await RunsAsync(product, "figures")).Any(run => run.EndedAt is not null));
        await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
        Assert.HasCount(1, await RunsAsync(product, "figures"));
    }
}

/// <summary>Jobs on Quartz: in memory beside SQLite, in the tables that nodes share on PostgreSQL.</summary>
public abstract class JobTests(StorageProvider provider)
{
    private static readonly string[] Names = ["Figures", "Cells", "Churn", "Letters", "Drift"];

    public required TestContext TestContext { get; set; }

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_job_runs_when_it_is_due_and_when_somebody_asks_and_what_came_of_it_is_written_down()
    {
        await using var database = await DatabaseAsync();
        await using var product = await NodeAsync(database, ("Cells", "* * * * * ?"), ("Letters", ""));
        var list = product.Services.GetRequiredService<JobList>();

        await UntilAsync(async () => (await RunsAsync(product, "cells")).Count >= 2);
        Assert.AreEqual(RunOutcome.NotFound, await list.RunAsync("tea", "api:x", Cancellation));
        Assert.AreEqual(RunOutcome.Asked, await list.RunAsync("letters", "api:x", Cancellation));
        await UntilAsync(async () => (await RunsAsync(product, "letters")).Any(run => run.EndedAt is not null));
        await product.Services.GetRequiredService<IDatabase>().WriteAsync(unit => unit.ExecuteAsync("DROP TABLE insight_cell"), Cancellation);
        await UntilAsync(async () => (await RunsAsync(product, "cells")).Any(run => run.Fault is not null));

        var standings = (await list.ReadAsync(Cancellation)).ToDictionary(standing => standing.Job.Name);
        Assert.AreEqual("figures cells churn clusters value forecasts suggestions letters drift", string.Join(' ', standings.Keys));
        Assert.AreEqual(("system", true), (standings["cells"].Last!.AskedBy, standings["cells"].Next > DateTimeOffset.UtcNow.AddMinutes(-1)));
        Assert.Contains("insight_cell", (await RunsAsync(product, "cells")).First(run => run.Fault is not null).Fault!);
        Assert.AreEqual(("api:x", null, null), (standings["letters"].Last!.AskedBy, standings["letters"].Last!.Fault, standings["letters"].Next));
        Assert.AreEqual((null, 0), (standings["figures"].Last, standings["figures"].Next!.Value.UtcDateTime.Second));
    }

    [TestMethod]
    public async Task A_time_that_was_missed_is_made_up_once_at_a_start()
    {
        await using var database = await DatabaseAsync();
        await using (var before = Build(database, []))
        {
            await before.Services.GetRequiredService<Migrator>().MigrateAsync(Cancellation);
            await before.Services.GetRequiredService<IDatabase>().WriteAsync(
                unit => unit.ExecuteAsync("INSERT INTO web_job_run (job, asked_by, began_at, ended_at) VALUES ('figures', 'system', @at, @at)", new { at = DateTimeOffset.UtcNow.AddDays(-3) }), Cancellation);
        }

        for (var start = 0; start < 2; start++)
        {
            await using var product = await NodeAsync(database);
            await UntilAsync(async () => (await RunsAsync(product, "figures")).Count(run => run.EndedAt is not null) == 2);
            await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
            Assert.HasCount(2, await RunsAsync(product, "figures"));
            Assert.IsEmpty(await RunsAsync(product, "churn"), "what has never run was not missed");
        }
    }

    [TestMethod]
    public void A_wrong_time_is_named()
    {
        var wrong = new JobOptionsRules().Validate(null, new() { Churn = "nightly" });

        Assert.StartsWith("Jobs:Churn: «nightly» is no time of Quartz", wrong.FailureMessage);
        Assert.AreEqual(ValidateOptionsResult.Success, new JobOptionsRules().Validate(null, new() { Churn = "" }));
    }

    protected Task<TestDatabase> DatabaseAsync() => TestDatabase.CreateAsync(provider, Cancellation);

    /// <summary>A node whose jobs are due at night, but for some.</summary>
    protected async Task<WebApplication> NodeAsync(TestDatabase database, params (string Job, string Cron)[] times)
    {
        var product = Build(database, times);
        await product.Services.GetRequiredService<Migrator>().MigrateAsync(Cancellation);
        await product.Services.GetServices<IHostedService>().OfType<ScheduleJobs>().Single().StartAsync(Cancellation);
        await (await product.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Cancellation)).Start(Cancellation);
        return product;
    }

    private protected Task<IReadOnlyList<JobRun>> RunsAsync(WebApplication product, string job) => product.Services.GetRequiredService<JobRuns>().ListAsync(job, 100, Cancellation);

    protected async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Delay(50, Cancellation);
        }
    }

    private static WebApplication Build(TestDatabase database, (string Job, string Cron)[] times)
    {
        var night = $"0 {DateTime.UtcNow.AddHours(-2):m' 'H} * * ?";
        string[] settings = [.. database.Settings.Select(setting => $"--{setting.Key}={setting.Value}"), "--Logging:LogLevel:Default=Warning", .. Names.Select(name => $"--Jobs:{name}={night}"), .. times.Select(time => $"--Jobs:{time.Job}={time.Cron}")];
        return Product.CreateBuilder(settings).Build();
    }
}
