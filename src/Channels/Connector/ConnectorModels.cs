using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Channels.Activities;

namespace ServiceBot.Channels.Connector;

/// <summary>What a Connector has recorded.</summary>
/// <param name="Id">Its id; null when the Connector gives none, as for typing.</param>
public sealed record ResourceResponse(string? Id);

/// <summary>A conversation to be opened.</summary>
public sealed record ConversationParameters
{
    /// <summary>Whether it is a group's. Default: no.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The bot as the channel knows it.</summary>
    public ChannelAccount? Bot { get; init; }

    /// <summary>Who else is in it.</summary>
    public IReadOnlyList<ChannelAccount>? Members { get; init; }

    /// <summary>Its topic, where the channel shows one.</summary>
    public string? TopicName { get; init; }

    /// <summary>The tenant, on Teams.</summary>
    public string? TenantId { get; init; }

    /// <summary>What is said in it first.</summary>
    public Activity? Activity { get; init; }

    /// <summary>What only the channel understands.</summary>
    public JsonElement? ChannelData { get; init; }
}

/// <summary>A conversation that was opened.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ActivityId">The id of what was said first, if anything was.</param>
/// <param name="ServiceUrl">Where it is to be reached, if elsewhere.</param>
public sealed record ConversationResourceResponse(string? Id, string? ActivityId, string? ServiceUrl);

/// <summary>A page of the bot's conversations.</summary>
/// <param name="Conversations">The conversations.</param>
/// <param name="ContinuationToken">Asks for the next page; null or empty: this is the last.</param>
public sealed record ConversationsResult(IReadOnlyList<ConversationMembers>? Conversations, string? ContinuationToken);

/// <summary>A conversation and who is in it.</summary>
/// <param name="Id">The conversation's id.</param>
/// <param name="Members">Who is in it.</param>
public sealed record ConversationMembers(string? Id, IReadOnlyList<ChannelAccount>? Members);

/// <summary>A page of a conversation's members.</summary>
/// <param name="Members">The members.</param>
/// <param name="ContinuationToken">Asks for the next page; null or empty: this is the last.</param>
public sealed record PagedMembersResult(IReadOnlyList<ChannelAccount>? Members, string? ContinuationToken);

/// <summary>What was said elsewhere, to be put into a conversation.</summary>
/// <param name="Activities">The activities, each with an id of its own and a timestamp.</param>
public sealed record Transcript(IReadOnlyList<Activity> Activities);

/// <summary>A file to be given to the channel.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Name">Its name.</param>
/// <param name="OriginalBase64">The file.</param>
/// <param name="ThumbnailBase64">A small picture of it, if any.</param>
public sealed record AttachmentData(string Type, string Name, byte[] OriginalBase64, byte[]? ThumbnailBase64);

/// <summary>A file that the channel holds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Views">The forms in which it can be had.</param>
public sealed record AttachmentInfo(string? Name, string? Type, IReadOnlyList<AttachmentView>? Views);

/// <summary>A form in which a file can be had.</summary>
/// <param name="ViewId">Its id: <c>original</c>, <c>thumbnail</c>.</param>
/// <param name="Size">Its size in bytes, if it is known.</param>
public sealed record AttachmentView(string? ViewId, long? Size);

/// <summary>A file, or where it is.</summary>
/// <param name="Bytes">The file; null when it is elsewhere.</param>
/// <param name="Location">Where it is; the bot's token is not for that place.</param>
public sealed record AttachmentContent(byte[]? Bytes, Uri? Location);

/// <summary>A team on Teams.</summary>
public sealed class TeamDetails
{
    /// <summary>Its id.</summary>
    public string? Id { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Everything else, as it came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Properties { get; set; }
}

/// <summary>The channels of a team.</summary>
/// <param name="Conversations">The channels; the general one has no name.</param>
public sealed record ConversationList(IReadOnlyList<ConversationAccount>? Conversations);

/// <summary>What a Connector says when it can't.</summary>
/// <param name="Error">The error.</param>
/// <param name="SubCode">What it is more precisely, on Teams; here or in the error.</param>
internal sealed record ErrorResponse(ErrorResponse.Detail? Error, string? SubCode)
{
    internal sealed record Detail(string? Code, string? SubCode);
}
