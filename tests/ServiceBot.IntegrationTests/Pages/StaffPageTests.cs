using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Staff;
using ServiceBot.Insight.Reports;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Web.Hosting;

namespace ServiceBot.IntegrationTests.Pages;

/// <summary>The pages of the desk on each database: PostgreSQL is really waited for, and a page is drawn before its rows are there.</summary>
[TestClass]
public sealed class StaffPageTests
{
    private static readonly Guid Ada = new("0199aaaa-0000-7000-8000-000000000001");

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(StorageProvider.Sqlite)]
    [DataRow(StorageProvider.PostgreSql)]
    public async Task Every_page_is_there_on_each_database(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, TestContext.CancellationToken);
        var token = await SignInAsync(database);
        await using var product = await ProductProcess.StartedAsync(TestContext.CancellationToken, database.Settings.Select(setting => (setting.Key, setting.Value!)));
        product.Http.DefaultRequestHeaders.Add("Cookie", $"staff={token}");
        product.Http.DefaultRequestHeaders.Add("Accept", "text/html");
        using var opening = new HttpRequestMessage(HttpMethod.Post, "/api/v1/requests") { Headers = { { "X-Api-Key", ProductProcess.ApiKey } }, Content = JsonContent.Create(new { subject = "Line", details = "Slow", category = "fault" }) };
        using var opened = await product.Http.SendAsync(opening, TestContext.CancellationToken);
        var number = (await opened.Content.ReadFromJsonAsync<JsonElement>(TestContext.CancellationToken)).GetProperty("number").GetString();

        string[] paths =
        [
            "/desk", "/desk?view=team", "/desk?view=waiting", "/desk?view=bot", "/desk?view=ended", "/desk/requests", "/desk/requests?view=done", $"/desk/requests/{number}", "/desk/requests/new",
            "/desk/search?q=line", "/desk/customers", "/desk/customers?before=x&with=%00", "/desk/contracts", "/desk/contracts?before=x", "/desk/products", "/desk/products?after=x", "/desk/opportunities", "/desk/opportunities?pipeline=x&owner=x", "/desk/opportunities/list?state=x&before=x&from=x", "/desk/opportunities/new", "/desk/opportunities/new?with=x", "/desk/leads", "/desk/leads?stage=x&before=x", "/desk/pipelines", $"/desk/pipelines/{Pipeline.First}", "/desk/forecast", "/desk/forecast?from=x&until=0001-01-01", "/desk/forecast/history", "/desk/forecast/history?pipeline=x", "/desk/requests/new?conversation=x", "/desk/texts", "/desk/rotas", "/account", $"/admin/people/{Ada}", "/admin", "/admin/keys", "/reports", "/reports/metrics", .. ReportLayout.Names.Select(name => $"/reports/{name}?compare=1"),
            "/reports/rows/requests.opened", "/reports/rows/backlog.end", "/reports/understanding",
        ];
        foreach (var path in paths)
        {
            using var response = await product.Http.GetAsync(path, TestContext.CancellationToken);

            Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, $"{path}\n{product.Output}");
        }

        foreach (var path in new[] { "/desk/contracts?customer=x", $"/desk/customers/{Guid.Empty}", "/desk/customers/x", "/desk/products/x", $"/desk/price-books/{Guid.Empty}", "/desk/opportunities/O-000001", "/desk/opportunities/x", "/desk/leads/x", "/desk/leads/L-000001", $"/desk/opportunities/new?customer={Guid.Empty}", $"/desk/pipelines/{Guid.Empty}" })
        {
            using var response = await product.Http.GetAsync(path, TestContext.CancellationToken);

            Assert.AreEqual(HttpStatusCode.NotFound, response.StatusCode, path);
        }
    }

    /// <summary>Makes an administrator, whose session begins.</summary>
    private async Task<string> SignInAsync(TestDatabase database)
    {
        await using var app = Product.CreateBuilder([.. database.Settings.Select(setting => $"--{setting.Key}={setting.Value}"), "--Logging:LogLevel:Default=Warning"]).Build();
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(TestContext.CancellationToken);
        var sessions = app.Services.GetRequiredService<StaffSessions>();
        var ada = new StaffMember { Id = Ada, Name = "Ada", Email = "ada@desk.example", Role = StaffRole.Administrator, Team = "care", Language = "en", CreatedAt = DateTimeOffset.UtcNow };
        return await app.Services.GetRequiredService<IDatabase>().WriteAsync(
            async unit =>
            {
                await StaffStore.AddAsync(unit, ada);
                return await sessions.BeginAsync(unit, ada.Id, new("127.0.0.1", "test"));
            },
            TestContext.CancellationToken);
    }
}
