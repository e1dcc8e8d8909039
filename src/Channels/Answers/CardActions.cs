using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.Answers;

/// <summary>Pressed buttons of the product's Adaptive Cards.</summary>
/// <remarks>Answers to <c>adaptiveCard/action</c> have the form of the Universal Action Model: status, type and value, in an HTTP 200 when it was handled.</remarks>
public static class CardActions
{
    private const string InvokeName = "adaptiveCard/action";

    /// <summary>The words of a message: what was typed, without the mention of the bot, or what a card's button says.</summary>
    public static string WordsOf(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return string.IsNullOrEmpty(activity.Text)
            ? (IsInvoke(activity) ? DataOf(activity) : activity.Value)?.TextOf("say") ?? ""
            : Mentions.WithoutRecipient(activity);
    }

    /// <summary>Whether an activity is the press of a card's button that waits for its result.</summary>
    public static bool IsInvoke(Activity activity) => activity is { Type: ActivityTypes.Invoke, Name: InvokeName };

    /// <summary>What is wrong with the press of a button, or null.</summary>
    public static InvokeResult? Problem(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (ActionOf(activity) is not { } action)
        {
            return Error("BadRequest", "The value of adaptiveCard/action is an object with an action.");
        }

        if (action.TextOf("type") is var type && type != "Action.Execute")
        {
            return Error("NotSupported", $"The action '{type}' is not supported; Action.Execute is.");
        }

        return action.TextOf("verb") != AdaptiveCard.SayVerb || WordsOf(activity).Length == 0
            ? Error("BadRequest", $"The verb is '{AdaptiveCard.SayVerb}', and its data hold what to say.")
            : null;
    }

    /// <summary>The card that takes the place of the one whose button was pressed.</summary>
    public static InvokeResult Chosen(Activity activity) => Replaced(AdaptiveCard.Chosen(DataOf(activity)!.Value));

    internal static InvokeResult Replaced(JsonObject card) => Result(200, AdaptiveCard.ContentType, card);

    private static JsonElement? ActionOf(Activity activity) => ObjectIn(activity.Value, "action");

    internal static JsonElement? DataOf(Activity activity) => ObjectIn(ActionOf(activity), "data");

    private static JsonElement? ObjectIn(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out var inside) && inside.ValueKind == JsonValueKind.Object ? inside : null;

    private static InvokeResult Error(string code, string message) =>
        Result(400, "application/vnd.microsoft.error", new JsonObject { ["code"] = code, ["message"] = message });

    private static InvokeResult Result(int status, string type, JsonNode value) =>
        new(status, new JsonObject { ["statusCode"] = status, ["type"] = type, ["value"] = value }.ToJsonString(ActivityJson.Options));
}
