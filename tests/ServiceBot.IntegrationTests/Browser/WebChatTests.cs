using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>What Microsoft's Web Chat is promised, beyond what customers do in <see cref="ChatTests"/>.</summary>
[TestClass]
public sealed class WebChatTests
{
    public required TestContext TestContext { get; set; }

    [Check(47, "Twenty messages in quick succession keep their order, each answered once.", Peer = Peer.WebChat)]
    public async Task Twenty_quick_messages_keep_their_order()
    {
        const int Messages = 20;
        await using var visitor = await Shared.VisitAsync();
        await visitor.OpenChatAsync("/chat");
        var said = Enumerable.Range(1, Messages).Select(n => $"hello number {n}").ToList();

        foreach (var text in said)
        {
            await visitor.Input.FillAsync(text);
            await visitor.Input.PressAsync("Enter");
        }

        await Expect(visitor.FromBot).ToHaveCountAsync(1 + Messages, new() { Timeout = 20_000 });
        await Expect(visitor.FromVisitor).ToHaveTextAsync(said);
        await Expect(visitor.Page.GetByText("Send failed")).ToHaveCountAsync(0);
    }

    [Check(48, "A suggested action says its title; a picture that is sent is kept, and can be fetched again.", Peer = Peer.WebChat)]
    public async Task Suggested_actions_and_uploads_work()
    {
        await using var visitor = await Shared.VisitAsync();
        await visitor.OpenChatAsync("/chat");
        await visitor.SayAsync("something that no article knows: flurbo quantum snackbar");
        await visitor.ChooseAsync("Talk to a person");
        await Expect(visitor.FromVisitor.Last).ToHaveTextAsync("Talk to a person");

        await visitor.Page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "router.png", MimeType = "image/png", Buffer = Png });
        await Expect(visitor.Page.Locator(".webchat__attachment-icon--checked")).ToBeVisibleAsync();
        await visitor.Input.FillAsync("here is a picture");
        await visitor.Input.PressAsync("Enter");

        await Expect(visitor.FromBot).ToHaveCountAsync(4, new() { Timeout = 20_000 });
        await visitor.OpenChatAsync("/chat");
        await Expect(visitor.Page.Locator(".webchat__stacked-layout--from-user img").Last).ToHaveJSPropertyAsync("naturalWidth", 1, new() { Timeout = 20_000 });
        var address = await visitor.Page.Locator(".webchat__stacked-layout--from-user img").Last.GetAttributeAsync("src");
        CollectionAssert.AreEqual(Png, await (await Shared.ProductAsync()).Http.GetByteArrayAsync(new Uri(address!), TestContext.CancellationToken));
    }

    [Check(49, "The buttons of the product's cards are Action.Submit, and reach the bot as what their title says.", Peer = Peer.WebChat)]
    public async Task A_cards_button_says_its_title()
    {
        await using var visitor = await Shared.VisitAsync();
        await visitor.OpenChatAsync("/chat");
        var conversation = await ConversationOfAsync(visitor);
        await visitor.SayAsync("my router keeps dropping the connection");

        var reply = await visitor.ChooseAsync("Yes");

        await Expect(visitor.FromVisitor.Last).ToHaveTextAsync("Yes");
        StringAssert.Contains(reply, "Glad it helped");
        Assert.AreEqual(0, await CountAsync($"SELECT count(*) FROM channel_activity WHERE json LIKE '%Action.Execute%' AND {In(conversation)}"));
    }

    [Check(51, "A thumb is kept with the message that it was given to.", Peer = Peer.WebChat)]
    public async Task A_thumb_is_kept_with_its_message()
    {
        await using var visitor = await Shared.VisitAsync();
        await visitor.OpenChatAsync("/chat");
        var conversation = await ConversationOfAsync(visitor);
        await visitor.SayAsync("how do I pay my bill");
        await visitor.SayAsync("my router keeps dropping the connection");

        await visitor.Page.Locator(".webchat__basic-transcript__activity").Last.Locator(".webchat__thumb-button").First.ClickAsync();

        var given = JsonDocument.Parse(await UntilAsync($"SELECT data FROM storage_signal WHERE type = 'FeedbackGiven' AND {In(conversation)}")).RootElement;
        Assert.IsTrue(given.GetProperty("liked").GetBoolean());
        var message = await UntilAsync($"SELECT json FROM channel_activity WHERE activity_id = '{given.GetProperty("activityId").GetString()}' AND NOT inbound");
        StringAssert.Contains(message, "router-drops");
    }

    [Check(52, "The server is restarted amid a chat: the chat goes on by itself, with every message once.", Peer = Peer.WebChat)]
    public async Task A_restart_of_the_server_loses_nothing()
    {
        await using var product = await ProductProcess.StartedAsync(TestContext.CancellationToken);
        await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address, "en", 1280, ColorScheme.Light);
        await visitor.OpenChatAsync("/chat");
        await visitor.SayAsync("hello");

        await product.KillAsync();
        await product.StartAsync(TestContext.CancellationToken);
        await visitor.Input.FillAsync("my router keeps dropping the connection");
        await visitor.Input.PressAsync("Enter");

        await Expect(visitor.FromBot).ToHaveCountAsync(3, new() { Timeout = 25_000 });
        await Expect(visitor.FromVisitor).ToHaveTextAsync(["hello", "my router keeps dropping the connection"]);
        await Expect(visitor.FromBot.Last).ToContainTextAsync("Did that help?");
    }

    [Check(53, "The language of the page is the language of Web Chat, and reaches the bot as the locale.", Peer = Peer.WebChat)]
    [DataRow("en", "en-US", "Type your message")]
    [DataRow("zh", "zh-CN", "键入消息")]
    public async Task The_language_reaches_the_bot(string language, string locale, string placeholder)
    {
        await using var visitor = await Shared.VisitAsync(language);
        await visitor.OpenChatAsync("/chat");
        var text = $"hello from {language} {Guid.NewGuid():N}";

        await visitor.SayAsync(text);

        await Expect(visitor.Input).ToHaveAttributeAsync("placeholder", placeholder);
        var stored = JsonDocument.Parse(await UntilAsync($"SELECT json FROM channel_activity WHERE inbound AND json LIKE '%{text}%'")).RootElement;
        Assert.AreEqual(locale, stored.GetProperty("locale").GetString());
    }

    [Check(53, "In high contrast the icons take the system's colours as the words do.", Peer = Peer.WebChat)]
    public async Task In_high_contrast_everything_can_be_seen()
    {
        await using var visitor = await Shared.VisitAsync(scheme: ColorScheme.Dark);
        await visitor.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await visitor.OpenChatAsync("/chat");
        await visitor.SayAsync("my router keeps dropping the connection");

        var words = await visitor.FromBot.Last.EvaluateAsync<string>("words => getComputedStyle(words).color");
        var icons = await visitor.Page.Locator(".chat button svg").EvaluateAllAsync<string[]>("icons => icons.map(icon => getComputedStyle(icon).fill)");

        Assert.AreEqual("rgb(255, 255, 255)", words);
        Assert.IsNotEmpty(icons);
        Assert.AreEqual(words, icons.Distinct().Single());
    }

    [Check(48, "The buttons of a hero card do what they are: imBack, postBack, messageBack, openUrl.", Peer = Peer.WebChat)]
    public async Task A_hero_card_works()
    {
        await using var visitor = await Shared.VisitAsync();
        await visitor.OpenChatAsync("/chat");
        var conversation = await ConversationOfAsync(visitor);
        await SendAsync(conversation, """
            {"type":"message","text":"choose","attachments":[{"contentType":"application/vnd.microsoft.card.hero","content":{"title":"Hub 2","text":"A card","buttons":[
              {"type":"imBack","title":"Say it","value":"said by imBack"},{"type":"postBack","title":"Post it","value":"posted by postBack"},
              {"type":"messageBack","title":"Both","text":"meant by messageBack","displayText":"shown by messageBack","value":{"n":1}},
              {"type":"openUrl","title":"Read","value":"https://help.example/x"}]}}]}
            """);
        var card = visitor.FromBot.Filter(new() { HasText = "A card" }).Last;

        await card.GetByText("Say it").ClickAsync();
        await Expect(visitor.FromVisitor.Last).ToHaveTextAsync("said by imBack");
        await card.GetByText("Post it").ClickAsync();
        await card.GetByText("Both").ClickAsync();
        await Expect(visitor.FromVisitor.Last).ToHaveTextAsync("shown by messageBack");
        await Expect(visitor.FromVisitor).ToHaveCountAsync(3);
        await UntilAsync($"SELECT json FROM channel_activity WHERE inbound AND json LIKE '%posted by postBack%' AND {In(conversation)}");
        await UntilAsync($"SELECT json FROM channel_activity WHERE inbound AND json LIKE '%meant by messageBack%\"n\":1%' AND {In(conversation)}");
        visitor.MayReach.Add("https://help.example/");
        await visitor.Page.Context.RouteAsync("https://help.example/**", route => route.FulfillAsync(new() { Body = "read" }));
        var page = await visitor.Page.RunAndWaitForPopupAsync(() => card.GetByText("Read").ClickAsync());
        Assert.AreEqual("https://help.example/x", page.Url);
    }

    [Check(49, "The inputs of a form reach the bot with the data of the button.", Peer = Peer.WebChat)]
    public async Task A_form_reaches_the_bot()
    {
        await using var visitor = await Shared.VisitAsync();
        await visitor.OpenChatAsync("/chat");
        var conversation = await ConversationOfAsync(visitor);
        await SendAsync(conversation, """
            {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.5",
              "body":[{"type":"Input.Text","id":"floor","label":"Which floor?"}],"actions":[{"type":"Action.Submit","title":"Send form","data":{"form":"visit"}}]}}]}
            """);

        await visitor.Page.GetByLabel("Which floor?").FillAsync("third");
        await visitor.Page.Locator(".ac-pushButton").GetByText("Send form").ClickAsync();

        var submitted = JsonDocument.Parse(await UntilAsync($"SELECT json FROM channel_activity WHERE inbound AND json LIKE '%\"visit\"%' AND {In(conversation)}")).RootElement;
        Assert.AreEqual("third", submitted.GetProperty("value").GetProperty("floor").GetString());
        Assert.IsTrue(submitted.GetProperty("channelData").GetProperty("postBack").GetBoolean());
    }

    [Check(50, "Ten partial answers become one bubble in its place, twice in a row; an update takes the place of what it updates.", Peer = Peer.WebChat)]
    public async Task An_answer_grows_in_place()
    {
        const int Chunks = 10;
        await using var visitor = await Shared.VisitAsync();
        await visitor.OpenChatAsync("/chat");
        var conversation = await ConversationOfAsync(visitor);
        var last = "";
        foreach (var answer in new[] { "first", "second" })
        {
            string? stream = null;
            for (var chunk = 1; chunk <= Chunks; chunk++)
            {
                var id = stream is null ? "" : $",\"streamId\":\"{stream}\"";
                stream ??= await SendAsync(conversation, $$$"""{"type":"typing","text":"{{{answer}}} part 1","channelData":{"streamType":"streaming","streamSequence":1}}""");
                if (chunk > 1)
                {
                    await SendAsync(conversation, $$$"""{"type":"typing","text":"{{{answer}}} part {{{chunk}}}","channelData":{"streamType":"streaming","streamSequence":{{{chunk}}}{{{id}}}}}""");
                }
            }

            last = await SendAsync(conversation, $$$"""{"type":"message","text":"{{{answer}}} whole","channelData":{"streamType":"final","streamId":"{{{stream}}}"}}""");
            await Expect(visitor.FromBot.Last).ToContainTextAsync($"{answer} whole");      // what is said next is answered by one more
            await visitor.SayAsync($"thanks for the {answer}");
        }

        var said = await visitor.Page.Locator(".webchat__bubble__content").AllInnerTextsAsync();
        CollectionAssert.AreEqual(
            new[] { "first whole", "thanks for the first", "second whole", "thanks for the second" },
            said.Where(text => text.Contains("first", StringComparison.Ordinal) || text.Contains("second", StringComparison.Ordinal)).ToList());

        await (await ApiAsync(HttpMethod.Put, $"{conversation}/activities/{Uri.EscapeDataString(last)}", """{"type":"message","text":"second changed"}""")).Content.ReadAsStringAsync();
        await Expect(visitor.Page.GetByText("second changed").Last).ToBeVisibleAsync();
        await Expect(visitor.FromBot.Filter(new() { HasText = "second whole" })).ToHaveCountAsync(0);
    }

    /// <summary>The id of the conversation that a visitor has on the screen: the one that says something nobody else does.</summary>
    private async Task<string> ConversationOfAsync(Visitor visitor)
    {
        var mark = $"mark {Guid.NewGuid():N}";
        await visitor.SayAsync(mark);
        return JsonDocument.Parse(await UntilAsync($"SELECT json FROM channel_activity WHERE inbound AND json LIKE '%{mark}%'")).RootElement.GetProperty("conversation").GetProperty("id").GetString()!;
    }

    /// <summary>Says something as a bot outside does.</summary>
    /// <returns>Its id.</returns>
    private async Task<string> SendAsync(string conversation, string activity)
    {
        using var response = await ApiAsync(HttpMethod.Post, $"{conversation}/activities", activity);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.CancellationToken)).RootElement.GetProperty("id").GetString()!;
    }

    private async Task<HttpResponseMessage> ApiAsync(HttpMethod method, string path, string activity)
    {
        using var request = new HttpRequestMessage(method, $"/v3/conversations/{path}") { Content = new StringContent(activity, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", ProductProcess.ApiKey);
        return (await (await Shared.ProductAsync()).Http.SendAsync(request, TestContext.CancellationToken)).EnsureSuccessStatusCode();
    }

    private static string In(string conversation) => $"conversation = (SELECT key FROM channel_conversation WHERE conversation_id = '{conversation}')";

    /// <summary>One pixel.</summary>
    private static byte[] Png => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static async Task<int> CountAsync(string sql) => int.Parse((await ReadAsync(sql))!, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string> UntilAsync(string sql)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(30))
        {
            if (await ReadAsync(sql) is { } found)
            {
                return found;
            }

            await Task.Delay(20, TestContext.CancellationToken);
        }

        throw new AssertFailedException($"Not found within 30 seconds: {sql}");
    }

    private static async Task<string?> ReadAsync(string sql)
    {
        var file = Path.Combine((await Shared.ProductAsync()).Folder, "servicebot.db");
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
