using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;

namespace ServiceBot.IntegrationTests.Processes;

/// <summary>A reverse proxy stands before the product: it calls from 127.0.0.2, which the settings name. Others on this machine call from 127.0.0.1.</summary>
[TestClass]
public sealed class ProxyTests
{
    private static readonly IPAddress TrustedProxy = IPAddress.Parse("127.0.0.2");

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_trusted_proxys_words_are_believed_and_nobody_elses()
    {
        await using var product = await ProductProcess.StartedAsync(Cancellation, ("Proxy:Trusted:0", $"{TrustedProxy}"), ("Chat:TokensPerMinute", "3"));
        using var proxy = new HttpMessageInvoker(From(TrustedProxy));
        using var other = new HttpMessageInvoker(From(IPAddress.Loopback));

        var (streamUrl, direct) = (await StreamUrlAsync(product, proxy), await StreamUrlAsync(product, other));
        Assert.StartsWith("wss://help.example/v3/directline/conversations/", streamUrl);
        Assert.StartsWith($"ws://{product.Address.Authority}/v3/directline/conversations/", direct);

        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Forwarded-Proto", "https");
        socket.Options.SetRequestHeader("X-Forwarded-Host", "help.example");
        socket.Options.SetRequestHeader("X-Forwarded-For", "203.0.113.9");
        socket.Options.SetRequestHeader("Origin", "https://help.example");
        await socket.ConnectAsync(new($"ws://{product.Address.Authority}{new Uri(streamUrl).PathAndQuery}"), proxy, Cancellation);
        Assert.AreEqual(WebSocketState.Open, socket.State);

        Assert.AreEqual("200 200 200 429", await ChatAsync(product, proxy, "203.0.113.1", "203.0.113.1", "203.0.113.1", "203.0.113.1"));
        Assert.AreEqual("200", await ChatAsync(product, proxy, "203.0.113.2"));
        Assert.AreEqual("429", await ChatAsync(product, proxy, "198.51.100.7, 203.0.113.1"), "What a client put before its own address counts for nothing.");
        Assert.AreEqual("200 200 200 429", await ChatAsync(product, other, "203.0.113.3", "203.0.113.4", "203.0.113.5", "203.0.113.6"));

        Assert.AreEqual(HttpStatusCode.BadRequest, await BotAsync(product, other), "From this machine itself it is heard.");
        foreach (var client in new[] { proxy, other })
        {
            Assert.AreEqual(HttpStatusCode.Unauthorized, await BotAsync(product, client, ("X-Forwarded-For", "127.0.0.1")));
            Assert.AreEqual(HttpStatusCode.Unauthorized, await BotAsync(product, client, ("X-Forwarded-For", "203.0.113.1")));
            Assert.AreEqual(HttpStatusCode.Unauthorized, await BotAsync(product, client, ("X-Forwarded-Proto", "https")));
            Assert.AreEqual(HttpStatusCode.Unauthorized, await BotAsync(product, client, ("X-Forwarded-Host", "localhost")));
            Assert.AreEqual(HttpStatusCode.Unauthorized, await BotAsync(product, client, ("Forwarded", "for=127.0.0.1")));
            Assert.AreEqual(HttpStatusCode.Unauthorized, await BotAsync(product, client, ("X-Real-IP", "127.0.0.1")));
        }
    }

    [TestMethod]
    public async Task What_is_no_address_and_no_network_stops_the_start()
    {
        await using var product = new ProductProcess(("Proxy:Trusted:0", "10.0.0.0/8"), ("Proxy:Trusted:1", "proxy.example"));

        Assert.AreEqual(1, await product.RunAsync([], Cancellation));
        Assert.Contains("Proxy:Trusted holds 'proxy.example'", product.Output);
    }

    private static SocketsHttpHandler From(IPAddress address) => new()
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private async Task<string> StreamUrlAsync(ProductProcess product, HttpMessageInvoker client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(product.Address, "/v3/directline/conversations"))
        {
            Headers =
            {
                { "X-Forwarded-Proto", "https" },
                { "X-Forwarded-Host", "help.example" },
                { "X-Forwarded-For", "203.0.113.9" },
            },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ProductProcess.Secret);
        using var response = await client.SendAsync(request, Cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("streamUrl").GetString()!;
    }

    /// <summary>Opens the chat for one client after the other.</summary>
    /// <returns>The status codes.</returns>
    private async Task<string> ChatAsync(ProductProcess product, HttpMessageInvoker client, params string[] forwardedFor)
    {
        var answers = new List<int>();
        foreach (var address in forwardedFor)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(product.Address, "/chat/token"))
            {
                Headers = { { "X-Forwarded-For", address }, { "Sec-Fetch-Site", "same-origin" } },
                Content = JsonContent.Create(new { }),
            };
            using var response = await client.SendAsync(request, Cancellation);
            answers.Add((int)response.StatusCode);
        }

        return string.Join(' ', answers);
    }

    private async Task<HttpStatusCode> BotAsync(ProductProcess product, HttpMessageInvoker client, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(product.Address, "/api/messages")) { Content = JsonContent.Create(new { }) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
