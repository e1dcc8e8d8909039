using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>Runs one of Microsoft's clients in Node: JSON in, JSON out.</summary>
internal static class NodePeer
{
    public static async Task<JsonNode> RunAsync(string script, JsonObject input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = Repository.At("tests", "peers"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(cancellationToken), node.StandardError.ReadToEndAsync(cancellationToken));
        await node.StandardInput.WriteAsync(input.ToJsonString().AsMemory(), cancellationToken);
        node.StandardInput.Close();
        await node.WaitForExitAsync(cancellationToken);
        Assert.AreEqual(0, node.ExitCode, await output + await errors);
        return JsonNode.Parse(await output)!;
    }
}
