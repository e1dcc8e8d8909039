using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>
/// Asks axe what is wrong with a page. Only violations are collected, and the page is the one place where axe runs: the package's own runner collects all that is right as well, and opens a second page to
/// put the results together, which takes most of the time.
/// </summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Fails, with what is wrong, where anything is.</summary>
    /// <param name="page">The page, with all frames in it.</param>
    /// <param name="name">What the page is called in the message.</param>
    public static async Task FindsNothingAsync(IPage page, string name = "")
    {
        foreach (var frame in page.Frames)
        {
            if (!await frame.EvaluateAsync<bool>("typeof axe === 'object'"))
            {
                await frame.EvaluateAsync(Script);
            }
        }

        var found = await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
                .map(violation => `${violation.id}: ${violation.help}: ${violation.nodes.map(node => node.html).join(' | ')}`)
            """);
        Assert.IsEmpty(found, $"{name}: {string.Join('\n', found)}");
    }
}
