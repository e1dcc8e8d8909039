using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Snooze;

namespace ServiceBot.Desk.CannedReplies;

/// <summary>Whose a canned reply is, as one word: <c>company</c>, <c>team:faults</c>, <c>staff:</c> and an id.</summary>
public static class CannedPlace
{
    /// <summary>Everybody's.</summary>
    public const string Company = "company";

    /// <summary>A team's.</summary>
    public static string Of(string team) => $"team:{team}";

    /// <summary>Somebody's own.</summary>
    public static string Of(Guid staff) => $"staff:{staff}";

    /// <summary>The place that a caller names: their own is <c>personal</c>.</summary>
    /// <param name="word">What they wrote; null: nothing.</param>
    /// <param name="me">Who they are; null: a program, which has none of its own.</param>
    internal static string Read(string? word, Guid? me) => word == "personal" && me is { } own ? Of(own) : word ?? "";

    /// <summary>Whether a word is a place.</summary>
    public static bool IsOne(string place) => place == Company || TeamOf(place) is { Length: > 0 } || (place?.Split(':') is ["staff", var id] && Guid.TryParse(id, out _));

    /// <summary>The team whose it is; null: it is no team's.</summary>
    public static string? TeamOf(string place) => place?.Split(':') is ["team", var team] ? team : null;
}

/// <summary>A reply that is written once and used often. With a note, or with something to do, it is a macro.</summary>
public sealed record CannedReply
{
    /// <summary>The longest short name.</summary>
    public const int MostShortcut = 30;

    /// <summary>The longest title.</summary>
    public const int MostTitle = 100;

    /// <summary>The longest text.</summary>
    public const int MostText = 5_000;

    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is, as <see cref="CannedPlace"/> writes it.</summary>
    public required string Place { get; init; }

    /// <summary>What is typed behind the slash: lower-case letters, digits and hyphens.</summary>
    public required string Shortcut { get; init; }

    /// <summary>What it is about.</summary>
    public required string Title { get; init; }

    /// <summary>The reply in English; null: there is none.</summary>
    public string? En { get; init; }

    /// <summary>The reply in Chinese; null: there is none.</summary>
    public string? Zh { get; init; }

    /// <summary>A note for colleagues that goes with it; null: none.</summary>
    public string? Note { get; init; }

    /// <summary>Tags that a request gets, with commas between them; empty: none.</summary>
    public string Tags { get; init; } = "";

    /// <summary>The status that a request gets; null: as it is.</summary>
    public RequestStatus? Status { get; init; }

    /// <summary>The team that a request or conversation is passed to; null: none.</summary>
    public string? PassTo { get; init; }

    /// <summary>How a conversation goes on: <c>hand-back</c> to the bot, <c>end</c>; null: as it is.</summary>
    public string? Ending { get; init; }

    /// <summary>Until when the request or conversation is put aside then, one of <see cref="SnoozeTime.Words"/>; null: it is not.</summary>
    public string? Snooze { get; init; }

    /// <summary>How often it was used.</summary>
    public long Used { get; init; }

    /// <summary>When it was used last; null: never.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>Rises with every change.</summary>
    public long Version { get; init; }

    /// <summary>Who changed it last; null: a program.</summary>
    public Guid? ChangedBy { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The tags one by one.</summary>
    public IReadOnlyList<string> TagList => Tags.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it does more than say something.</summary>
    public bool IsMacro => Note is not null || Tags.Length > 0 || Status is not null || PassTo is not null || Ending is not null || Snooze is not null;

    /// <summary>The text for a customer: in their language, and in the other one if there is none in theirs.</summary>
    /// <param name="language">Theirs: <c>en</c> or <c>zh</c>.</param>
    /// <returns>The text and its language; null: it says nothing.</returns>
    public (string Text, string Language)? TextFor(string language) => (language, En, Zh) switch
    {
        ("zh", _, { } zh) => (zh, "zh"),
        ("zh", { } en, _) => (en, "en"),
        (_, { } en, _) => (en, "en"),
        (_, _, { } zh) => (zh, "zh"),
        _ => null,
    };
}
