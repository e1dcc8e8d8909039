using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ServiceBot.IntegrationTests.Processes;

/// <summary>One customer on Direct Line, by polling.</summary>
internal sealed partial class Customer
{
    /// <summary>From a question to a request, in English.</summary>
    public static readonly IReadOnlyList<string> EnglishFault =
        ["my router keeps dropping the connection", "no", "it drops every few minutes since Monday", "+1 555 010 2030", "yes"];

    /// <summary>From a question to a request, in Chinese.</summary>
    public static readonly IReadOnlyList<string> ChineseFault = ["我的路由器老是断线", "没有", "每天晚上八点左右断线", "周一开始的", "跳过", "是的"];

    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(60);

    private readonly ProductProcess _product;
    private readonly bool _patient;

    private Customer(ProductProcess product, bool patient) => (_product, _patient) = (product, patient);

    public string Conversation { get; private set; } = "";

    public string Token { get; private set; } = "";

    /// <summary>Opens a conversation.</summary>
    /// <param name="product">Where.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="patient">What is refused because the product is down is sent again until it is up.</param>
    public static async Task<Customer> StartAsync(ProductProcess product, CancellationToken cancellationToken, bool patient = false)
    {
        var customer = new Customer(product, patient) { Token = ProductProcess.Secret };
        var generated = await customer.SendAsync(HttpMethod.Post, "tokens/generate", new { user = new { id = $"dl_{Guid.NewGuid():N}" } }, cancellationToken);
        customer.Token = Property(generated, "token");
        customer.Conversation = Property(await customer.SendAsync(HttpMethod.Post, "conversations", new { }, cancellationToken), "conversationId");
        return customer;
    }

    /// <summary>Says something, and waits for the answer.</summary>
    /// <returns>The answer's text.</returns>
    public async Task<string> SayAsync(string text, CancellationToken cancellationToken) =>
        Property(await AnswerAsync(await PostAsync(new { type = "message", text }, cancellationToken), cancellationToken), "text");

    /// <summary>Says one after the other.</summary>
    /// <returns>The number of the request that the last answer names.</returns>
    public async Task<string> OpenRequestAsync(IReadOnlyList<string> script, CancellationToken cancellationToken)
    {
        var answer = "";
        foreach (var line in script)
        {
            answer = await SayAsync(line, cancellationToken);
        }

        return RequestNumberIn(answer) ?? throw new AssertFailedException($"No request was opened: {answer}");
    }

    /// <summary>Posts an activity.</summary>
    /// <returns>The id that it was acknowledged with.</returns>
    public async Task<string> PostAsync(object activity, CancellationToken cancellationToken) =>
        Property(await SendAsync(HttpMethod.Post, $"conversations/{Conversation}/activities", activity, cancellationToken), "id");

    /// <summary>Posts a body as it is, once.</summary>
    public async Task<HttpStatusCode> PostRawAsync(string body, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, $"conversations/{Conversation}/activities", new StringContent(body, Encoding.UTF8, "application/json"));
        using var response = await _product.Http.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    /// <summary>Sends a file with a message, as Web Chat does.</summary>
    /// <returns>What the product says to it.</returns>
    public Task<HttpResponseMessage> UploadAsync(string name, byte[] bytes, CancellationToken cancellationToken)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent("""{"type":"message"}""", Encoding.UTF8, "application/vnd.microsoft.activity"), "activity", "blob" },
            { new ByteArrayContent(bytes), "file", name },
        };
        return _product.Http.SendAsync(Request(HttpMethod.Post, $"conversations/{Conversation}/upload?userId=me", form), cancellationToken);
    }

    /// <summary>Waits for the answer to a message.</summary>
    public async Task<JsonElement> AnswerAsync(string id, CancellationToken cancellationToken)
    {
        var number = long.Parse(id.Split('|')[1], CultureInfo.InvariantCulture);
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            var (activities, _) = await ReadAsync($"{number}", cancellationToken);
            if (activities.FirstOrDefault(activity => RepliesTo(activity) == id) is { ValueKind: JsonValueKind.Object } answer)
            {
                return answer;
            }

            Assert.IsLessThan(MostPatience, TimeProvider.System.GetElapsedTime(started), $"{id} is not answered.\n{_product.Output}");
            await Task.Delay(5, cancellationToken);
        }
    }

    /// <summary>Everything that the product shows of the conversation.</summary>
    public async Task<IReadOnlyList<JsonElement>> TranscriptAsync(CancellationToken cancellationToken)
    {
        var all = new List<JsonElement>();
        for (var watermark = ""; ;)
        {
            (var page, watermark) = await ReadAsync(watermark, cancellationToken);
            if (page.Count == 0)
            {
                return all;
            }

            all.AddRange(page);
        }
    }

    public static string? RequestNumberIn(string text) => RequestNumber().Match(text) is { Success: true } match ? match.Value : null;

    public static string? RepliesTo(JsonElement activity) => activity.TryGetProperty("replyToId", out var reply) ? reply.GetString() : null;

    public static bool IsFromCustomer(JsonElement activity) => activity.GetProperty("from").GetProperty("role").GetString() == "user";

    private async Task<(List<JsonElement> Activities, string Watermark)> ReadAsync(string watermark, CancellationToken cancellationToken)
    {
        var set = await SendAsync(HttpMethod.Get, $"conversations/{Conversation}/activities?watermark={watermark}", null, cancellationToken);
        return ([.. set.GetProperty("activities").EnumerateArray()], Property(set, "watermark"));
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var request = Request(method, path, body is null ? null : JsonContent.Create(body));
                using var response = await _product.Http.SendAsync(request, cancellationToken);
                if (!_patient || response.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                }
            }
            catch (Exception failure) when (_patient && failure is HttpRequestException { StatusCode: null } or IOException or SocketException)
            {
                // The product is down; it comes back.
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content) =>
        new(method, $"/v3/directline/{path}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) }, Content = content };

    [GeneratedRegex(@"SR-\d{6}")]
    private static partial Regex RequestNumber();

    private static string Property(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
