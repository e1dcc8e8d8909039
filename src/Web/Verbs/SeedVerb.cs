using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ServiceBot.Insight.Simulation;
using ServiceBot.Storage;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>seed</c>: fills the database with the demo company, or with a simulated one of any size, of which everything is known.</summary>
internal static class SeedVerb
{
    private const int MostCustomers = 1_000_000;
    private const int MostMonths = 60;

    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Which data: the same number gives the same data.", DefaultValueFactory = _ => 1 };
        var customers = new Option<int?>("--customers") { Description = "Simulate a company of so many customers instead, in an empty database; see docs/simulator.md." };
        var months = new Option<int>("--months") { Description = "How many months of history the simulated company has.", DefaultValueFactory = _ => 12 };
        var cared = new Option<double>("--cared") { Description = "The share of its customers who were cared for 90 days before the end, by lot, from 0 to 1.", DefaultValueFactory = _ => 0 };
        var truth = new Option<FileInfo?>("--truth") { Description = "A new file for what is true of the simulated company, and stands nowhere in the database: JSON Lines." };
        customers.Validators.Add(result => Between(result, result.GetValue(customers) ?? 1, 1, MostCustomers));
        months.Validators.Add(result => Between(result, result.GetValue(months), 1, MostMonths));
        cared.Validators.Add(result => Between(result, result.GetValue(cared), 0, 1));
        var command = new Command("seed", "Fill the database with a demo company's customers, orders, requests and a year of history; or simulate a company of any size.") { seed, customers, months, cared, truth };
        command.Validators.Add(result =>
        {
            if (result.GetValue(customers) is null && (result.GetResult(months)?.Implicit == false || result.GetResult(cared)?.Implicit == false || result.GetValue(truth) is not null))
            {
                result.AddError("--months, --cared and --truth are of a simulated company: say --customers too.");
            }
        });
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => RunAsync([.. parsed.UnmatchedTokens], async services =>
        {
            if (parsed.GetValue(customers) is not { } count)
            {
                await DemoData.SeedAsync(services, parsed.GetValue(seed), cancellationToken);
                return 0;
            }

            var today = new DateTimeOffset(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
            var plan = new SimulationPlan { Customers = count, Months = parsed.GetValue(months), Seed = parsed.GetValue(seed), End = today, Cared = parsed.GetValue(cared) };
            return await SimulateAsync(services.GetRequiredService<WriteCompany>(), plan, parsed.GetValue(truth), cancellationToken);
        }, cancellationToken));
        return command;
    }

    private static void Between(System.CommandLine.Parsing.OptionResult result, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{result.Option.Name} is from {least} to {most}."));
        }
    }

    private static async Task<int> SimulateAsync(WriteCompany write, SimulationPlan plan, FileInfo? truth, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var company = SimulatedCompany.Of(plan);
        if (await write.FaultAsync(company, cancellationToken) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return 1;
        }

        if (truth is not null)
        {
            TruthFile.Write(truth.FullName, plan, company);
        }

        await write.WriteAsync(plan, company, new ConsoleProgress(), cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Simulated company: {company.Count} customers ({company.Count(customer => customer.Duplicate is not null)} of them twice), {company.Sum(customer => customer.Orders.Count)} orders, {company.Sum(customer => customer.Requests.Count)} requests, {company.Sum(customer => customer.Talks.Count)} conversations, {company.Sum(customer => customer.Contracts.Count)} contracts; {company.Count(customer => customer.Truth.LeftAt is not null)} have left. {clock.Elapsed.TotalSeconds:0.0} s."));
        return 0;
    }

    private static async Task<int> RunAsync(string[] settings, Func<IServiceProvider, Task<int>> seedAsync, CancellationToken cancellationToken)
    {
        try
        {
            var builder = Product.CreateBuilder(settings);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            await using var app = Product.Build(builder);
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            return await seedAsync(app.Services);
        }
        catch (Exception failure) when (failure is StorageException or IOException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
