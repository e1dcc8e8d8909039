using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Storage;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Benchmarks;

/// <summary>How long the records of sales take to be read and computed with: in a SQLite file, made by the product's own operations, a tenth of them open.</summary>
internal static class SalesBenchmark
{
    private const int Rounds = 20;
    private const int Batch = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        var count = args is ["--opportunities", var text] ? int.Parse(text) : 20_000;
        var folder = Directory.CreateTempSubdirectory("servicebot-sales-");
        try
        {
            await using var app = Product.Build(Product.CreateBuilder([$"--Storage:Path={Path.Combine(folder.FullName, "sales.db")}", $"--Storage:Keys:Path={Path.Combine(folder.FullName, "keys")}", "--Logging:LogLevel:Default=Error"]));
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
            var (database, sales) = (app.Services.GetRequiredService<IDatabase>(), app.Services.GetRequiredService<ReadSales>());
            var started = Stopwatch.GetTimestamp();
            await FillAsync(database, app.Services.GetRequiredService<EditOpportunities>(), count);
            Console.WriteLine($"{count} opportunities made in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s; {Rounds} rounds each\n");
            Console.WriteLine("what                                           p50 ms   p95 ms");

            var today = DateOnly.FromDateTime(DateTime.UtcNow);
            await MeasureAsync("board: counts, cards, win rates", () => database.ReadAsync(
                async session =>
                {
                    foreach (var stage in await OpportunityStore.CountAsync(session, Pipeline.First, null))
                    {
                        await OpportunityStore.ListAsync(session, new(Pipeline.First, stage.Stage, StageKind.Open), 0, 30);
                    }

                    return await sales.WinRatesAsync(session);
                },
                CancellationToken.None));
            await MeasureAsync("list, first page", () => database.ReadAsync(session => OpportunityStore.ListAsync(session, new(), 0, 51), CancellationToken.None));
            await MeasureAsync("list, in the middle", () => database.ReadAsync(session => OpportunityStore.ListAsync(session, new(), count / 2, 51), CancellationToken.None));
            await MeasureAsync("list, won ones", () => database.ReadAsync(session => OpportunityStore.ListAsync(session, new(State: StageKind.Won), 0, 51), CancellationToken.None));
            var snapshot = await database.ReadAsync(session => sales.SnapshotAsync(session, null, today, today.AddDays(30), today, TimeZoneInfo.Utc), CancellationToken.None);
            await MeasureAsync("snapshot of all that is open", () => database.ReadAsync(session => sales.SnapshotAsync(session, null, today, today.AddDays(30), today, TimeZoneInfo.Utc), CancellationToken.None));
            var open = Forecast.Of(snapshot).OpenCount;
            await MeasureAsync($"forecast of {open} open ones, with distribution", () => Task.FromResult(Forecast.Of(snapshot)));
            await MeasureAsync("what if, eight changes", () => Task.FromResult(WhatIf.Of(snapshot, [.. snapshot.Deals.Take(8).Select(deal => new SalesEdit.Probability(deal.Number, 90))])));
            await MeasureAsync("whole history read, funnel and back-test", async () =>
            {
                var history = (await database.ReadAsync(session => sales.HistoryAsync(session, Pipeline.First, today, TimeZoneInfo.Utc), CancellationToken.None))!;
                return (Funnel.Of(history, today.AddYears(-1), today), BackTest.Of(history, today, 12));
            });
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task FillAsync(IDatabase database, EditOpportunities edit, int count)
    {
        var (random, now) = (new Random(1), DateTimeOffset.UtcNow);
        string[] stages = ["new", "qualified", "proposal", "negotiation", "won"];
        for (var done = 0; done < count; done += Batch)
        {
            var plans = Enumerable.Range(0, Batch).Select(_ => (Days: random.Next(5, 400), Amount: random.Next(100, 1_000_000) / 100m, Steps: random.Next(1, 5), IsLost: random.Next(100) < 60, IsOpen: random.Next(10) == 0)).ToList();
            await database.WriteAsync(
                async unit =>
                {
                    var customer = Guid.CreateVersion7();
                    await CustomerStore.InsertAsync(unit, customer, "Somebody", "en", now);
                    foreach (var plan in plans)
                    {
                        var at = now.AddDays(-plan.Days);
                        var terms = new OpportunityTerms { Title = "Fibre", Amount = plan.Amount, Currency = "USD", CloseDay = DateOnly.FromDateTime(plan.IsOpen ? now.UtcDateTime.AddDays(plan.Days % 60) : at.UtcDateTime.AddDays(4)) };
                        var one = ((ServiceBot.Crm.EditOutcome<Opportunity>.Done)await edit.CreateAsync(unit, customer, terms, Pipeline.First, null, "api:benchmark", at)).Now;
                        foreach (var stage in stages[1..].Take(plan.IsOpen ? plan.Steps - 1 : plan.IsLost ? plan.Steps - 1 : 4).Concat(plan is { IsOpen: false, IsLost: true } ? ["lost"] : []))
                        {
                            at = at.AddDays(1);
                            await edit.MoveAsync(unit, one.Number, stage, null, "so it is", null, "api:benchmark", at);
                        }
                    }

                    return true;
                },
                CancellationToken.None);
        }
    }

    private static async Task MeasureAsync<T>(string what, Func<Task<T>> act)
    {
        await act();
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await act();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"{what,-46} {times[Rounds / 2],6:0.0} {times[Rounds * 95 / 100],8:0.0}");
    }
}
