
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

            var name = string.Join('-', path.Split(['/', '?', '=', '{', '}'], StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty("start"));
            await Stage.LookAsync(visitor, $"{name}-{language}-{width}");
        }
    }
}
