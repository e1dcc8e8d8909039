using System.Buffers.Binary;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>The template of the Teams app, filled in as <c>docs/teams/README.md</c> says. The schema comes with Microsoft's package <c>@microsoft/app-manifest</c>.</summary>
[TestClass]
public sealed partial class TeamsManifestTests
{
    private static readonly Dictionary<string, string> Placeholders = new()
    {
        ["TEAMS_APP_ID"] = "6f0b5c1e-0d2a-4c7e-9a44-5a0e3f2b7c11",
        ["MICROSOFT_APP_ID"] = Authority.AppId,
        ["COMPANY"] = "Seventeen letters",
        ["PUBLIC_ADDRESS"] = "https://help.example",
        ["PRIVACY_URL"] = "https://help.example/privacy",
        ["TERMS_URL"] = "https://help.example/terms",
    };

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task The_manifest_is_valid_against_its_published_schema()
    {
        var manifest = await FillInAsync();

        Assert.AreEqual("", string.Join('\n', await ErrorsOfAsync(manifest)));
        Assert.AreEqual($"https://developer.microsoft.com/json-schemas/teams/v{manifest["manifestVersion"]}/MicrosoftTeams.schema.json", (string?)manifest["$schema"]);
    }

    [TestMethod]
    public async Task A_manifest_that_is_wrong_would_be_found_out()
    {
        var manifest = await FillInAsync();
        (manifest["id"], manifest["bots"]![0]!["scopes"]) = ("no guid", new JsonArray("planet"));
        manifest["name"]!["short"] = new string('x', 31);

        Assert.HasCount(3, await ErrorsOfAsync(manifest));
    }

    [TestMethod]
    public async Task Every_placeholder_is_explained()
    {
        var explained = await File.ReadAllTextAsync(Repository.At("docs", "teams", "README.md"), TestContext.CancellationToken);
        var used = Placeholder().Matches(await ReadAsync()).Select(match => match.Groups[1].Value).Distinct().ToList();

        CollectionAssert.AreEquivalent(Placeholders.Keys.ToList(), used);
        foreach (var name in used)
        {
            Assert.Contains($"`{{{{{name}}}}}`", explained);
        }
    }

    [TestMethod]
    [DataRow("color", 192)]
    [DataRow("outline", 32)]
    public async Task The_icons_have_the_sizes_that_Teams_wants(string icon, int size)
    {
        var manifest = await FillInAsync();

        var png = await File.ReadAllBytesAsync(Repository.At("docs", "teams", (string)manifest["icons"]![icon]!), TestContext.CancellationToken);

        CollectionAssert.AreEqual(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, png[..4]);
        Assert.AreEqual((size, size), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
    }

    private async Task<JsonNode> FillInAsync() =>
        JsonNode.Parse(Placeholders.Aggregate(await ReadAsync(), (text, placeholder) => text.Replace($"{{{{{placeholder.Key}}}}}", placeholder.Value, StringComparison.Ordinal)))!;

    private Task<string> ReadAsync() => File.ReadAllTextAsync(Repository.At("docs", "teams", "manifest.json"), TestContext.CancellationToken);

    private async Task<IReadOnlyList<string>> ErrorsOfAsync(JsonNode manifest) =>
        [.. (await NodePeer.RunAsync("checkmanifest.js", new() { ["manifest"] = manifest.DeepClone() }, TestContext.CancellationToken))["errors"]!.AsArray().Select(error => (string)error!)];

    [GeneratedRegex(@"\{\{([A-Z_]+)\}\}")]
    private static partial Regex Placeholder();
}
