using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.HandOff;

/// <summary>The events of the Bot Framework's hand-off protocol.</summary>
public static class HandOffEvents
{
    private const string InitiateName = "handoff.initiate";
    private const string StatusName = "handoff.status";

    /// <summary>Whether an activity tells what became of a hand-off.</summary>
    public static bool IsStatus(Activity activity) => activity is { Type: ActivityTypes.Event, Name: StatusName };

    /// <summary>The state in a <c>handoff.status</c>: <c>accepted</c>, <c>failed</c>, <c>completed</c>, another, or null.</summary>
    public static string? StateOf(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.Value?.TextOf("state");
    }

    /// <summary>The wish for a person, with all that was said.</summary>
    /// <param name="turn">The turn in which it is wished.</param>
    /// <param name="context">What the hub routes by.</param>
    /// <param name="transcript">What was said.</param>
    internal static Activity Initiate(TurnContext turn, JsonObject context, IReadOnlyList<Activity> transcript)
    {
        var reference = new JsonObject
        {
            ["activityId"] = turn.Activity.Id,
            ["channelId"] = turn.Conversation.ChannelId,
            ["serviceUrl"] = turn.Conversation.WayBack.ServiceUrl,
            ["user"] = Node(turn.Activity.From),
            ["bot"] = Node(turn.Conversation.WayBack.Bot),
            ["conversation"] = Node(turn.Conversation.WayBack.Conversation),
            ["locale"] = turn.Activity.Locale,
        };
        return new()
        {
            Type = ActivityTypes.Event,
            Name = InitiateName,
            Value = Element(context),
            Attachments = [new() { ContentType = "application/json", Name = "Transcript", Content = Element(new() { ["activities"] = new JsonArray([.. transcript.Select(Node)]) }) }],
            Properties = new Dictionary<string, JsonElement> { ["relatesTo"] = Element(reference) },
        };
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, ActivityJson.Options.GetTypeInfo(typeof(T)));

    private static JsonElement Element(JsonObject json) => JsonSerializer.SerializeToElement(json, ActivityJsonContext.Default.JsonObject);
}
