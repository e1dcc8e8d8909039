using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Protocol;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Desk;

/// <summary>The product in its own process tells another program what happens.</summary>
[TestClass]
public sealed class WebhookTests
{
    private const string Key = "c2VjcmV0IG9mIHRoZSB3ZWJob29rcycgdGVzdHM=";

    private readonly ConcurrentQueue<IHeaderDictionary> _headers = [];

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    [DataRow(StorageProvider.Sqlite)]
    [DataRow(StorageProvider.PostgreSql)]
    public async Task What_happens_is_told_signed_again_until_it_is_taken_and_can_be_told_once_more(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, Cancellation);
        await using var program = await ConnectorService.StartAsync();
        program.Answer = (http, n) =>
        {
            _headers.Enqueue(new HeaderDictionary(http.Request.Headers.ToDictionary()));
            return Task.FromResult(n == 1 ? Results.StatusCode(500) : Results.NoContent());
        };
        await using var product = await ProductProcess.StartedAsync(
            Cancellation, [.. database.Settings.Select(setting => (setting.Key, setting.Value!)), .. Endpoint(program.Url, allowPrivate: true), ("Desk:Webhooks:Endpoints:0:Types:0", "Request*")]);

        var number = await OpenRequestAsync(product);
        var delivery = await UntilAsync(product, rows => rows.SingleOrDefault(row => row.GetProperty("takenAt").ValueKind == JsonValueKind.String));

        Assert.AreEqual(2, delivery.GetProperty("attempts").GetInt32());
        Assert.AreEqual("RequestOpened", delivery.GetProperty("type").GetString());
        Assert.AreEqual(204, delivery.GetProperty("status").GetInt32());
        Assert.AreEqual(JsonValueKind.Null, delivery.GetProperty("error").ValueKind);
        Assert.AreEqual(HttpStatusCode.Accepted, (await CallAsync(product, HttpMethod.Post, $"webhooks/books/deliveries/{delivery.GetProperty("event").GetString()}/replay")).StatusCode);
        await UntilAsync(product, rows => rows.SingleOrDefault(row => row.GetProperty("attempts").GetInt32() == 3));

        Assert.HasCount(3, program.Requests);
        foreach (var (asked, headers) in program.Requests.Zip(_headers))
        {
            var body = JsonElement.Parse(asked.Body);
            Assert.AreEqual("RequestOpened", body.GetProperty("type").GetString());
            Assert.AreEqual(number, body.GetProperty("data").GetProperty("number").GetString());
            Assert.AreEqual(delivery.GetProperty("event").GetString(), headers["webhook-id"].Single());
            var signed = $"{headers["webhook-id"].Single()}.{headers["webhook-timestamp"].Single()}.{asked.Body}";
            Assert.AreEqual($"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(signed)))}", headers["webhook-signature"].Single());
        }
    }

    [TestMethod]
    [DataRow("127.0.0.1")]
    [DataRow("localhost")]
    [DataRow("[::ffff:127.0.0.1]")]
    public async Task A_private_address_is_told_nothing_unless_that_is_allowed(string host)
    {
        await using var program = await ConnectorService.StartAsync();
        var port = new Uri(program.Url).Port;
        await using var product = await ProductProcess.StartedAsync(Cancellation, Endpoint($"https://{host}:{port}/", allowPrivate: false));

        await OpenRequestAsync(product);
        var delivery = await UntilAsync(product, rows => rows.FirstOrDefault(row => row.GetProperty("attempts").GetInt32() > 0));
        var dead = await DeadAsync(product);

        Assert.Contains("no address on the public internet", delivery.GetProperty("error").GetString()!);
        Assert.Contains("no address on the public internet", dead.GetProperty("error").GetString()!);
        Assert.IsEmpty(program.Requests);
    }

    private static (string, string)[] Endpoint(string url, bool allowPrivate) =>
    [
        ("Desk:Webhooks:Endpoints:0:Name", "books"), ("Desk:Webhooks:Endpoints:0:Url", url), ("Desk:Webhooks:Endpoints:0:Secret", $"whsec_{Key}"),
        ("Desk:Webhooks:Endpoints:0:AllowPrivate", allowPrivate ? "true" : "false"),
    ];

    private async Task<string> OpenRequestAsync(ProductProcess product)
    {
        using var response = await CallAsync(product, HttpMethod.Post, "requests", """{"subject":"Bill 账单","details":"Too high"}""");
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("number").GetString()!;
    }

    private async Task<HttpResponseMessage> CallAsync(ProductProcess product, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ProductProcess.ApiKey) } };
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await product.Http.SendAsync(request, Cancellation);
    }

    private async Task<JsonElement> UntilAsync(ProductProcess product, Func<IReadOnlyList<JsonElement>, JsonElement> wanted)
    {
        while (true)
        {
            var page = await product.ApiAsync("webhooks/books/deliveries", Cancellation);
            if (wanted([.. page.GetProperty("items").EnumerateArray()]) is { ValueKind: JsonValueKind.Object } found)
            {
                return found;
            }

            await Task.Delay(50, Cancellation);
        }
    }

    private async Task<JsonElement> DeadAsync(ProductProcess product)
    {
        while (true)
        {
            if ((await product.ApiAsync("outbox/dead", Cancellation)).GetProperty("items").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } dead)
            {
                return dead;
            }

            await Task.Delay(50, Cancellation);
        }
    }
}
