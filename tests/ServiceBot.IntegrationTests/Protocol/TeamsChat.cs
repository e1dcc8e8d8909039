using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>A chat in Teams: posts what Teams posts to the bot, and reads what the bot sends to the <see cref="ConnectorService"/> that plays Teams.</summary>
internal sealed class TeamsChat
{
    private const string Tenant = "11111111-6a4e-4f0b-8f3f-9a1f6f6f0b22";
    private const string Bot = "28:00000000-0000-0000-0000-00000000b07a";
    private readonly ProductProcess _product;
    private readonly ConnectorService _teams;
    private readonly string _type;
    private readonly CancellationToken _cancellation;
    private int _read;

    private TeamsChat(ProductProcess product, ConnectorService teams, string type, string id, CancellationToken cancellationToken) =>
        (_product, _teams, _type, Id, _cancellation) = (product, teams, type, id, cancellationToken);

    /// <summary>The conversation's id.</summary>
    public string Id { get; }

    /// <summary>Who speaks.</summary>
    public string User { get; set; } = $"29:{Guid.NewGuid()}";

    /// <summary>What the bot has sent to this chat, in order.</summary>
    public IReadOnlyList<Asked> Sent => [.. _teams.Requests.Where(asked => asked.Target.StartsWith($"/teams/v3/conversations/{Uri.EscapeDataString(Id)}/", StringComparison.Ordinal))];

    /// <summary>Opens a chat of a type: <c>personal</c>, <c>groupChat</c> or <c>channel</c>, which is a thread.</summary>
    public static TeamsChat Open(ProductProcess product, ConnectorService teams, string type, CancellationToken cancellationToken) => new(
        product,
        teams,
        type,
        type switch { "personal" => $"a:1{Guid.NewGuid():N}", "groupChat" => $"19:{Guid.NewGuid():N}@thread.v2", _ => $"19:{Guid.NewGuid():N}@thread.tacv2;messageid=1763712000000" },
        cancellationToken);

    /// <summary>An activity as Teams posts it.</summary>
    public JsonObject Activity(string type) => new()
    {
        ["type"] = type,
        ["id"] = $"f:{Guid.NewGuid()}",
        ["channelId"] = "msteams",
        ["serviceUrl"] = _teams.Url,
        ["from"] = new JsonObject { ["id"] = User, ["name"] = "Kim", ["aadObjectId"] = $"{Guid.NewGuid()}" },
        ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "Harborline" },
        ["conversation"] = new JsonObject { ["id"] = Id, ["conversationType"] = _type, ["isGroup"] = _type != "personal", ["tenantId"] = Tenant },
        ["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-US", ["country"] = "US", ["platform"] = "Web" }),
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
        ["locale"] = "en-US",
    };

    /// <summary>A typed message: with a mention where Teams delivers no other, and with its rich form as an attachment.</summary>
    public JsonObject Message(string text)
    {
        var activity = Activity("message");
        activity["text"] = text;
        if (_type != "personal")
        {
            activity["text"] = $"<at>Harborline</at> {text}";
            activity["entities"]!.AsArray().Add((JsonNode)new JsonObject
            {
                ["type"] = "mention",
                ["mentioned"] = new JsonObject { ["id"] = Bot, ["name"] = "Harborline" },
                ["text"] = "<at>Harborline</at>",
            });
        }

        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = $"<div>{WebUtility.HtmlEncode((string?)activity["text"])}</div>" });
        return activity;
    }

    /// <summary>The installation of the bot's app, or its end.</summary>
    public JsonObject Installation(string action)
    {
        var activity = Activity("installationUpdate");
        activity["action"] = action;
        return activity;
    }

    /// <summary>Members who join or leave; <c>bot</c> is the bot.</summary>
    public JsonObject Members(string change, params string[] members)
    {
        var activity = Activity("conversationUpdate");
        activity[change] = new JsonArray([.. members.Select(member => new JsonObject { ["id"] = member == "bot" ? Bot : member })]);
        return activity;
    }

    /// <summary>A pressed button of a card.</summary>
    public JsonObject Press(JsonNode action, string card)
    {
        var activity = Activity("invoke");
        (activity["name"], activity["replyToId"]) = ("adaptiveCard/action", card);
        activity["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = action["type"]!.DeepClone(), ["verb"] = action["verb"]?.DeepClone(), ["data"] = action["data"]?.DeepClone() }, ["trigger"] = "manual" };
        return activity;
    }

    /// <summary>Posts an activity.</summary>
    /// <returns>Status and body of the answer.</returns>
    public async Task<(int Status, string Body)> PostAsync(JsonObject activity)
    {
        using var response = await _product.Http.PostAsync("/api/messages", new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json"), _cancellation);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(_cancellation));
    }

    /// <summary>Says something, and waits for the answer.</summary>
    public async Task<JsonNode> SayAsync(string text)
    {
        Assert.AreEqual(202, (await PostAsync(Message(text))).Status);
        return await NextAsync();
    }

    /// <summary>Waits for what the bot sends next.</summary>
    public async Task<JsonNode> NextAsync() => JsonNode.Parse((await NextRequestAsync()).Body)!;

    /// <summary>Waits for the bot's next request.</summary>
    public async Task<Asked> NextRequestAsync()
    {
        while (Sent.Count <= _read)
        {
            await Task.Delay(10, _cancellation);
        }

        return Sent[_read++];
    }

    /// <summary>Posts to the product's API.</summary>
    public async Task<(int Status, JsonNode? Body)> ApiAsync(string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ProductProcess.ApiKey) },
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        using var response = await _product.Http.SendAsync(request, _cancellation);
        var text = await response.Content.ReadAsStringAsync(_cancellation);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>The card in a message.</summary>
    public static JsonNode CardIn(JsonNode message) => message["attachments"]!.AsArray().Single()!["content"]!;

    /// <summary>A button on a card, by its title.</summary>
    public static JsonNode Button(JsonNode card, string title) => card["body"]!.AsArray()
        .Where(item => (string?)item!["type"] == "ActionSet").SelectMany(set => set!["actions"]!.AsArray()).Single(action => (string?)action!["title"] == title)!;
}
