using Microsoft.Playwright;
using ServiceBot.IntegrationTests.Accounts;
using ServiceBot.IntegrationTests.Browser;
using ServiceBot.IntegrationTests.Databases;

namespace ServiceBot.IntegrationTests;

/// <summary>The product and the browser of all tests that only come as visitors of their own; started by the first and ended with the run.</summary>
[TestClass]
public static class Shared
{
    /// <summary>A site that may embed the chat.</summary>
    internal const string ListedSite = "https://shop.example";

    private static readonly Lazy<Task<ProductProcess>> Product = new(() => ProductProcess.StartedAsync(
        CancellationToken.None, ("Chat:TokensPerMinute", "10000"), ("DirectLine:AllowedOrigins:0", ListedSite), ("DirectLine:AllowedOrigins:1", "https://x; script-src *")));

    private static readonly Lazy<Task<Chromium>> Browser = new(Chromium.StartAsync);

    internal static Task<ProductProcess> ProductAsync() => Product.Value;

    internal static Task<Chromium> ChromiumAsync() => Browser.Value;

    /// <summary>A new visitor of the product.</summary>
    internal static async Task<Visitor> VisitAsync(string language = "en", int width = 1280, ColorScheme scheme = ColorScheme.Light) =>
        await (await ChromiumAsync()).VisitAsync((await ProductAsync()).Address, language, width, scheme);

    [AssemblyCleanup]
    public static async Task EndAsync()
    {
        if (Browser is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await Browser.Value.Result.DisposeAsync();
        }

        if (Product is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await Product.Value.Result.DisposeAsync();
        }

        await StaffProduct.EndSharedAsync();
        PostgreSqlCluster.StopShared();
    }
}
