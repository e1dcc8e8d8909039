using System.CommandLine;
using ServiceBot.Storage;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>seed</c>: fills the database with the demo company.</summary>
internal static class SeedVerb
{
    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Which demo data: the same number gives the same data.", DefaultValueFactory = _ => 1 };
        var command = new Command("seed", "Fill the database with a demo company's customers, orders, requests and a year of history.") { seed };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(seed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, int seed, CancellationToken cancellationToken)
    {
        try
        {
            var builder = Product.CreateBuilder(settings);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            await using var app = Product.Build(builder);
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            await DemoData.SeedAsync(app.Services, seed, cancellationToken);
            return 0;
        }
        catch (StorageException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
