using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Where a page leads.</summary>
internal static class Arrival
{
    /// <summary>Waits until another page is there, whole. (Playwright's <c>WaitForURLAsync</c> misses one that comes while it begins to wait.)</summary>
    /// <param name="page">The page.</param>
    /// <param name="ending">How its address ends then.</param>
    public static async Task ArriveAtAsync(this IPage page, string ending)
    {
        await Expect(page).ToHaveURLAsync(new Regex($"{Regex.Escape(ending)}$"));
        await page.WaitForLoadStateAsync();
    }
}
