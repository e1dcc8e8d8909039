using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ServiceBot.Dialogs;
using ServiceBot.Knowledge.Articles;
using ServiceBot.Storage;

namespace ServiceBot.Web.Hosting;

/// <summary>Starts the product, says where it is, and runs until it is stopped.</summary>
internal static class Serve
{
    /// <returns>The exit code: 0 after a clean stop, 1 when the start failed; why is on the error stream.</returns>
    public static async Task<int> RunAsync(string[] settings, int? demoSeed, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = Product.Build(Product.CreateBuilder(settings));
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            if (demoSeed is { } seed)
            {
                await DemoData.SeedAsync(app.Services, seed, cancellationToken);
            }

            await app.StartAsync(cancellationToken);
            Announce(app);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception failure) when (Explain(failure) is { } explanation)
        {
            await Console.Error.WriteLineAsync(explanation);
            return 1;
        }
    }

    private static void Announce(WebApplication app)
    {
        var address = app.Urls.First();
        Console.WriteLine($"""

              Customers    {address}/        the start page with the chat
                           {address}/chat    the chat alone
              API          {address}/openapi/v1.json
              Bot channel  {address}/api/messages

              Ctrl+C stops it. Everything is kept in the database.

            """);
    }

    private static string? Explain(Exception failure) => failure switch
    {
        StorageException or DialogLoadException or KnowledgeLoadException => failure.Message,
        OptionsValidationException invalid => Invalid(invalid.Failures),
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            Invalid(several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)),
        IOException { InnerException: AddressInUseException } => $"{failure.Message} Stop the other program, or choose another address with --urls.",
        IOException { InnerException: SocketException } => failure.Message,
        _ => null,
    };

    private static string Invalid(IEnumerable<string> failures) =>
        $"The settings are not valid:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", failures)}";
}
