using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Channels.Activities;

/// <summary>
/// A Bot Framework activity: what is said, or what happens, in a conversation. Properties that are not named here are kept and
/// written back unchanged, at every depth; dates stay the text they came as.
/// </summary>
public sealed class Activity
{
    /// <summary>What kind of activity it is; see <see cref="ActivityTypes"/>. Unknown kinds are accepted.</summary>
    public string? Type { get; set; }

    /// <summary>Given by the channel when it records the activity; unique in the conversation, compared ordinally.</summary>
    public string? Id { get; set; }

    /// <summary>When the channel recorded it: ISO 8601 in UTC.</summary>
    public string? Timestamp { get; set; }

    /// <summary>The sender's own time with its offset, verbatim.</summary>
    public string? LocalTimestamp { get; set; }

    /// <summary>The sender's IANA time zone.</summary>
    public string? LocalTimezone { get; set; }

    /// <summary>Who posted it, as far as that was proved: <c>urn:botframework:azure</c> …; never taken from the sender.</summary>
    public string? CallerId { get; set; }

    /// <summary>Where replies go: the channel's Connector.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>The channel: <c>msteams</c>, <c>directline</c> …</summary>
    public string? ChannelId { get; set; }

    /// <summary>Who sent it.</summary>
    public ChannelAccount? From { get; set; }

    /// <summary>Who gets it.</summary>
    public ChannelAccount? Recipient { get; set; }

    /// <summary>The conversation it belongs to.</summary>
    public ConversationAccount? Conversation { get; set; }

    /// <summary>The activity that this one answers.</summary>
    public string? ReplyToId { get; set; }

    /// <summary>The words of a message.</summary>
    public string? Text { get; set; }

    /// <summary>What stands for the attachments where they cannot be shown, as in a notice.</summary>
    public string? Summary { get; set; }

    /// <summary><c>plain</c> (default), <c>markdown</c> or <c>xml</c>; an unknown value means plain.</summary>
    public string? TextFormat { get; set; }

    /// <summary>BCP 47 tag of the sender's language; only a hint.</summary>
    public string? Locale { get; set; }

    /// <summary>Whether the bot waits for an answer: <c>acceptingInput</c>, <c>expectingInput</c> or <c>ignoringInput</c>.</summary>
    public string? InputHint { get; set; }

    /// <summary><c>normal</c> (default) or <c>expectReplies</c>; an unknown value means normal.</summary>
    public string? DeliveryMode { get; set; }

    /// <summary>Cards, pictures and files, in order.</summary>
    public IList<Attachment>? Attachments { get; set; }

    /// <summary><c>list</c> (default) or <c>carousel</c>.</summary>
    public string? AttachmentLayout { get; set; }

    /// <summary>Buttons offered with a message; gone after the next one.</summary>
    public SuggestedActions? SuggestedActions { get; set; }

    /// <summary>Things said about the activity, each an object with a <c>type</c>.</summary>
    public IList<JsonElement>? Entities { get; set; }

    /// <summary>What only the channel understands; never altered.</summary>
    public JsonElement? ChannelData { get; set; }

    /// <summary>Payload of an event, an invoke or a card's submit.</summary>
    public JsonElement? Value { get; set; }

    /// <summary>Name of an event or invoke.</summary>
    public string? Name { get; set; }

    /// <summary>Who joined (conversationUpdate).</summary>
    public IList<ChannelAccount>? MembersAdded { get; set; }

    /// <summary>Who left (conversationUpdate).</summary>
    public IList<ChannelAccount>? MembersRemoved { get; set; }

    /// <summary>What became of the bot's app in the conversation (installationUpdate): <c>add</c>, <c>remove</c>, <c>add-upgrade</c> or <c>remove-upgrade</c>.</summary>
    public string? Action { get; set; }

    /// <summary>Why a conversation ended (endOfConversation).</summary>
    public string? Code { get; set; }

    /// <summary>Everything else, as it came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Properties { get; set; }

    /// <summary>The attachments that are files or cards: Teams adds the rich form of typed words as one more, <c>text/html</c>.</summary>
    [JsonIgnore]
    public IEnumerable<Attachment> Files => Attachments?.Where(attachment => attachment is not { ContentType: "text/html", ContentUrl: null }) ?? [];

    /// <summary>Whether it says that the bot is no longer in the conversation.</summary>
    [JsonIgnore]
    public bool TakesBotOut => Type switch
    {
        ActivityTypes.InstallationUpdate => Action?.StartsWith("remove", StringComparison.Ordinal) == true,
        ActivityTypes.ConversationUpdate => MembersRemoved?.Any(member => member.Id == Recipient?.Id) == true,
        _ => false,
    };

