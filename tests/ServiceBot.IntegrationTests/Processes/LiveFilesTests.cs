using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ServiceBot.IntegrationTests.Processes;

/// <summary>Dialogs and articles that an operator edits while the product runs, or has broken before it starts.</summary>
[TestClass]
[DoNotParallelize]
public sealed partial class LiveFilesTests : IDisposable
{
    private const string Thanks = "[You're welcome!, \"My pleasure. Anything else?\"]";
    private const string Question = "my router keeps dropping the connection";
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicebot-live-");

    public LiveFilesTests()
    {
        Copy("dialogs");
        Copy("knowledge-base");
    }

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    private string Dialog => Path.Combine(_folder.FullName, "dialogs", "chat.yaml");

    private string Article => Path.Combine(_folder.FullName, "knowledge-base", "en", "router-drops.md");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task A_saved_dialog_and_a_saved_article_are_live_within_two_seconds()
    {
        await using var product = Product();
        await product.StartAsync(Cancellation);
        var customer = await Customer.StartAsync(product, Cancellation);
        await customer.SayAsync("thanks", Cancellation);

        Edit(Dialog, Thanks, "[Any time at all!]");
        await LiveAsync(async () => (await customer.SayAsync("thanks", Cancellation)).Contains("Any time at all!", StringComparison.Ordinal));
        Edit(Article, "slowly blinking orange light points", "slowly blinking violet light points");
        await LiveAsync(async () => (await product.Http.GetStringAsync("/articles/en/router-drops", Cancellation)).Contains("violet", StringComparison.Ordinal));

        Assert.Contains("violet", await customer.SayAsync(Question, Cancellation));
    }

    [TestMethod]
    public async Task A_broken_file_is_named_in_the_log_and_leaves_its_last_good_version_live()
    {
        await using var product = Product();
        await product.StartAsync(Cancellation);
        var customer = await Customer.StartAsync(product, Cancellation);

        Edit(Dialog, "  thanks:\n    intents: [thanks]\n    steps:\n      - say:", "  thanks:\n    intents: [thanks]\n    steps:\n      - sai:");
        Edit(Article, "updated: 2026-10-12", "updated: the other day");
        var dialogError = await product.WroteAsync(DialogError(), Cancellation);
        await product.WroteAsync(ArticleError(), Cancellation);

        Assert.AreEqual("      - sai:", (await File.ReadAllLinesAsync(Dialog, Cancellation))[int.Parse(dialogError.Groups[1].Value, null) - 1]);
        Assert.MatchesRegex("welcome|pleasure", await customer.SayAsync("thanks", Cancellation));
        Assert.Contains("blinking orange", await customer.SayAsync(Question, Cancellation));
        Assert.Contains("blinking orange", await product.Http.GetStringAsync("/articles/en/router-drops", Cancellation));

        Edit(Dialog, "- sai:", "- say:");
        Edit(Dialog, Thanks, "[Any time at all!]");
        await LiveAsync(async () => (await customer.SayAsync("thanks", Cancellation)).Contains("Any time at all!", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_start_without_a_good_version_lists_every_error_of_both_and_ends()
    {
        await using var product = Product();
        Edit(Dialog, "  thanks:\n    intents: [thanks]\n    steps:\n      - say:", "  thanks:\n    intents: [thanks]\n    steps:\n      - sai:");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "dialogs", "mine.yaml"), "slots: [\n", Cancellation);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder.FullName, "knowledge-base"), "*.md", SearchOption.AllDirectories))
        {
            await File.WriteAllTextAsync(file, "# Words, and nothing that says what they are about\n", Cancellation);
        }

        var code = await product.RunAsync(["--urls", product.Address.ToString()], Cancellation);

        Assert.AreEqual(1, code);
        Assert.Contains("en/router-drops.md:1:1: ", product.Output);
        Assert.Contains("zh/opening-hours.md:1:1: ", product.Output);
        Assert.MatchesRegex(DialogError(), product.Output);
        Assert.MatchesRegex(@"mine\.yaml:\d+:\d+: ", product.Output);
        Assert.DoesNotContain("   at ", product.Output, "A stack trace is nothing for an operator.");
        Assert.HasCount(1, Regex.Matches(product.Output, "zh/opening-hours"), "Once is enough.");
    }

    [TestMethod]
    public async Task A_restart_with_broken_files_goes_on_with_their_last_good_version_until_they_are_mended()
    {
        await using var product = Product();
        Edit(Dialog, Thanks, "[Any time at all!]");
        Edit(Article, "slowly blinking orange light points", "slowly blinking violet light points");
        await product.StartAsync(Cancellation);
        await product.KillAsync();

        Edit(Dialog, "      - say:\n          en: [Any time", "      - sai:\n          en: [Any time");
        Edit(Article, "updated: 2026-10-12", "updated: the other day");
        await product.StartAsync(Cancellation);
        var customer = await Customer.StartAsync(product, Cancellation);

        Assert.Contains("Any time at all!", await customer.SayAsync("thanks", Cancellation));
        Assert.Contains("blinking violet", await customer.SayAsync(Question, Cancellation));
        Assert.MatchesRegex(DialogError(), product.Output);
        Assert.MatchesRegex(ArticleError(), product.Output);
        Assert.Contains("the product starts on their last good version", product.Output);
        Assert.MatchesRegex("ready, on the last good version: [1-9] errors in the dialogs, 1 in", await product.Http.GetStringAsync("/readyz", Cancellation));

        Edit(Dialog, "- sai:", "- say:");
        Edit(Dialog, "[Any time at all!]", "[Mended!]");
        Edit(Article, "updated: the other day", "updated: 2026-11-20");
        await LiveAsync(async () => (await customer.SayAsync("thanks", Cancellation)).Contains("Mended!", StringComparison.Ordinal));
        await LiveAsync(async () => await product.Http.GetStringAsync("/readyz", Cancellation) == "ready");
    }

    [TestMethod]
    public async Task One_broken_article_without_a_good_version_is_named_and_the_others_are_served()
    {
        await using var product = Product();
        Edit(Article, "updated: 2026-10-12", "updated: the other day");

        await product.StartAsync(Cancellation);

        Assert.MatchesRegex(ArticleError(), product.Output);
        Assert.Contains("/articles/en/no-internet", await product.Http.GetStringAsync("/articles?lang=en", Cancellation));
    }

    private ProductProcess Product() =>
        new(("Dialogs:Path", Path.Combine(_folder.FullName, "dialogs")), ("Knowledge:Path", Path.Combine(_folder.FullName, "knowledge-base")));

    private void Copy(string name)
    {
        foreach (var file in Directory.EnumerateFiles(Repository.At(name), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static void Edit(string file, string before, string after)
    {
        var text = File.ReadAllText(file);
        StringAssert.Contains(text, before);
        File.WriteAllText(file, text.Replace(before, after, StringComparison.Ordinal));
    }

    private async Task LiveAsync(Func<Task<bool>> isLive)
    {
        var watch = Stopwatch.StartNew();
        while (!await isLive())
        {
            Assert.IsLessThan(Promised, watch.Elapsed);
        }

        TestContext.WriteLine($"live after {watch.ElapsedMilliseconds} ms");
    }

    [GeneratedRegex(@"chat\.yaml:(\d+):9: ")]
    private static partial Regex DialogError();

    [GeneratedRegex(@"en/router-drops\.md:7:\d+: ")]
    private static partial Regex ArticleError();
}
