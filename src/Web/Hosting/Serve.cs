using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Dialogs;
using ServiceBot.Knowledge;
using ServiceBot.Knowledge.Articles;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.Web.Hosting;

/// <summary>Starts the product, says where it is, and runs until it is stopped.</summary>
internal static class Serve
{
    /// <returns>The exit code: 0 after a clean stop, 1 when the start failed; why is on the error stream.</returns>
    public static async Task<int> RunAsync(string[] settings, int? demoSeed, CancellationToken cancellationToken)
    {
        StartMemory.Economize();
        try
        {
            var isUp = false;
            var builder = Product.CreateBuilder(settings);
            // Why a start failed is said below, in words; the host would put its stack before them.
            builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= (isUp ? LogLevel.Warning : LogLevel.Critical));
            await using var app = Product.Build(builder);
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await LoadAsync(app.Services, cancellationToken);
            StartMemory.Collect();
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            if (demoSeed is { } seed)
            {
                await DemoData.SeedAsync(app.Services, seed, cancellationToken);
            }

            await app.StartAsync(cancellationToken);
            isUp = true;
            Announce(app, await app.Services.GetRequiredService<SetUp>().IssueAsync(cancellationToken));
            StartMemory.Release();
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception failure) when (Explain(failure) is { } explanation)
        {
            await Console.Error.WriteLineAsync(explanation);
            return 1;
        }
    }

    /// <summary>Reads the articles and dialogs before anything starts, so that what is wrong with either is said together and nothing is left half done.</summary>
    private static async Task LoadAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        var dialogs = Task.Run(() => services.GetRequiredService<LiveDialogs>().LoadAsync(cancellationToken), cancellationToken);
        try
        {
            services.GetRequiredService<LiveArticles>().Load();
        }
        catch (KnowledgeLoadException failure)
        {
            failures.Add(failure);
        }

        try
        {
            await dialogs;
        }
        catch (DialogLoadException failure)
        {
            failures.Add(failure);
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private static void Announce(WebApplication app, string? setUp)
    {
        var address = app.Urls.First();
        Console.WriteLine($"""

              Customers    {address}/        the start page with the chat
                           {address}/chat    the chat alone
              Staff        {address}/sign-in
              API          {address}/openapi/v1.json
              Bot channel  {address}/api/messages

              Ctrl+C stops it. Everything is kept in the database.

            """);
        if (setUp is not null)
        {
            Console.WriteLine($"""
                  Nobody works at the desk yet. Make the first administrator, by this link that counts until the next start:
                  {app.Services.GetRequiredService<StaffLinks>().To("/set-up", setUp)}

                """);
        }
    }

    private static string? Explain(Exception failure) => failure switch
    {
        StorageException or DialogLoadException or KnowledgeLoadException => failure.Message,
        OptionsValidationException invalid => Invalid(invalid.Failures),
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            Invalid(several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)),
        AggregateException several when several.InnerExceptions.All(inner => Explain(inner) is not null) =>
            string.Join(Environment.NewLine, several.InnerExceptions.Select(Explain)),
        IOException { InnerException: AddressInUseException } => $"{failure.Message} Stop the other program, or choose another address with --urls.",
        IOException { InnerException: SocketException } => failure.Message,
        _ => null,
    };

    private static string Invalid(IEnumerable<string> failures) =>
        $"The settings are not valid:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", failures)}";
}
