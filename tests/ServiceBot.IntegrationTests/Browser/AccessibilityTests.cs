using Deque.AxeCore.Playwright;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Axe finds nothing, in both languages, widths and colour schemes. With <c>SCREENS</c> set to a folder, each page's picture is left there.</summary>
[TestClass]
public sealed class AccessibilityTests
{
    [TestMethod]
    [DataRow("/", true)]
    [DataRow("/chat", true)]
    [DataRow("/chat?embed=1", true)]
    [DataRow("/articles", false)]
    [DataRow("/articles/{language}/router-drops", false)]
    [DataRow("/nothing-here", false)]
    public async Task Axe_finds_nothing(string path, bool hasChat)
    {
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var visitor = await Shared.VisitAsync(language, width, scheme);
            var address = path.Replace("{language}", language, StringComparison.Ordinal);
            if (hasChat)
            {
                await visitor.OpenChatAsync(address);
                await visitor.SayAsync(language == "zh" ? "我的路由器老是断线" : "my router keeps dropping the connection");
            }
            else
            {
                await visitor.Page.GotoAsync(address);
            }

            var found = await visitor.Page.RunAxe();

            Assert.IsEmpty(found.Violations, $"{address} {language} {width} {scheme}: " + string.Join('\n', found.Violations.Select(violation =>
                $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")));
            Assert.IsLessThanOrEqualTo(width, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), $"{address} is wider than the window");
            if (Environment.GetEnvironmentVariable("SCREENS") is { Length: > 0 } folder)
            {
                var name = $"{string.Join('-', path.Split(['/', '?', '=', '{', '}'], StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty("start"))}-{language}-{width}.png";
                await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.At(folder), name) });
            }
        }
    }
}
