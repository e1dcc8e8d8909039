using System.CommandLine;
using Microsoft.Extensions.Options;
using ServiceBot.Dialogs;
using ServiceBot.Knowledge;
using ServiceBot.Knowledge.Articles;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>test-dialogs</c>: runs the conversations beside the dialogs through the real engine, model and articles.</summary>
internal static class TestDialogsVerb
{
    public static Command Create()
    {
        var json = VerbOutput.JsonOption();
        var command = new Command("test-dialogs", "Run the conversations in *.test.yaml beside the dialogs; actions only pretend.") { json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, bool json, CancellationToken cancellationToken)
    {
        var builder = Product.CreateBuilder([.. settings, "--Dialogs:QuickStart=false", "--Dialogs:LastGoodFile=", "--Knowledge:LastGoodFile="]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = builder.Build();
        ConversationReport report;
        try
        {
            report = await RunAsync(app.Services, cancellationToken);
        }
        catch (Exception failure) when (failure is DialogLoadException or KnowledgeLoadException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }

        if (json)
        {
            VerbOutput.WriteJson(report);
        }
        else
        {
            foreach (var line in report.Errors.Select(error => error.ToString()).Concat(report.Failures.Select(failure => failure.ToString())))
            {
                Console.WriteLine(line);
            }

            Console.WriteLine($"{report.Conversations} conversations, {report.Turns} turns, {report.Failures.Count} failures");
        }

        return report.Failures.Count + report.Errors.Count == 0 ? 0 : 1;
    }

    /// <summary>Runs the conversations over rooms that are not started otherwise: no database, no channel.</summary>
    internal static async Task<ConversationReport> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var knowledge = services.GetRequiredService<LiveArticles>();
        var dialogs = services.GetRequiredService<LiveDialogs>();
        await knowledge.StartAsync(cancellationToken);
        await dialogs.StartAsync(cancellationToken);
        try
        {
            var runner = new ConversationRunner(
                services.GetRequiredService<DialogEngine>(), dialogs.Current, services.GetRequiredService<IKnowledge>(), email => new MemoryActions(email));
            return await runner.RunFolderAsync(services.GetRequiredService<IOptions<DialogOptions>>().Value.Path, cancellationToken);
        }
        finally
        {
            await dialogs.StopAsync(CancellationToken.None);
            await knowledge.StopAsync(CancellationToken.None);
        }
    }
}
