using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceBot.IntegrationTests.Crashes;

/// <summary>A channel outside the product, as the Connector API shows it: takes replies, and answers them or never does.</summary>
internal sealed class OutsideChannel : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _said = new();
    private readonly SemaphoreSlim _calls = new(0);
    private readonly ConcurrentQueue<JsonElement> _heard = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly WebApplication _app;

    private OutsideChannel()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/v3/conversations/{conversation}/activities/{activity}", async (HttpContext context) =>
        {
            _heard.Enqueue(await context.Request.ReadFromJsonAsync<JsonElement>());
            _calls.Release();
            if (!Answers)
            {
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, context.RequestAborted);
                await Task.Delay(Timeout.Infinite, ended.Token);
            }

            await context.Response.WriteAsJsonAsync(new { id = "1" });
        });
    }

    /// <summary>Whether calls end from now on.</summary>
    public bool Answers { get; set; }

    public static async Task<OutsideChannel> StartAsync()
    {
        var channel = new OutsideChannel();
        await channel._app.StartAsync();
        return channel;
    }

    /// <summary>Brings a customer's message to the product; its id is m1, m2 and so on in each conversation.</summary>
    public async Task SayAsync(ProductProcess product, string conversation, string text, CancellationToken cancellationToken)
    {
        var id = $"m{_said.AddOrUpdate(conversation, 1, (_, n) => n + 1)}";
        using var response = await product.Http.PostAsJsonAsync(
            "/api/messages",
            new
            {
                type = "message",
                id,
                channelId = "test",
                serviceUrl = _app.Urls.First(),
                from = new { id = "customer" },
                recipient = new { id = "bot" },
                conversation = new { id = conversation },
                text,
            },
            cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Waits for so many replies, and forgets them.</summary>
    public async Task<IReadOnlyList<JsonElement>> HeardAsync(int count, CancellationToken cancellationToken)
    {
        for (var n = 0; n < count; n++)
        {
            await _calls.WaitAsync(cancellationToken);
        }

        var replies = _heard.Take(count).ToList();
        _heard.Clear();
        return replies;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _app.DisposeAsync();
        _closing.Dispose();
        _calls.Dispose();
    }
}
