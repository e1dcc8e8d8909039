using System.CommandLine;
using ServiceBot.Web.Verbs.Chat;

namespace ServiceBot.Web.Verbs;

/// <summary>The verbs of the command line. Without one the product is served.</summary>
internal static class CommandLine
{
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Crm.ServiceBot: a self-hosted conversational service desk.");
        var serve = ServeVerb.Create();
        foreach (var verb in new[] { serve, CheckVerb.Create(), TrainVerb.Create(), TestDialogsVerb.Create(), SeedVerb.Create(), AuditVerb.Create(), KeysVerb.Create(), ImportVerb.Create(), EvaluateVerb.Create(), ChatVerb.Create() })
        {
            root.Subcommands.Add(verb);
        }

        var known = root.Subcommands.SelectMany(verb => verb.Aliases.Append(verb.Name)).ToHashSet(StringComparer.Ordinal);
        var asked = args.Length > 0 && (known.Contains(args[0]) || args[0] is "--help" or "-h" or "-?" or "--version");
        return root.Parse(asked ? args : [serve.Name, .. args]).InvokeAsync();
    }
}
