using System.Collections.Frozen;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.BotEndpoint;

/// <summary>Who posts an activity, as far as that is proved, and what they may post.</summary>
internal abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>What the activity's <c>callerId</c> becomes; null: nothing is proved.</summary>
    public abstract string? Id { get; }

    /// <summary>Why an activity can't come from this caller, or null when it can.</summary>
    public abstract string? ProblemOf(Activity activity);

    /// <summary>Somebody whom the settings let in without a token.</summary>
    public sealed record Anonymous : Caller
    {
        public override string? Id => null;

        public override string? ProblemOf(Activity activity) => null;
    }

    /// <summary>The Bot Framework, for a channel.</summary>
    /// <param name="Id">Its caller id.</param>
    /// <param name="ServiceUrl">Where the token says that replies go; null: it does not say.</param>
    /// <param name="Endorsements">The channels that the token's key may speak for; null: none is named.</param>
    public sealed record Channel(string Id, string? ServiceUrl, FrozenSet<string>? Endorsements) : Caller
    {
        public override string? Id { get; } = Id;

        public override string? ProblemOf(Activity activity) => activity switch
        {
            _ when Endorsements is null || !Endorsements.Contains(activity.ChannelId!) => $"the key is not endorsed for channel {activity.ChannelId}",
            _ when ServiceUrl is null => "the token has no serviceurl",
            _ when !Uri.TryCreate(ServiceUrl, UriKind.Absolute, out var proved) || proved != new Uri(activity.ServiceUrl!) =>
                "the token's serviceurl is not the activity's",
            _ => null,
        };
    }

    /// <summary>The Emulator, with a token of the bot's own app.</summary>
    /// <param name="Id">Its caller id.</param>
    public sealed record Emulator(string Id) : Caller
    {
        public override string? Id { get; } = Id;

        public override string? ProblemOf(Activity activity) =>
            activity.ChannelId == ChannelIds.Emulator ? null : $"a token of the bot's own app is not for channel {activity.ChannelId}";
    }
}
