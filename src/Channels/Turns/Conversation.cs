using System.Text.Json;
using ServiceBot.Channels.Activities;

namespace ServiceBot.Channels.Turns;

/// <summary>Who answers a conversation. A change raises the epoch.</summary>
public static class ConversationOwners
{
    /// <summary>The bot.</summary>
    public const string Bot = "bot";

    /// <summary>It waits for a person; the bot is silent.</summary>
    public const string Queue = "queue";

    /// <summary>A person.</summary>
    public const string Agent = "agent";
}

/// <summary>A conversation as it stands at the beginning of a turn.</summary>
public sealed record Conversation
{
    /// <summary>The product's own number of the conversation.</summary>
    public required long Key { get; init; }

    /// <summary>The channel.</summary>
    public required string ChannelId { get; init; }

    /// <summary>The channel's id of the conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The customer's id on the channel; in a group, of who spoke first.</summary>
    public required string UserId { get; init; }

    /// <summary>How to reach it: JSON of a <see cref="ConversationReference"/>.</summary>
    public required string Reference { get; init; }

    /// <summary><see cref="Reference"/>, read; not to be changed.</summary>
    internal ConversationReference WayBack
    {
        get => field ??= JsonSerializer.Deserialize(Reference, ActivityJsonContext.Default.ConversationReference)!;
        init;
    }

    /// <summary>Whether it is held by mails that the product itself takes and sends.</summary>
    public bool IsMail => ChannelId == ChannelIds.Email && WayBack.Client == MailClient;

    /// <summary>Whether nobody else reads it: it is no group and no channel.</summary>
    public bool IsPersonal => WayBack.Conversation?.ConversationType is null or "" or "personal";

    /// <summary><see cref="ConversationReference.Client"/> of mails.</summary>
    internal const string MailClient = "mail";

    /// <summary>The bot's id on the channel; null before the channel has said it.</summary>
    public string? BotId => WayBack.Bot?.Id;

    /// <summary>What the channel calls the customer, or null.</summary>
    public string? UserName => WayBack.User?.Name is { Length: > 0 } name ? name : null;

    /// <summary>Since when the channel takes nothing for it: see <see cref="ConversationReference.DeadSince"/>.</summary>
    public DateTimeOffset? UnreachableSince => WayBack.DeadSince;

    /// <summary>Who answers: see <see cref="ConversationOwners"/>.</summary>
    public required string Owner { get; init; }

    /// <summary>How often the owner has changed.</summary>
    public required long Epoch { get; init; }

    /// <summary>What the turn handler keeps from turn to turn; null before the first one.</summary>
    public string? State { get; init; }

    /// <summary>Number of the last activity, in either direction.</summary>
    public required long LastSeq { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Number of the last inbound activity that was left to the queue.</summary>
    internal long AcceptedSeq { get; init; }

    /// <summary>Number of the last inbound activity whose turn is done.</summary>
    internal long HandledSeq { get; init; }

    /// <summary>Whether turns wait to be run.</summary>
    internal bool HasWaitingTurns => AcceptedSeq > HandledSeq;
}

/// <summary>What is needed to speak in a conversation at any time.</summary>
public sealed class ConversationReference
{
    /// <summary>The channel's Connector.</summary>
    public string ServiceUrl { get; set; } = "";

    /// <summary>Who vouched for <see cref="ServiceUrl"/>: the activity's proved <c>callerId</c>; null: nobody, and no token is sent there.</summary>
    public string? CallerId { get; set; }

    /// <summary>Since when the channel takes nothing for it: the conversation is gone there, or the bot is blocked or was taken out. Null: it lives.</summary>
    public DateTimeOffset? DeadSince { get; set; }

    /// <summary>What shows the conversation, where the channel alone does not say it: <c>webchat</c> for Web Chat on the product's Direct Line server.</summary>
    public string? Client { get; set; }

    /// <summary>The tenant, on Teams.</summary>
    public string? TenantId { get; set; }

    /// <summary>The bot as the channel knows it.</summary>
    public ChannelAccount? Bot { get; set; }

    /// <summary>The customer as the channel knows them.</summary>
    public ChannelAccount? User { get; set; }

    /// <summary>The conversation as the channel knows it, with what only the channel understands.</summary>
    public ConversationAccount? Conversation { get; set; }
}
