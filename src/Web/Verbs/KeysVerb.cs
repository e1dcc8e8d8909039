using System.CommandLine;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs;

/// <summary><c>keys</c>: what the key store of encrypted fields is, and another master key for it. The product may serve meanwhile.</summary>
internal static class KeysVerb
{
    public static Command Create()
    {
        var command = new Command("keys", "The key store of encrypted fields.");
        command.Subcommands.Add(Verb("show", "Say which key store it is and which master key it is encrypted with.", store => store.Describe()));
        command.Subcommands.Add(Verb(
            "rotate", "Encrypt the key store with another master key: that of Storage:Keys:Master (with the one before as Storage:Keys:PreviousMaster), or a new one in the key store's folder.", store => store.Rotate()));
        return command;
    }

    private static Command Verb(string name, string description, Func<KeyStore, KeyStoreState> work)
    {
        var json = VerbOutput.JsonOption();
        var verb = new Command(name, description) { json };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, _) => await RunAsync([.. parsed.UnmatchedTokens], work, parsed.GetValue(json)));
        return verb;
    }

    private static async Task<int> RunAsync(string[] settings, Func<KeyStore, KeyStoreState> work, bool json)
    {
        try
        {
            await using var app = Product.CreateBuilder(settings).Build();
            var store = app.Services.GetRequiredService<KeyStore>();
            var state = work(store);
            if (json)
            {
                VerbOutput.WriteJson(new { state.Id, folder = store.Folder, state.Master, state.From, state.Nodes });
            }
            else
            {
                Console.WriteLine($"Key store {state.Id} in {store.Folder}\nencrypted with the master key {state.Master} of {state.From}; all keys follow from {state.Nodes} {(state.Nodes == 1 ? "node: none is destroyed" : "nodes: some are destroyed")}.");
            }

            return 0;
        }
        catch (StorageException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
