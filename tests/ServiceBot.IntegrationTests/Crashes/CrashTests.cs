using System.Globalization;
using System.Text.Json;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Processes;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crashes;

[TestClass]
public sealed class CrashTests
{
    private const int Kills = 10;
    private const int Customers = 12;

    // Each round opens one service request from end to end; the last line ends whatever might still be open.
    private static readonly IReadOnlyList<string>[] Scripts = [["I want to make a complaint", "the technician never came", "skip", "yes", "thanks"], ["我要投诉", "技术员没有来", "跳过", "是的", "谢谢"]];

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(StorageProvider.Sqlite)]
    [DataRow(StorageProvider.PostgreSql)]
    public async Task Ten_kills_lose_nothing_and_double_nothing(StorageProvider provider)
    {
        var cancellationToken = TestContext.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken);
        await using var product = await ProductProcess.StartedAsync(cancellationToken, database.Settings.Select(setting => (setting.Key, setting.Value!)));
        var seed = Environment.TickCount;
        var random = new Random(seed);
        TestContext.WriteLine($"seed {seed}");
        using var enough = new CancellationTokenSource();
        var visits = new List<Visit>();
        for (var n = 0; n < Customers; n++)
        {
            visits.Add(new(await Customer.StartAsync(product, cancellationToken, patient: true), Scripts[n % Scripts.Length]));
        }

        var talks = visits.Select(visit => visit.TalkAsync(enough.Token, cancellationToken)).ToList();

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(200, 900), cancellationToken);
            await product.KillAsync();
            await product.StartAsync(cancellationToken);
        }

        await enough.CancelAsync();
        await Task.WhenAll(talks);

        var numbers = new List<string>();
        foreach (var visit in visits)
        {
            var transcript = await visit.Customer.TranscriptAsync(cancellationToken);
            var answers = transcript.Select(Customer.RepliesTo).OfType<string>().CountBy(id => id).ToDictionary();
            foreach (var id in visit.Acknowledged)
            {
                Assert.AreEqual(1, answers.GetValueOrDefault(id), $"{id} was acknowledged and has {answers.GetValueOrDefault(id)} answers.");
            }

            var sent = transcript.Where(Customer.IsFromCustomer).Select(activity => activity.GetProperty("id").GetString()!).ToList();
            CollectionAssert.AreEqual(visit.Acknowledged, sent, "Every message stands in the transcript once, in order.");
            var own = transcript.Select(RequestNumberIn).OfType<string>().Distinct().ToList();
            Assert.IsNotEmpty(own, "Every customer, in either language, opened requests.");
            numbers.AddRange(own);
        }

        var opened = await RequestNumbersAsync(product, cancellationToken);
        CollectionAssert.AreEqual(numbers.Order(StringComparer.Ordinal).ToList(), opened.Order(StringComparer.Ordinal).ToList(), "Every confirmed request exists once, and no other.");
        await product.KillAsync();
    }

    [TestMethod]
    public async Task Replies_on_their_way_at_a_kill_leave_in_order_after_the_restart()
    {
        const int Conversations = 5;
        var cancellationToken = TestContext.CancellationToken;
        await using var product = await ProductProcess.StartedAsync(cancellationToken);
        await using var channel = await OutsideChannel.StartAsync();
        for (var n = 0; n < Conversations; n++)
        {
            await channel.SayAsync(product, $"c{n}", "hello", cancellationToken);
            await channel.SayAsync(product, $"c{n}", "what are your opening hours", cancellationToken);
        }

        await channel.HeardAsync(Conversations, cancellationToken);     // the first reply of each waits for an answer, the second for the first
        await product.KillAsync();
        channel.Answers = true;
        await product.StartAsync(cancellationToken);

        var replies = await channel.HeardAsync(2 * Conversations, cancellationToken);
        foreach (var conversation in replies.GroupBy(reply => reply.GetProperty("conversation").GetProperty("id").GetString()))
        {
            CollectionAssert.AreEqual(new[] { "m1", "m2" }, conversation.Select(reply => reply.GetProperty("replyToId").GetString()).ToList(), conversation.Key);
        }
    }

    /// <summary>The number that an answer of the bot names.</summary>
    private static string? RequestNumberIn(JsonElement activity) =>
        activity.TryGetProperty("text", out var words) && !Customer.IsFromCustomer(activity) ? Customer.RequestNumberIn(words.GetString()!) : null;

    private static async Task<List<string>> RequestNumbersAsync(ProductProcess product, CancellationToken cancellationToken)
    {
        var numbers = new List<string>();
        string? after = null;
        do
        {
            var page = await product.ApiAsync($"requests?take=100{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", cancellationToken);
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetString()!));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);

        return numbers;
    }

    /// <summary>A customer who sends the script over and over, and does not give up.</summary>
    private sealed class Visit(Customer customer, IReadOnlyList<string> script)
    {
        public Customer Customer => customer;

        /// <summary>Ids of messages that the product has acknowledged, in order.</summary>
        public List<string> Acknowledged { get; } = [];

        /// <summary>Talks until it is enough; a round is always finished.</summary>
        public async Task TalkAsync(CancellationToken enough, CancellationToken cancellationToken)
        {
            for (var round = 0; round == 0 || !enough.IsCancellationRequested; round++)
            {
                for (var line = 0; line < script.Count; line++)
                {
                    var clientId = string.Create(CultureInfo.InvariantCulture, $"{round}-{line}");
                    var id = await customer.PostAsync(new { type = "message", text = script[line], channelData = new { clientActivityID = clientId } }, cancellationToken);
                    Acknowledged.Add(id);
                    await customer.AnswerAsync(id, cancellationToken);
                }
            }
        }
    }
}
