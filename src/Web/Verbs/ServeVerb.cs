using System.CommandLine;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>serve</c>: runs the product until it is stopped.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var demo = new Option<bool>("--demo") { Description = "Fill an empty database with a demo company's customers, orders, requests and a year of history." };
        var seed = new Option<int>("--seed") { Description = "Which demo data: the same number gives the same data.", DefaultValueFactory = _ => 1 };
        var command = new Command("serve", "Run the product (the default). Settings go as --Section:Key value, addresses as --urls.") { demo, seed };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) =>
            Serve.RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(demo) ? parsed.GetValue(seed) : null, cancellationToken));
        return command;
    }
}