    /// <summary>What shows the conversation to its sender: see <see cref="Turns.ConversationReference.Client"/>.</summary>
    [JsonIgnore]
    internal string? Client { get; set; }

    /// <summary>Whether thumbs are to be offered with it, once it has its id.</summary>
    [JsonIgnore]
    internal bool CanBeRated { get; set; }

    /// <summary>The name under which it can be replaced later; null: it stays.</summary>
    [JsonIgnore]
    internal string? KeptAs { get; set; }

    /// <summary>Whether the sender waits for the replies in the response.</summary>
    [JsonIgnore]
    public bool ExpectsReplies => DeliveryMode == DeliveryModes.ExpectReplies;
}

/// <summary>The activity types that this product knows.</summary>
public static class ActivityTypes
{
    /// <summary>Something said.</summary>
    public const string Message = "message";

    /// <summary>Somebody joined or left.</summary>
    public const string ConversationUpdate = "conversationUpdate";

    /// <summary>The bot's app was put into the conversation, or taken out of it.</summary>
    public const string InstallationUpdate = "installationUpdate";

    /// <summary>Somebody is typing; never recorded.</summary>
    public const string Typing = "typing";

    /// <summary>Something happened, told by name.</summary>
    public const string Event = "event";

    /// <summary>A call that expects its result in the response.</summary>
    public const string Invoke = "invoke";

    /// <summary>The result of an invoke; recorded, and never sent.</summary>
    public const string InvokeResponse = "invokeResponse";

    /// <summary>A message has become another.</summary>
    public const string MessageUpdate = "messageUpdate";

    /// <summary>A message was taken back.</summary>
    public const string MessageDelete = "messageDelete";

    /// <summary>The conversation is over.</summary>
    public const string EndOfConversation = "endOfConversation";

    /// <summary>For developers' eyes only.</summary>
    public const string Trace = "trace";
}

/// <summary>How the sender wants its replies.</summary>
public static class DeliveryModes
{
    /// <summary>All replies in the HTTP response.</summary>
    public const string ExpectReplies = "expectReplies";
}

/// <summary>Somebody on a channel: a person or a bot.</summary>
public sealed class ChannelAccount
{
    /// <summary>The id, unique on the channel.</summary>
    public string? Id { get; set; }

    /// <summary>The name to show.</summary>
    public string? Name { get; set; }

    /// <summary><c>user</c>, <c>bot</c> or <c>skill</c>.</summary>
    public string? Role { get; set; }

    /// <summary>Everything else, as it came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Properties { get; set; }
}

/// <summary>A conversation on a channel.</summary>
public sealed class ConversationAccount
{
    /// <summary>The id, unique on the channel.</summary>
    public string? Id { get; set; }

    /// <summary>The name to show.</summary>
    public string? Name { get; set; }

    /// <summary>Teams: <c>personal</c>, <c>groupChat</c> or <c>channel</c>.</summary>
    public string? ConversationType { get; set; }

    /// <summary>Everything else, as it came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Properties { get; set; }
}

/// <summary>A card, a picture or a file.</summary>
public sealed class Attachment
{
    /// <summary>Media type, or a card's type.</summary>
    public string? ContentType { get; set; }

    /// <summary>Where the content is, when it is not here.</summary>
    public string? ContentUrl { get; set; }

    /// <summary>The content itself: a card's JSON.</summary>
    public JsonElement? Content { get; set; }

    /// <summary>Where a small picture of it is; clients show what has one as a picture.</summary>
    public string? ThumbnailUrl { get; set; }

    /// <summary>File name.</summary>
    public string? Name { get; set; }

    /// <summary>Everything else, as it came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Properties { get; set; }
}

/// <summary>Buttons offered with a message.</summary>
public sealed class SuggestedActions
{
    /// <summary>Ids of those who see them; empty: everybody.</summary>
    public IList<string>? To { get; set; }

    /// <summary>The buttons, in order.</summary>
    public IList<CardAction>? Actions { get; set; }

    /// <summary>Everything else, as it came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Properties { get; set; }
}

/// <summary>A button.</summary>
public sealed class CardAction
{
    /// <summary>What it does: <c>imBack</c>, <c>postBack</c>, <c>messageBack</c>, <c>openUrl</c> …</summary>
    public string? Type { get; set; }

    /// <summary>What stands on it.</summary>
    public string? Title { get; set; }

    /// <summary>What it sends or opens.</summary>
    public JsonElement? Value { get; set; }

    /// <summary>Everything else, as it came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Properties { get; set; }
}
