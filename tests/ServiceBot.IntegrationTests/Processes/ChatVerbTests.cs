using System.Text.Json;

namespace ServiceBot.IntegrationTests.Processes;

/// <summary>The chat in a terminal, led by a script.</summary>
[TestClass]
public sealed class ChatVerbTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_script_chats_from_a_question_to_a_request_and_prints_what_comes(bool withSecret)
    {
        var product = await Shared.ProductAsync();

        var (code, output) = await ChatAsync(
            ["# a fault", "", .. Customer.EnglishFault], ["--url", product.Address.ToString(), "--locale", "en-US", .. withSecret ? ["--secret", ProductProcess.Secret] : Array.Empty<string>()]);

        Assert.AreEqual(0, code, output);
        var said = output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.HasCount(Customer.EnglishFault.Count + 1, said);     // the greeting, and an answer to each line
        Assert.Contains("/articles/en/router-drops", said[1].GetProperty("text").GetString()!);
        Assert.IsNotNull(Customer.RequestNumberIn(said[^1].GetProperty("text").GetString()!));
    }

    [TestMethod]
    [DataRow("--secret", "not-the-site's-secret", "answers 401")]
    [DataRow("--url", "http://127.0.0.1:9/", "Is the product running?")]
    [DataRow("--url", "nowhere", "--url")]
    [DataRow("--script", "no-such-file.txt", "no such file")]
    public async Task What_fails_is_said_in_words_and_by_the_exit_code(string option, string value, string expected)
    {
        var product = await Shared.ProductAsync();
        var arguments = new Dictionary<string, string> { ["--url"] = product.Address.ToString(), [option] = value };

        var (code, output) = await ChatAsync(["hello"], [.. arguments.SelectMany(argument => new[] { argument.Key, argument.Value })]);

        Assert.AreNotEqual(0, code);
        Assert.Contains(expected, output);
        Assert.DoesNotContain("   at ", output);
    }

    private async Task<(int Code, string Output)> ChatAsync(string[] lines, string[] arguments)
    {
        await using var chat = new ProductProcess();
        var script = Path.Combine(chat.Folder, "script.txt");
        await File.WriteAllLinesAsync(script, lines, Cancellation);
        var code = await chat.RunAsync(["chat", .. arguments.Contains("--script") ? arguments : ["--script", script, .. arguments]], Cancellation);
        return (code, chat.Output);
    }
}
