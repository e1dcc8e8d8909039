using System.Net;
using System.Text;
using Microsoft.Identity.Client;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>Stands where Entra and the identity of an Azure host answer: gives <c>token-1</c>, <c>token-2</c> … and keeps what it is asked.</summary>
internal sealed class TokenService : IMsalHttpClientFactory
{
    private readonly List<(Uri Address, string Body)> _asked = [];

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<(Uri Address, string Body)> Requests
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    /// <summary>Whether it can't be reached.</summary>
    public bool IsDown { get; set; }

    public HttpClient GetHttpClient() => new(new Handler(this));

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        int count;
        lock (_asked)
        {
            _asked.Add((request.RequestUri!, body));
            count = _asked.Count;
        }

        if (IsDown)
        {
            throw new HttpRequestException("No such host is known.");
        }

        return new(HttpStatusCode.OK)
        {
            Content = new StringContent(
                $$"""{"token_type":"Bearer","expires_in":3600,"expires_on":"{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}","access_token":"token-{{count}}"}""",
                Encoding.UTF8,
                "application/json"),
        };
    }

    private sealed class Handler(TokenService service) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => service.AnswerAsync(request, cancellationToken);
    }
}
