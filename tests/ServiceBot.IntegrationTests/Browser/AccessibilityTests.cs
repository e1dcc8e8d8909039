
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

    [TestMethod]
    [DataRow("<button></button>")]
    [DataRow("<iframe title='a frame' srcdoc=\"<button></button>\"></iframe>")]
    public async Task Axe_finds_what_is_wrong_with_a_page_and_with_a_frame_in_it(string wrong)
    {
        await using var visitor = await Shared.VisitAsync();
        await visitor.Page.GotoAsync("/nothing-here");
        await visitor.Page.SetContentAsync($"<!doctype html><html lang='en'><head><title>t</title></head><body><main><h1>t</h1>{wrong}</main></body></html>");

        var failure = await Assert.ThrowsExactlyAsync<AssertFailedException>(() => Axe.FindsNothingAsync(visitor.Page));

        StringAssert.Contains(failure.Message, "button-name");
    }
}
