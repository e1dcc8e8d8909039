using System.Text.Json;

namespace ServiceBot.IntegrationTests.Processes;

[TestClass]
public sealed class VerbTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow("check", "are sound")]
    [DataRow("test-dialogs", " 0 failures")]
    public async Task The_shipped_dialogs_and_articles_hold_what_they_promise(string verb, string expected)
    {
        await using var product = new ProductProcess();

        var code = await product.RunAsync([verb], TestContext.CancellationToken);

        Assert.AreEqual(0, code, product.Output);
        Assert.Contains(expected, product.Output);
        Assert.IsFalse(File.Exists(Path.Combine(product.Folder, "servicebot.db")), "A product that runs beside it has the data file.");
    }

    [TestMethod]
    public async Task The_readmes_first_command_serves_the_pages()
    {
        await using var product = new ProductProcess { ByReadme = true };
        await product.StartAsync(TestContext.CancellationToken);

        Assert.Contains("/articles/en/router-drops", await product.Http.GetStringAsync("/articles?lang=en", TestContext.CancellationToken));
        Assert.Contains("data-ask", await product.Http.GetStringAsync("/", TestContext.CancellationToken));
        Assert.Contains($"{product.Address}chat", product.Output);
    }

    [TestMethod]
    public async Task Check_lists_every_error_with_its_place()
    {
        await using var product = new ProductProcess(("Knowledge:Path", "no-such-folder"));
        await using var broken = new ProductProcess(("Knowledge:Path", product.Folder), ("Dialogs:Path", product.Folder));
        await File.WriteAllTextAsync(Path.Combine(product.Folder, "one.yaml"), "dialogs:\n  a: {steps: [{sey: {en: Hi, zh: 你好}}]}\n", TestContext.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(product.Folder, "two.yaml"), "slots: [\n", TestContext.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(product.Folder, "three.md"), "no front matter\n", TestContext.CancellationToken);

        Assert.AreEqual(1, await product.RunAsync(["check"], TestContext.CancellationToken));
        Assert.AreEqual(1, await broken.RunAsync(["check"], TestContext.CancellationToken));

        Assert.Contains("no-such-folder:1:1: There is no such folder.", product.Output);
        Assert.MatchesRegex(@"one\.yaml:2:\d+: ", broken.Output);
        Assert.MatchesRegex(@"two\.yaml:\d+:\d+: ", broken.Output);
        Assert.MatchesRegex(@"three\.md:1:1: ", broken.Output);
    }

    [TestMethod]
    public async Task A_model_trained_ahead_spares_the_start_the_training()
    {
        await using var ahead = new ProductProcess();
        var dialogs = Directory.CreateDirectory(Path.Combine(ahead.Folder, "dialogs")).FullName;
        await File.WriteAllTextAsync(Path.Combine(dialogs, "one.yaml"), "intents: {fast: {title: {en: Speed, zh: 速度}, examples: {en: [how fast are you], zh: [你有多快]}}}\n", TestContext.CancellationToken);
        var models = Path.Combine(ahead.Folder, "models");
        (string, string)[] settings = [("Dialogs:Path", dialogs), ("Dialogs:ModelFolder", models), ("Logging:LogLevel:Default", "Information")];
        await using var later = new ProductProcess(settings);

        var code = await ahead.RunAsync(["train", "--out", models, "--Dialogs:Path", dialogs], TestContext.CancellationToken);
        await later.StartAsync(TestContext.CancellationToken);

        Assert.AreEqual(0, code, ahead.Output);
        Assert.HasCount(1, Directory.GetFiles(models, "*.model"));
        Assert.DoesNotContain("Training the language model", later.Output);
    }

    [TestMethod]
    public async Task Training_ahead_names_what_is_wrong_with_the_dialogs()
    {
        await using var product = new ProductProcess();
        await File.WriteAllTextAsync(Path.Combine(product.Folder, "two.yaml"), "slots: [\n", TestContext.CancellationToken);

        var code = await product.RunAsync(["train", "--out", product.Folder, "--Dialogs:Path", product.Folder], TestContext.CancellationToken);

        Assert.AreEqual(1, code);
        Assert.MatchesRegex(@"two\.yaml:\d+:\d+: ", product.Output);
    }

    [TestMethod]
    public async Task The_master_key_of_encrypted_fields_is_exchanged_from_the_command_line()
    {
        await using var product = new ProductProcess();
        Assert.AreEqual(1, await product.RunAsync(["keys", "show"], TestContext.CancellationToken));
        Assert.Contains("is missing", product.Output);
        Assert.AreEqual(0, await product.RunAsync(["audit"], TestContext.CancellationToken), "the first that opens the database makes it");

        var before = await KeysAsync("show");
        var rotated = await KeysAsync("rotate");
        var after = await KeysAsync("show");

        Assert.AreEqual(before.GetProperty("id").GetString(), after.GetProperty("id").GetString());
        Assert.AreNotEqual(before.GetProperty("master").GetString(), after.GetProperty("master").GetString());
        Assert.AreEqual(rotated.GetProperty("master").GetString(), after.GetProperty("master").GetString());
        Assert.AreEqual((1, Path.Combine(product.Folder, "keys")), (after.GetProperty("nodes").GetInt32(), after.GetProperty("folder").GetString()));
        Assert.AreEqual(0, await product.RunAsync(["audit"], TestContext.CancellationToken));

        async Task<JsonElement> KeysAsync(string verb)
        {
            var written = product.Output.Length;
            Assert.AreEqual(0, await product.RunAsync(["keys", verb, "--json"], TestContext.CancellationToken), product.Output);
            return JsonSerializer.Deserialize<JsonElement>(product.Output[written..]);
        }
    }

    [TestMethod]
    public async Task Evaluate_prints_the_figures_of_the_contract()
    {
        await using var product = new ProductProcess();
        var file = Path.Combine(product.Folder, "rows.jsonl");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 40).Select(n => JsonSerializer.Serialize(
            n % 2 == 0 ? new { text = $"the router drops again {n}", intent = "fault" } : new { text = $"when is the bill due {n}", intent = "bill" })), TestContext.CancellationToken);

        var code = await product.RunAsync(["evaluate", "intents", "--train", file, "--dev", file, "--test", file, "--json"], TestContext.CancellationToken);

        Assert.AreEqual(0, code, product.Output);
        Assert.AreEqual(1.0, JsonSerializer.Deserialize<JsonElement>(product.Output).GetProperty("accuracy").GetDouble(), 0.001);
    }

    [TestMethod]
    public async Task Evaluate_sentiment_language_and_conflicts_print_their_figures()
    {
        await using var product = new ProductProcess();
        var file = Path.Combine(product.Folder, "rows.jsonl");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 40).Select(n => JsonSerializer.Serialize(
            n % 2 == 0 ? new { text = $"what a good router {n}", label = "positive", intent = "praise" } : new { text = $"what a bad router {n}", label = "negative", intent = "complaint" })), TestContext.CancellationToken);

        var sentiment = await RunAsync("sentiment", "--train", file, "--test", file);
        var language = await RunAsync("language", "--english", file);
        var conflicts = await RunAsync("conflicts", "--train", file, "--fewest", "21");

        Assert.AreEqual(1.0, sentiment.GetProperty("accuracy").GetDouble());
        Assert.AreEqual(1.0, sentiment.GetProperty("rules_accuracy").GetDouble());
        Assert.AreEqual(1.0, language.GetProperty("accuracy").GetDouble());
        Assert.AreEqual(40, language.GetProperty("texts").GetInt32());
        Assert.AreEqual(2, conflicts.GetProperty("few").GetArrayLength());
        Assert.AreEqual(2, conflicts.GetProperty("uniform").GetArrayLength());

        async Task<JsonElement> RunAsync(params string[] arguments)
        {
            var written = product.Output.Length;
            Assert.AreEqual(0, await product.RunAsync(["evaluate", .. arguments, "--json"], TestContext.CancellationToken), product.Output);
            return JsonSerializer.Deserialize<JsonElement>(product.Output[written..]);
        }
    }

    [TestMethod]
    public async Task Evaluate_sentiment_names_the_line_whose_label_it_does_not_know()
    {
        await using var product = new ProductProcess();
        var file = Path.Combine(product.Folder, "rows.jsonl");
        await File.WriteAllLinesAsync(file, ["""{"text":"a","label":"positive"}""", """{"text":"b","label":"grim"}"""], TestContext.CancellationToken);

        var code = await product.RunAsync(["evaluate", "sentiment", "--train", file, "--test", file], TestContext.CancellationToken);

        Assert.AreEqual(1, code);
        Assert.Contains("rows.jsonl:2:", product.Output);
        Assert.Contains("grim", product.Output);
    }

    [TestMethod]
    public async Task Evaluate_value_promises_what_comes_nearer_than_the_same_rate_does_in_weeks()
    {
        await using var product = new ProductProcess();
        var (file, random) = (Path.Combine(product.Folder, "purchases.csv"), new Random(2));
        await File.WriteAllLinesAsync(file, [
            "customer_id,date,value",
            .. from customer in Enumerable.Range(0, 300)
               let stops = 10 + random.Next(300)
               from day in Enumerable.Range(0, 360)
               where day == customer % 90 || (day > customer % 90 && day < stops && random.Next(12) == 0)
               select $"{customer},{new DateTime(2025, 1, 1).AddDays(day):yyyy-MM-dd},{20 + (customer % 7)}",
        ], TestContext.CancellationToken);

        var code = await product.RunAsync(["evaluate", "value", "--transactions", file, "--json"], TestContext.CancellationToken);

        Assert.AreEqual(0, code, product.Output);
        var read = JsonSerializer.Deserialize<JsonElement>(product.Output);
        Assert.AreEqual("weeks", read.GetProperty("unit").GetString());
        double Error(string of) => read.GetProperty(of).GetProperty("mae").GetDouble();
        Assert.IsLessThan(Error("same_rate"), Error("model"));
        Assert.AreEqual(300, read.GetProperty("fit").GetProperty("customers").GetInt32());
    }

    [TestMethod]
    public async Task Evaluate_names_the_line_that_it_cannot_read()
    {
        await using var product = new ProductProcess();
        var file = Path.Combine(product.Folder, "rows.jsonl");
        await File.WriteAllLinesAsync(file, ["""{"text":"a","intent":"b"}""", "{"], TestContext.CancellationToken);

        var code = await product.RunAsync(["evaluate", "intents", "--train", file, "--dev", file, "--test", file], TestContext.CancellationToken);

        Assert.AreEqual(1, code);
        Assert.Contains("rows.jsonl:2:", product.Output);
    }
}
