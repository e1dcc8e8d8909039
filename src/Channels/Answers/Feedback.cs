using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Channels.Activities;

namespace ServiceBot.Channels.Answers;

/// <summary>A thumb that a customer gave to a message of the bot.</summary>
/// <param name="ActivityId">The message, as the channel knows it.</param>
/// <param name="Liked">Up or down.</param>
/// <param name="Comment">What the customer wrote to it, or null.</param>
public sealed record Feedback(string ActivityId, bool Liked, string? Comment)
{
    private const string EventName = "webchat:activity-status/feedback";
    private const string InvokeName = "message/submitAction";
    private const string Like = "_:like-";
    private const string Dislike = "_:dislike-";

    /// <summary>The thumb in an activity, or null when it is something else.</summary>
    /// <remarks>
    /// Web Chat sends the pressed action of the schema.org entity, which says nothing of its message: so the id is part of the action's.
    /// Teams and newer clients send an invoke; its comment is JSON text, plain text or an object.
    /// </remarks>
    public static Feedback? Of(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity switch
        {
            { Type: ActivityTypes.Event, Name: EventName, Entities: [var pressed, ..] } => OfAction(pressed),
            { Type: ActivityTypes.Invoke, Name: InvokeName, ReplyToId: { Length: > 0 } id, Value: { } value } => OfInvoke(id, value),
            _ => null,
        };
    }

    /// <summary>Whether an invoke is a thumb, readable or not.</summary>
    public static bool IsInvoke(Activity activity) => activity is { Type: ActivityTypes.Invoke, Name: InvokeName };

    /// <summary>Puts thumbs under a message that has its id, as Web Chat reads them.</summary>
    internal static void OfferThumbs(Activity reply)
    {
        reply.Entities ??= [];
        reply.Entities.Add(JsonSerializer.SerializeToElement(
            new JsonObject
            {
                ["@context"] = "https://schema.org",
                ["@id"] = "",
                ["@type"] = "Message",
                ["type"] = "https://schema.org/Message",
                ["potentialAction"] = new JsonArray(Action(Like, "LikeAction"), Action(Dislike, "DislikeAction")),
            },
            ActivityJsonContext.Default.JsonObject));

        JsonObject Action(string mark, string type) => new() { ["@id"] = mark + reply.Id, ["@type"] = type, ["actionStatus"] = "PotentialActionStatus" };
    }

    private static Feedback? OfAction(JsonElement pressed) => pressed.TextOf("@id") switch
    {
        { } id when id.StartsWith(Like, StringComparison.Ordinal) => new(id[Like.Length..], true, null),
        { } id when id.StartsWith(Dislike, StringComparison.Ordinal) => new(id[Dislike.Length..], false, null),
        _ => null,
    };

    private static Feedback? OfInvoke(string id, JsonElement value)
    {
        if (value.TextOf("actionName") != "feedback" || !value.TryGetProperty("actionValue", out var given) || given.ValueKind != JsonValueKind.Object
            || given.TextOf("reaction") is not ("like" or "dislike") || !given.TryGetProperty("feedback", out var said))
        {
            return null;
        }

        return new(id, given.TextOf("reaction") == "like", CommentOf(said));
    }

    private static string? CommentOf(JsonElement said)
    {
        if (said.ValueKind == JsonValueKind.Object)
        {
            return said.TextOf("feedbackText");
        }

        if (said.ValueKind != JsonValueKind.String || said.GetString() is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.TextOf("feedbackText") : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
