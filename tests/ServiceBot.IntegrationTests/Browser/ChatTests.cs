using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>The chat as a customer uses it: Web Chat in a real browser over the product's Direct Line.</summary>
[TestClass]
public sealed partial class ChatTests
{
    [Check(46, "The page asks for nothing outside its origin, keeps its strict policy, and the bot greets without being asked.", Peer = Peer.WebChat)]
    [DataRow("/", "en")]
    [DataRow("/chat", "en")]
    [DataRow("/", "zh")]
    [DataRow("/chat", "zh")]
    public async Task The_bot_greets_without_being_asked_and_in_the_pages_language(string path, string language)
    {
        await using var visitor = await VisitAsync(language);

        await visitor.OpenChatAsync(path);

        Assert.AreEqual(language == "zh", Chinese().IsMatch(await visitor.FromBot.First.InnerTextAsync()));
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", language == "zh" ? "zh-CN" : "en-US");
        await Expect(visitor.Input).ToHaveAttributeAsync("placeholder", language == "zh" ? Chinese() : Latin());
    }

    [Check(47, "A message is marked as sent, and its reply stands below it.", Peer = Peer.WebChat)]
    public async Task A_message_is_marked_as_sent_and_answered_below()
    {
        await using var visitor = await VisitAsync();
        await visitor.OpenChatAsync("/chat");

        await visitor.SayAsync("my router keeps dropping the connection");

        await Expect(visitor.FromVisitor).ToHaveTextAsync(["my router keeps dropping the connection"]);
        await Expect(visitor.Page.Locator(".webchat__activity-status").Filter(new() { HasText = "Just now" }).Last).ToBeVisibleAsync();
        var question = (await visitor.FromVisitor.Last.BoundingBoxAsync())!;
        var answer = (await visitor.FromBot.Last.BoundingBoxAsync())!;
        Assert.IsGreaterThan(question.Y + question.Height - 1, answer.Y);
    }

    [TestMethod]
    public async Task A_reload_keeps_the_transcript_and_a_new_conversation_begins_empty()
    {
        await using var visitor = await VisitAsync("zh");
        await visitor.OpenChatAsync("/chat");
        await visitor.SayAsync("我的路由器老是断线");

        await visitor.OpenChatAsync("/");
        await Expect(visitor.FromVisitor).ToHaveTextAsync(["我的路由器老是断线"]);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "新对话" }).ClickAsync();
        await Expect(visitor.FromVisitor).ToHaveCountAsync(0);
        await Expect(visitor.FromBot.First).ToBeVisibleAsync();

        await visitor.OpenChatAsync("/chat");
        await Expect(visitor.FromVisitor).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task A_link_in_an_answer_opens_the_article_beside_the_chat()
    {
        await using var visitor = await VisitAsync();
        await visitor.OpenChatAsync("/chat");
        await visitor.SayAsync("my router keeps dropping the connection");

        var article = await visitor.Page.RunAndWaitForPopupAsync(() => visitor.FromBot.Last.Locator("a[href*='/articles/en/router-drops']").First.ClickAsync());

        await Expect(article.Locator("h1")).ToHaveTextAsync("My router keeps dropping the connection");
    }

    [TestMethod]
    public async Task Markup_that_a_customer_types_is_shown_as_text()
    {
        const string Markup = "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script><b>not bold</b> **not strong** [x](javascript:window.broken=1)";
        await using var visitor = await VisitAsync();
        await visitor.OpenChatAsync("/chat");

        await visitor.SayAsync(Markup);

        await Expect(visitor.FromVisitor).ToHaveTextAsync([Markup]);
        await Expect(visitor.FromVisitor.Locator("img, script, b, strong, a")).ToHaveCountAsync(0);
        Assert.IsTrue(await visitor.Page.EvaluateAsync<bool>("window.broken === undefined"));
    }

    [TestMethod]
    public async Task An_example_is_asked_with_a_click()
    {
        await using var visitor = await VisitAsync(width: 390);
        await visitor.OpenChatAsync("/");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "My router keeps dropping the connection" }).First.ClickAsync();

        await Expect(visitor.FromVisitor).ToHaveTextAsync(["My router keeps dropping the connection"]);
        await Expect(visitor.Input).ToBeInViewportAsync();
    }

    [TestMethod]
    public async Task The_keyboard_is_enough()
    {
        await using var visitor = await VisitAsync();
        await visitor.OpenChatAsync("/");
        await Expect(visitor.Page.Locator("[data-ask]").First).ToBeEnabledAsync();
        await TabToAsync(visitor.Page, "document.activeElement.matches('[data-ask]')");

        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.FromVisitor).ToHaveCountAsync(1);
        await Expect(visitor.FromBot).ToHaveCountAsync(2);
        await visitor.Page.Keyboard.TypeAsync("hello");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.FromVisitor).ToHaveTextAsync([new Regex("."), new Regex("^hello$")]);
        await Expect(visitor.FromBot).ToHaveCountAsync(3);

        await visitor.Page.ReloadAsync();
        await Expect(visitor.FromVisitor).ToHaveCountAsync(2);
        await TabToAsync(visitor.Page, "document.activeElement.matches('[data-new]')");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.FromVisitor).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task A_refused_token_is_told_in_words_and_can_be_tried_again()
    {
        await using var visitor = await VisitAsync();
        await visitor.Page.RouteAsync("**/chat/token", route => route.FulfillAsync(new() { Status = 429 }));
        await visitor.Page.GotoAsync("/chat");
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("too often");

        await visitor.Page.UnrouteAsync("**/chat/token");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Reconnect" }).ClickAsync();

        await Expect(visitor.FromBot.First).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("[data-notice]")).ToBeHiddenAsync();
    }

    [TestMethod]
    public async Task Asking_about_an_article_begins_a_message_and_does_not_send_it()
    {
        await using var visitor = await VisitAsync("zh");
        await visitor.Page.GotoAsync("/articles/zh/router-drops");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "就此提问" }).ClickAsync();

        await Expect(visitor.Input).ToHaveValueAsync("关于“路由器老是断线怎么办”：");
        await Expect(visitor.Input).ToBeFocusedAsync();
        await Expect(visitor.FromVisitor).ToHaveCountAsync(0);
    }

    private static Task<Visitor> VisitAsync(string language = "en", int width = 1280) => Shared.VisitAsync(language, width);

    private static async Task TabToAsync(IPage page, string condition)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>(condition))
            {
                return;
            }
        }

        Assert.Fail($"No tab stop makes this true: {condition}");
    }

    [GeneratedRegex("[\u4e00-\u9fff]")]     // also read by the browser, which knows no .NET classes
    private static partial Regex Chinese();

    [GeneratedRegex("^[A-Za-z ]+$")]
    private static partial Regex Latin();
}
