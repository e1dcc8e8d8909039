using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>A request that a channel's Connector got.</summary>
internal sealed record Asked(string Method, string Target, string? Authorization, string Body, DateTimeOffset At);

/// <summary>Plays a channel's Connector: keeps what it is asked, and answers as the test wants.</summary>
internal sealed class ConnectorService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Asked> _asked = [];

    private ConnectorService(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.First()}/teams/";

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<Asked> Requests => [.. _asked];

    /// <summary>Answers the nth request, from 1. Default: <c>{"id":"n"}</c>.</summary>
    public Func<HttpContext, int, Task<IResult>> Answer { get; set; } = (_, n) => Task.FromResult(Results.Text($$"""{"id":"{{n}}"}""", "application/json"));

    public static async Task<ConnectorService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var service = new ConnectorService(app);
        app.Run(async http => await (await service.AnswerAsync(http)).ExecuteAsync(http));
        await app.StartAsync();
        return service;
    }

    /// <summary>Answers the requests one by one; the last answer stays.</summary>
    public void AnswerWith(params IResult[] answers) => Answer = (_, n) => Task.FromResult(answers[Math.Min(n, answers.Length) - 1]);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        _asked.Enqueue(new(
            http.Request.Method, http.Features.Get<IHttpRequestFeature>()!.RawTarget, (string?)http.Request.Headers.Authorization, await reader.ReadToEndAsync(), DateTimeOffset.UtcNow));
        return await Answer(http, _asked.Count);
    }
}
