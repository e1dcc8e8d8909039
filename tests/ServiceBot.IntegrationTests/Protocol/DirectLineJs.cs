using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>Microsoft's Direct Line client in Node, led by a test.</summary>
internal sealed class DirectLineJs : IAsyncDisposable
{
    public const int Online = 2;
    public const int ExpiredToken = 3;
    public const int Ended = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _node;
    private readonly List<JsonElement> _events = [];
    private int _tag;

    private DirectLineJs(Process node) => _node = node;

    /// <summary>The activities that came so far, in order.</summary>
    public IReadOnlyList<JsonElement> Activities => [.. _events.Where(line => line.TryGetProperty("activity", out _)).Select(line => line.GetProperty("activity"))];

    /// <summary>The texts of the messages that came so far, in order.</summary>
    public List<string?> Texts => [.. Activities.Where(activity => activity.TryGetProperty("text", out _)).Select(activity => activity.GetProperty("text").GetString())];

    /// <summary>Starts one; it connects at once.</summary>
    /// <param name="server">Where the Direct Line server listens.</param>
    /// <param name="options">Options of <c>DirectLine</c> beside the address.</param>
    public static async Task<DirectLineJs> StartAsync(Uri server, JsonObject options)
    {
        var node = Process.Start(new ProcessStartInfo("node", ["client.js"])
        {
            WorkingDirectory = Repository.At("tests", "peers"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        options["domain"] = $"{server}v3/directline";
        var client = new DirectLineJs(node);
        await client.SendAsync(options);
        return client;
    }

    /// <summary>Posts an activity.</summary>
    /// <returns>What the client says to it: <c>posted</c> with an id, or <c>failed</c> with a status.</returns>
    public async Task<JsonElement> PostAsync(JsonObject activity, CancellationToken cancellationToken)
    {
        var tag = ++_tag;
        await SendAsync(new() { ["post"] = activity, ["tag"] = tag });
        return await UntilAsync(line => line.TryGetProperty("tag", out var of) && of.GetInt32() == tag, cancellationToken);
    }

    /// <summary>Says something.</summary>
    /// <returns>The message's id.</returns>
    public async Task<string> SayAsync(string text, CancellationToken cancellationToken) =>
        (await PostAsync(new() { ["type"] = "message", ["text"] = text, ["from"] = new JsonObject { ["id"] = "me" } }, cancellationToken)).GetProperty("posted").GetString()!;

    /// <summary>Breaks its socket as the network would.</summary>
    public Task CutAsync() => SendAsync(new() { ["cut"] = true });

    public Task UntilStatusAsync(int status, CancellationToken cancellationToken) =>
        UntilAsync(line => line.TryGetProperty("status", out var now) && now.GetInt32() == status, cancellationToken);

    /// <summary>Waits until a message with a text has come.</summary>
    public async Task<JsonElement> UntilTextAsync(string text, CancellationToken cancellationToken) =>
        (await UntilAsync(line => IsActivity(line, activity => activity.TryGetProperty("text", out var of) && of.GetString() == text), cancellationToken)).GetProperty("activity");

    /// <summary>Waits until so many messages have come; the client may mix up those that come close together, so the last one need not be the last to come.</summary>
    public Task UntilTextsAsync(int count, CancellationToken cancellationToken) => UntilAsync(_ => Texts.Count >= count, cancellationToken);

    /// <summary>Waits until an activity has come.</summary>
    public async Task<JsonElement> UntilActivityAsync(Func<JsonElement, bool> wanted, CancellationToken cancellationToken) =>
        (await UntilAsync(line => IsActivity(line, wanted), cancellationToken)).GetProperty("activity");

    public async ValueTask DisposeAsync()
    {
        if (!_node.HasExited)
        {
            _node.Kill();
        }

        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private static bool IsActivity(JsonElement line, Func<JsonElement, bool> wanted) => line.TryGetProperty("activity", out var activity) && wanted(activity);

    private async Task<JsonElement> UntilAsync(Func<JsonElement, bool> wanted, CancellationToken cancellationToken)
    {
        var seen = 0;
        while (true)
        {
            for (; seen < _events.Count; seen++)
            {
                if (wanted(_events[seen]))
                {
                    return _events[seen];
                }
            }

            var line = await _node.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken)
                ?? throw new AssertFailedException($"The client ended after:\n{string.Join('\n', _events)}");
            _events.Add(JsonSerializer.Deserialize<JsonElement>(line));
        }
    }

    private async Task SendAsync(JsonObject command)
    {
        await _node.StandardInput.WriteLineAsync(command.ToJsonString());
        await _node.StandardInput.FlushAsync();
    }
}
