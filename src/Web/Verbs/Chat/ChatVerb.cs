using System.CommandLine;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Web.Verbs.Chat;

/// <summary><c>chat</c>: the chat in a terminal, for operators and for scripts.</summary>
internal static class ChatVerb
{
    public static Command Create()
    {
        var url = new Option<Uri>("--url") { Description = "Where the product listens.", DefaultValueFactory = _ => new(Product.DefaultAddress), CustomParser = ReadUrl };
        var secret = new Option<string?>("--secret") { Description = "A site's Direct Line secret; without one you are a visitor of the product's own pages." };
        var locale = new Option<string?>("--locale") { Description = "The customer's language, such as en-US or zh-CN." };
        var script = new Option<FileInfo?>("--script")
        {
            Description = "A file of which each line is said when the one before is answered; empty lines and those that begin with # are not. What comes is printed as JSON, an activity a line.",
        };
        var timeout = new Option<int>("--timeout") { Description = "Seconds that a line of the script may stay unanswered, 1 to 3600.", DefaultValueFactory = _ => 30 };
        timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 3600)
            {
                result.AddError("--timeout is not between 1 and 3600 seconds.");
            }
        });
        script.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<FileInfo>() is { Exists: false } file)
            {
                result.AddError($"{file.FullName}: there is no such file.");
            }
        });
        var command = new Command("chat", "Chat with a running product in the terminal, or have a script do so. The exit code is not 0 when something failed.") { url, secret, locale, script, timeout };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            token => DirectLineClient.StartAsync(parsed.GetValue(url)!, parsed.GetValue(secret), parsed.GetValue(locale), token),
            parsed.GetValue(script) is { } file
                ? (client, token) => ChatScript.RunAsync(client, file, TimeSpan.FromSeconds(parsed.GetValue(timeout)), token)
                : (client, token) => new ChatTerminal(client).RunAsync(token),
            cancellationToken));
        return command;
    }

    private static Uri? ReadUrl(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        result.AddError($"--url: '{result.Tokens[0].Value}' is not an http or https address.");
        return null;
    }

    private static async Task<int> RunAsync(
        Func<CancellationToken, Task<DirectLineClient>> start, Func<DirectLineClient, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        try
        {
            using var client = await start(cancellationToken);
            await run(client, cancellationToken);
            return 0;
        }
        catch (ChatException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
