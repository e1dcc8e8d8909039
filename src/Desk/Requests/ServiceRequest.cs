using System.Text.Json.Serialization;
using ServiceBot.Desk.Api;

namespace ServiceBot.Desk.Requests;

/// <summary>How far a request has come.</summary>
[JsonConverter(typeof(WordConverter<RequestStatus>))]
public enum RequestStatus
{
    /// <summary>Nobody has looked at it yet.</summary>
    New,

    /// <summary>Somebody works on it.</summary>
    Open,

    /// <summary>The customer has to answer.</summary>
    Waiting,

    /// <summary>Somebody outside, a carrier or a supplier, has to act.</summary>
    Held,

    /// <summary>Done, as we see it; a word of the customer opens it again.</summary>
    Resolved,

    /// <summary>Done for good.</summary>
    Closed,

    /// <summary>The customer took it back.</summary>
    Withdrawn,
}

/// <summary>How much it presses.</summary>
[JsonConverter(typeof(WordConverter<RequestPriority>))]
public enum RequestPriority
{
    /// <summary>Can wait.</summary>
    Low,

    /// <summary>As usual.</summary>
    Normal,

    /// <summary>Before the usual ones.</summary>
    High,

    /// <summary>Now.</summary>
    Urgent,
}

/// <summary>How much is hit, or how soon.</summary>
[JsonConverter(typeof(WordConverter<RequestLevel>))]
public enum RequestLevel
{
    /// <summary>One, and they can go on; or it can wait.</summary>
    Low,

    /// <summary>Some, or one who can't go on; or it should be soon.</summary>
    Medium,

    /// <summary>Many; or it hurts now.</summary>
    High,
}

/// <summary>Something that a customer wants done.</summary>
public sealed record ServiceRequest
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The number that the customer knows.</summary>
    public required RequestNumber Number { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>The customer's words.</summary>
    public required string Details { get; init; }

    /// <summary>What it is about: <c>fault</c>, <c>billing</c> …</summary>
    public required string Category { get; init; }

    /// <summary>Its type, which has a form (<see cref="RequestForm"/>); null: none.</summary>
    public string? Type { get; init; }

    /// <summary>The values of the form: read them with <see cref="RequestFields"/>; null: none.</summary>
    public string? Fields { get; init; }

    /// <summary>How much it presses.</summary>
    public required RequestPriority Priority { get; init; }

    /// <summary>How many are hit; null: not rated.</summary>
    public RequestLevel? Impact { get; init; }

    /// <summary>How soon it hurts; null: not rated.</summary>
    public RequestLevel? Urgency { get; init; }

    /// <summary>How far it has come.</summary>
    public required RequestStatus Status { get; init; }

    /// <summary>Who works on it.</summary>
    public required string Team { get; init; }

    /// <summary>Who of the team works on it; null: nobody yet.</summary>
    public Guid? Agent { get; init; }

    /// <summary>Whose it is, if known.</summary>
    public Guid? Customer { get; init; }

    /// <summary>The conversation it was opened in, if any.</summary>
    public long? Conversation { get; init; }

    /// <summary>The order it is about, if any.</summary>
    public string? OrderNumber { get; init; }

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When anything last happened to it.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it was resolved last; null: it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When it was closed or withdrawn.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The request that it is merged into, at which it is read and worked on; null: none.</summary>
    public RequestNumber? MergedInto { get; init; }

    /// <summary>1, and one more with each change.</summary>
    public required long Version { get; init; }
}

/// <summary>Something that happened to a request.</summary>
public sealed record RequestChange
{
    /// <summary>Its number, in the order in which things happened; 0 before it is kept.</summary>
    public long Id { get; init; }

    /// <summary>The request.</summary>
    public Guid RequestId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: see <see cref="Actor"/>.</summary>
    public required string Who { get; init; }

    /// <summary><c>opened</c>, <c>routed</c>, <c>status</c>, <c>comment</c>, <c>team</c>, <c>agent</c>, <c>file</c>, <c>category</c>, <c>impact</c>, <c>urgency</c>, <c>priority</c>, <c>field:name</c>, <c>tagged</c>, <c>untagged</c>, <c>followed</c>, <c>unfollowed</c>, <c>to-do</c>, <c>done</c>, <c>undone</c>, <c>conversation</c>, <c>contract</c>, <c>risk</c>, <c>escalated</c>, or <c>link:kind</c> (and <c>linked:kind</c> at the other side).</summary>
    public required string What { get; init; }

    /// <summary>The value before, if it has one.</summary>
    public string? FromValue { get; init; }

    /// <summary>The value after, if it has one.</summary>
    public string? ToValue { get; init; }

    /// <summary>What was said about it.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether the customer may read it.</summary>
    public required bool IsPublic { get; init; }
}

/// <summary>Who does something.</summary>
/// <param name="Name">As it stands in the history.</param>
public readonly record struct Actor(string Name)
{
    /// <summary>The customer.</summary>
    public static readonly Actor Customer = new("customer");

    /// <summary>The bot, of its own accord.</summary>
    public static readonly Actor Bot = new("bot");

    /// <summary>The product itself.</summary>
    public static readonly Actor System = new("system");

    /// <summary>A program with an API key.</summary>
    public static Actor Api(string keyName) => new($"api:{keyName}");

    /// <summary>Somebody who works at the desk.</summary>
    public static Actor Staff(Guid id) => new($"staff:{id}");

    /// <summary>Who works at the desk and stands in the history by a name; null: somebody else does.</summary>
    public static Guid? StaffOf(string? name) => name?.Split(':') is ["staff", var text] && Guid.TryParse(text, out var id) ? id : null;
}
