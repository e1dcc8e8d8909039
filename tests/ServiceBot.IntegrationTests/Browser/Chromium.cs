using Microsoft.Playwright;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Debian's own Chromium, never a downloaded one.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const int Patience = 20_000;      // what a click waits for, what a page is to show: the machine may be busy
    private const string Shell = "/usr/bin/chromium-headless-shell";     // draws no window around the page
    private const string Whole = "/usr/bin/chromium";
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        var program = File.Exists(Shell) ? Shell : Whole;
        if (!File.Exists(program))
        {
            const string Missing = $"{Shell} is missing: apt-get install chromium-headless-shell fonts-liberation fonts-noto-color-emoji fonts-noto-cjk";
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(Missing);
            }

            Assert.Inconclusive(Missing);
        }

        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Headless = true,
            Args =
            [
                .. program == Whole ? ["--headless=new"] : Array.Empty<string>(), "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        }));
    }

    /// <summary>A visitor with a fresh profile, who notices everything a page does that it should not.</summary>
    public async Task<Visitor> VisitAsync(Uri origin, string language = "en", int width = 1280, ColorScheme scheme = ColorScheme.Light, string timeZone = "UTC")
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = origin.ToString(),
            Locale = language == "zh" ? "zh-CN" : "en-US",
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 800 },
            ColorScheme = scheme,
            TimezoneId = timeZone,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return new(context, await context.NewPageAsync(), origin);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
