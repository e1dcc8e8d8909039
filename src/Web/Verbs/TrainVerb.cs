using System.CommandLine;
using ServiceBot.Dialogs;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>train</c>: trains the language model ahead of the first start, as the Release build does into <c>models</c> beside the program.</summary>
internal static class TrainVerb
{
    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "The folder for the model; a start finds it in Dialogs:ModelFolder, or in models beside the program.", Required = true };
        var command = new Command("train", "Train the language model of the dialogs ahead, so that the first start does not have to.") { folder };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(folder)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, string folder, CancellationToken cancellationToken)
    {
        var builder = Product.CreateBuilder([.. settings, "--Dialogs:QuickStart=false", "--Dialogs:LastGoodFile=", "--Dialogs:BuiltModelFolder=", $"--Dialogs:ModelFolder={Path.GetFullPath(folder)}"]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = builder.Build();
        var dialogs = app.Services.GetRequiredService<LiveDialogs>();
        try
        {
            await dialogs.StartAsync(cancellationToken);
            await dialogs.StopAsync(cancellationToken);
            return 0;
        }
        catch (DialogLoadException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
