using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceBot.Storage;
using ServiceBot.Web.Hosting;

namespace ServiceBot.IntegrationTests.Pages;

/// <summary>What is shown of a fault of the product's own. The pages have none to offer, so one is put in, which needs the product inside this process.</summary>
[TestClass]
public sealed class FailureTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("text/html", "text/html", "<main id=\"content\"")]
    [DataRow("application/json", "application/problem+json", "\"status\":500")]
    public async Task A_fault_is_told_in_the_readers_form_and_without_details(string accept, string mediaType, string holds)
    {
        var folder = Directory.CreateTempSubdirectory("servicebot-failure-");
        await using (var app = await StartAsync(folder.FullName, TestContext.CancellationToken))
        {
            using var http = new HttpClient { BaseAddress = new(app.Urls.Single()), DefaultRequestHeaders = { { "Accept", accept } } };

            using var response = await http.GetAsync("/broken", TestContext.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.CancellationToken);

            Assert.AreEqual(HttpStatusCode.InternalServerError, response.StatusCode);
            Assert.AreEqual(mediaType, response.Content.Headers.ContentType?.MediaType);
            StringAssert.Contains(body, holds);
            Assert.DoesNotContain("secret of the inside", body);
            StringAssert.StartsWith(response.Headers.GetValues("Content-Security-Policy").Single(), "default-src 'none'; ");
            Assert.AreEqual("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        }

        folder.Delete(recursive: true);
    }

    private static async Task<WebApplication> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var builder = Product.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0", "--Storage:Path", Path.Combine(folder, "t.db"), "--Storage:Keys:Path", Path.Combine(folder, "keys"), "--Knowledge:Path", Repository.At("knowledge-base"),
            "--Dialogs:Path", Repository.At("dialogs"), "--Dialogs:ModelFolder", ProductProcess.ModelFolder, "--Dialogs:BuiltModelFolder", ProductProcess.BuiltModelFolder,
            "--Dialogs:LastGoodFile=", "--Knowledge:LastGoodFile=",
        ]);
        builder.Logging.ClearProviders();
        var app = Product.Build(builder);
        app.MapGet("/broken", string () => throw new InvalidOperationException("a secret of the inside"));
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        return app;
    }
}
