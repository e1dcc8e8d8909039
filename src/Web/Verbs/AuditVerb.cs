using System.CommandLine;
using ServiceBot.Desk.Audit;
using ServiceBot.Storage;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>audit</c>: checks that nothing was changed in the log of who has read and changed personal data.</summary>
internal static class AuditVerb
{
    public static Command Create()
    {
        var json = VerbOutput.JsonOption();
        var head = new Option<string?>("--head") { Description = "A hash that an earlier check printed: it must still be in the chain." };
        var command = new Command("audit", "Read the log of who has read and changed personal data, and check that nothing in it was changed or taken out.") { head, json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(head), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, string? head, bool json, CancellationToken cancellationToken)
    {
        try
        {
            var builder = Product.CreateBuilder(settings);
            builder.Logging.ClearProviders();      // what is printed is read by programs
            await using var app = Product.Build(builder);
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            var check = await AuditLog.CheckAsync(app.Services.GetRequiredService<IDatabase>(), head, cancellationToken);
            if (json)
            {
                VerbOutput.WriteJson(check);
            }
            else
            {
                Console.WriteLine(check.BrokenAt is { } broken
                    ? $"Broken at entry {broken}: it, or one before it, was changed or taken out. The {check.Entries} entries before it are sound."
                    : $"{check.Entries} entries, none changed. The last one's hash: {check.Head}");
                if (check.HasHead is { } has)
                {
                    Console.WriteLine(has ? "The hash that was asked for is in the chain." : "The hash that was asked for is not in the chain: entries up to it were changed or taken out.");
                }
            }

            return check.BrokenAt is null && check.HasHead != false ? 0 : 1;
        }
        catch (StorageException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
