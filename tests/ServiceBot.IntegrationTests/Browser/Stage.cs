using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>The product with people of the desk and customers, each in a browser of their own; leaving it judges all of them.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>Language, width and colours in which a page is looked at: all of them when pictures are made, and otherwise each of them once.</summary>
    public static readonly (string Language, int Width, ColorScheme Scheme)[] Looks = Environment.GetEnvironmentVariable("SCREENS") is { Length: > 0 }
        ? [("en", 1280, ColorScheme.Light), ("en", 390, ColorScheme.Dark), ("zh", 1280, ColorScheme.Dark), ("zh", 390, ColorScheme.Light)]
        : [("en", 390, ColorScheme.Dark), ("zh", 1280, ColorScheme.Light)];

    private readonly List<Visitor> _visitors = [];

    private Stage(StaffProduct product) => Product = product;

    public StaffProduct Product { get; }

    /// <summary>Starts one whose people answer at any hour, as tests run at any.</summary>
    public static async Task<Stage> StartAsync(params string[] settings) => new(await StaffProduct.StartAsync(
        [.. Enum.GetNames<DayOfWeek>().SelectMany(day => new[] { $"--Desk:OpeningHours:Week:{day}", "00:00-24:00" }), .. settings]));

    /// <summary>Somebody new at the desk, signed in.</summary>
    public async Task<(Visitor Visitor, StaffMember Member)> JoinAsync(string name, StaffRole role = StaffRole.Agent, string? team = "faults")
    {
        var joined = await Product.JoinAsync($"{name.ToLowerInvariant()}@desk.example", role, team, name: name);
        return (await VisitAsync(joined.Token), joined.Member);
    }

    /// <summary>Another browser of somebody who has a session, or of nobody in particular.</summary>
    public async Task<Visitor> VisitAsync(string? session = null, string language = "en", int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var visitor = await (await Shared.ChromiumAsync()).VisitAsync(Product.Address, language, width, scheme);
        _visitors.Add(visitor);
        if (session is not null)
        {
            await visitor.SignInAsync(session);
        }

        return visitor;
    }

    /// <summary>A customer in the chat who asks for a person.</summary>
    public async Task<Visitor> CallAsync(string words = "I want to talk to a person")
    {
        var customer = await VisitAsync();
        await customer.OpenChatAsync("/chat");
        await customer.SayAsync(words);
        return customer;
    }

    /// <summary>A customer of a name who says something in the web chat's protocol, and whom the bot has answered.</summary>
    public Task CallAsync(string name, string[] words, CancellationToken cancellationToken) => CallAsync(Product, name, words, cancellationToken);

    /// <summary>The same at a product that stands on no stage.</summary>
    public static async Task CallAsync(StaffProduct product, string name, string[] words, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = product.Address };
        http.DefaultRequestHeaders.Add("Origin", product.Address.GetLeftPart(UriPartial.Authority));
        var user = new { id = $"dl_{Guid.NewGuid():N}", name };
        async Task<JsonElement> PostAsync(string path, object body)
        {
            using var response = await http.PostAsJsonAsync(path, body, cancellationToken);
            Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
            return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        }

        var token = (await PostAsync("/chat/token", new { startOver = true, embedded = false })).GetProperty("token").GetString();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var id = (await PostAsync("/v3/directline/conversations", new { })).GetProperty("conversationId").GetString();
        var asked = 0;
        foreach (var text in words)
        {
            await PostAsync($"/v3/directline/conversations/{id}/activities", new { type = "message", text, from = user });
            asked++;
            while ((await http.GetFromJsonAsync<JsonElement>($"/v3/directline/conversations/{id}/activities", cancellationToken))
                .GetProperty("activities").EnumerateArray().Count(activity => activity.GetProperty("type").GetString() == "message" && activity.TryGetProperty("replyToId", out _)) < asked)
            {
                await Task.Delay(20, cancellationToken);
            }
        }
    }

    /// <summary>Axe finds nothing, nothing is wider than the window, and people can look at it: in <c>artifacts/screens</c>, and where <c>SCREENS</c> says.</summary>
    public static async Task LookAsync(Visitor visitor, string name)
    {
        await Axe.FindsNothingAsync(visitor.Page, name);
        Assert.IsLessThanOrEqualTo(visitor.Page.ViewportSize!.Width, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), $"{name} is wider than the window");
        await visitor.PictureAsync(name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors)
        {
            await visitor.CloseAsync();
        }

        await Product.DisposeAsync();
        Assert.IsEmpty(_visitors.SelectMany(visitor => visitor.Faults), string.Join('\n', _visitors.SelectMany(visitor => visitor.Faults)));
    }
}
