using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>What a customer comes for, from the first question to the request's status, in both languages. (Leaving fails when a page reached elsewhere.)</summary>
[TestClass]
public sealed partial class JourneyTests
{
    private static readonly Journey English = new()
    {
        Language = "en",
        Question = "my router keeps dropping the connection",
        Answer = "blinking orange",
        Article = "My router keeps dropping the connection",
        No = "No",
        Details = ["It drops <b>every</b> evening <img src=x onerror=alert(1)><script>alert(2)</script> **around** eight", "since Monday", "+1 555 010 2030"],
        Shown = "It drops <b>every</b> evening <img src=x onerror=alert(1)><script>alert(2)</script> **around** eight",
        Yes = "Yes",
        Where = "where is my request?",
        Status = "new",
    };

    private static readonly Journey Chinese = new()
    {
        Language = "zh",
        Question = "我的路由器老是断线",
        Answer = "指示灯",
        Article = "路由器老是断线怎么办",
        No = "没有",
        Details = ["每天晚上<b>八点</b>左右断线<img src=x onerror=alert(1)><script>alert(2)</script>**很烦**", "周一开始的", "跳过"],
        Shown = "每天晚上<b>八点</b>左右断线<img src=x onerror=alert(1)><script>alert(2)</script>**很烦**",
        Yes = "是的",
        Where = "我的工单到哪了",
        Status = "已受理",
    };

    [TestMethod]
    [DataRow("en", 1280)]
    [DataRow("zh", 390)]
    public async Task A_fault_is_answered_becomes_a_request_and_is_found_again(string language, int width)
    {
        var journey = language == "zh" ? Chinese : English;
        await using var visitor = await Shared.VisitAsync(language, width);
        await visitor.OpenChatAsync("/chat");

        StringAssert.Contains(await visitor.SayAsync(journey.Question), journey.Answer);
        await ReadArticleAsync(visitor, journey);
        await visitor.ChooseAsync(journey.No);
        var summary = "";
        foreach (var detail in journey.Details)
        {
            summary = await visitor.SayAsync(detail);
        }

        StringAssert.Contains(summary, journey.Shown);
        await Expect(visitor.Bubbles.Locator("b, script, [onerror], img:not(.webchat__render-markdown__external-link-icon)")).ToHaveCountAsync(0);
        var number = RequestNumber().Match(await visitor.ChooseAsync(journey.Yes)).Value;
        Assert.AreNotEqual("", number);
        var status = await visitor.SayAsync(journey.Where);
        StringAssert.Contains(status, number);
        StringAssert.Contains(status, journey.Status);

        await Axe.FindsNothingAsync(visitor.Page);
    }

    [TestMethod]
    [DataRow("en")]
    [DataRow("zh")]
    public async Task An_order_in_two_languages_at_once_is_understood_and_asks_for_proof(string language)
    {
        await using var visitor = await Shared.VisitAsync(language);
        await visitor.OpenChatAsync("/");

        StringAssert.Contains(await visitor.SayAsync("order HL-204817 还没到"), "验证码");
        StringAssert.Contains(await visitor.SayAsync("mei@example.com"), "mei@example.com");
    }

    private static async Task ReadArticleAsync(Visitor visitor, Journey journey)
    {
        var link = visitor.FromBot.Last.GetByRole(AriaRole.Link, new() { Name = journey.Article });
        // By key: the chat scrolls to its end after an answer, and a link that moves between the pointer's down and up was not clicked.
        var article = await visitor.Page.RunAndWaitForPopupAsync(() => link.First.PressAsync("Enter"));

        await Expect(article.Locator("h1")).ToHaveTextAsync(journey.Article);
        await Expect(article.Locator("html")).ToHaveAttributeAsync("lang", journey.Language == "zh" ? "zh-CN" : "en-US");
        var text = await article.Locator(".prose").InnerTextAsync();
        Assert.IsGreaterThan(200, text.Length);
        Assert.DoesNotMatchRegex(Markup(), text);
        await article.CloseAsync();
    }

    [GeneratedRegex(@"SR-\d{6}")]
    private static partial Regex RequestNumber();

    [GeneratedRegex(@"\*\*|\]\(|^#|<\w", RegexOptions.Multiline)]
    private static partial Regex Markup();

    /// <summary>What is said, and what must be found in the answers.</summary>
    private sealed record Journey
    {
        public required string Language { get; init; }

        public required string Question { get; init; }

        public required string Answer { get; init; }

        public required string Article { get; init; }

        public required string No { get; init; }

        public required string[] Details { get; init; }

        public required string Shown { get; init; }

        public required string Yes { get; init; }

        public required string Where { get; init; }

        public required string Status { get; init; }
    }
}
