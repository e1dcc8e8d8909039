using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.Activities;

/// <summary>What every activity from a channel must hold before it is accepted.</summary>
public static class ActivityRules
{
    /// <summary>The longest text that is understood, in UTF-16 code units; what is longer is refused with a clear error.</summary>
    public const int MaxTextLength = 100_000;

    /// <summary>What is wrong with an activity that a channel posts to the bot, or null when it can be accepted.</summary>
    public static string? ProblemOf(Activity activity) => activity switch
    {
        { Type: null or "" } => "The activity has no type.",
        { Conversation.Id: null or "" } or { Conversation: null } => "The activity has no conversation.id.",
        { From.Id: null or "" } or { From: null } => "The activity has no from.id.",
        { Recipient.Id: null or "" } or { Recipient: null } => "The activity has no recipient.id.",
        { ChannelId: null or "" } => "The activity has no channelId.",
        { ServiceUrl: null or "" } => "The activity has no serviceUrl.",
        { ChannelId: ChannelIds.DirectLine } => "The channel directline is this product's own: its clients post to /v3/directline.",
        _ when !IsHttpUrl(activity.ServiceUrl) => "The serviceUrl is not an absolute http or https address without user, query and fragment.",
        _ when !IsSound(activity.Conversation.Id) || !IsSound(activity.From.Id) || !IsSound(activity.Recipient.Id) || !IsSound(activity.Id)
            || !IsSound(activity.ChannelId) =>
            "An id is longer than 1,024 characters, holds control characters, or is a dot or two.",
        _ => null,
    };

    /// <summary>Whether an id can be stored, and be a part of a path, where dots alone would climb.</summary>
    internal static bool IsSound(string? id) => id is null || (id is not ("." or "..") && id.Length <= 1_024 && !id.Any(char.IsControl));

    private static bool IsHttpUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps)
        && (parsed.UserInfo, parsed.Query, parsed.Fragment) is ("", "", "");
}
