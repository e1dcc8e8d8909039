using System.Text;
using System.Text.Json.Nodes;
using ServiceBot.IntegrationTests.Databases;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>Posts to the bot's door as channels do.</summary>
internal static class BotClient
{
    private static readonly HttpClient Http = new();

    public static Task<HttpResponseMessage> PostAsync(this TestRooms rooms, JsonObject activity, CancellationToken cancellationToken) =>
        rooms.PostAsync(activity.ToJsonString(), null, cancellationToken);

    public static async Task<HttpResponseMessage> PostAsync(this TestRooms rooms, string body, string? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rooms.Address, "/api/messages"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await Http.SendAsync(request, cancellationToken);
    }

    public static async Task<int> StatusAsync(this TestRooms rooms, SignedCall call, CancellationToken cancellationToken)
    {
        using var response = await rooms.PostAsync(call.Activity.ToJsonString(), call.Authorization, cancellationToken);
        return (int)response.StatusCode;
    }
}
