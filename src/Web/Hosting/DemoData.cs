using ServiceBot.Crm.Demo;
using ServiceBot.Desk.Demo;

namespace ServiceBot.Web.Hosting;

/// <summary>The demo company: the same for the same seed, and added once.</summary>
internal static class DemoData
{
    /// <summary>Adds customers, orders, requests and opportunities of the year before a fixed day; nothing when they are there.</summary>
    public static async Task SeedAsync(IServiceProvider services, int seed, CancellationToken cancellationToken)
    {
        var today = new DateTimeOffset(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var progress = new ConsoleProgress();
        var company = await services.GetRequiredService<DemoSeeder>().SeedAsync(seed, today, progress, cancellationToken);
        var requests = await services.GetRequiredService<DeskDemoSeeder>().SeedAsync(company, seed, today, progress, cancellationToken);
        var opportunities = await services.GetRequiredService<SalesDemoSeeder>().SeedAsync(company, seed, today, progress, cancellationToken);
        Console.WriteLine($"Demo company: {company.Customers.Count} customers, {company.Orders.Count} orders, {requests} requests, {opportunities} opportunities{(company.Added ? "" : " (there already)")}.");
    }
}
