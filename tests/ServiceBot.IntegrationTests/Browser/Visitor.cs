using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>A visitor's browser window; leaving it fails the test when a page reached elsewhere, broke its policy or threw.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _origin;
    private readonly ConcurrentQueue<string> _faults = [];

    public Visitor(IBrowserContext context, IPage page, params Uri[] origins)
    {
        (_context, _origin) = (context, origins[0]);
        Page = page;
        var own = origins.SelectMany(origin => new[] { $"{origin.Scheme}://{origin.Authority}/", $"ws://{origin.Authority}/" }).ToList();
        void Judge(string url)
        {
            if (!own.Concat(MayReach).Append("data:").Append("blob:").Any(beginning => url.StartsWith(beginning, StringComparison.Ordinal)))
            {
                _faults.Enqueue($"asked for {url}");
            }
        }

        context.Request += (_, request) => Judge(request.Url);
        page.WebSocket += (_, socket) => Judge(socket.Url);
        context.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal) || message.Text.Contains("Permissions-Policy", StringComparison.Ordinal))
            {
                _faults.Enqueue($"said {message.Text}");
            }
        };
        context.WebError += (_, error) => _faults.Enqueue($"threw {error.Error}");
        context.Dialog += async (_, dialog) =>
        {
            _faults.Enqueue($"showed a dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Beginnings of other addresses that the page may ask for.</summary>
    public List<string> MayReach { get; } = [];

    public IEnumerable<string> Faults => _faults;

    /// <summary>Messages, each with its card.</summary>
    public ILocator Bubbles => Page.Locator(".webchat__stacked-layout__content");

    public ILocator FromBot => Page.Locator(".webchat__stacked-layout:not(.webchat__stacked-layout--from-user) .webchat__stacked-layout__content");

    public ILocator FromVisitor => Page.Locator(".webchat__bubble--from-user .webchat__bubble__content");

    public ILocator Input => Page.Locator("[data-id='webchat-sendbox-input']");

    public async Task OpenChatAsync(string path)
    {
        await Page.GotoAsync(path);
        await Expect(FromBot.First).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }

    /// <summary>Types a message, sends it, and waits for the answer.</summary>
    /// <returns>The answer as it stands on the screen.</returns>
    public Task<string> SayAsync(string text) => AnsweredAsync(async () =>
    {
        await Input.FillAsync(text);
        await Input.PressAsync("Enter");
    });

    /// <summary>Clicks a button under the last answer or on its card, and waits for the next.</summary>
    public Task<string> ChooseAsync(string title) => AnsweredAsync(() => Page.Locator(".webchat__suggested-action, .ac-pushButton").GetByText(title, new() { Exact = true }).Last.ClickAsync());

    private async Task<string> AnsweredAsync(Func<Task> ask)
    {
        var before = await FromBot.CountAsync();
        await ask();
        await Expect(FromBot).ToHaveCountAsync(before + 1, new() { Timeout = 20_000 });
        return await FromBot.Last.InnerTextAsync();
    }

    /// <summary>Comes with the session of somebody of the desk.</summary>
    public Task SignInAsync(string session) => _context.AddCookiesAsync([new() { Name = "staff", Value = session, Url = _origin.ToString() }]);

    /// <summary>Keeps the page as it looks in <c>artifacts/screens</c>, for people to see.</summary>
    public async Task PictureAsync(string name)
    {
        await Page.ScreenshotAsync(new() { Path = Repository.At("artifacts", "screens", $"{name}.png"), FullPage = true });
        if (Environment.GetEnvironmentVariable("SCREENS") is { Length: > 0 } folder && Stage.Looks.Any(look => look.Width == Page.ViewportSize!.Width))
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.At(folder), $"{name}.png") });
        }
    }

    /// <summary>Leaves without a judgement.</summary>
    public Task CloseAsync() => _context.CloseAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Assert.IsEmpty(_faults, string.Join('\n', _faults));
    }
}
