using System.Text.Json;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.DirectLine;

/// <summary>Takes an activity from a Direct Line client.</summary>
internal sealed class ReceiveActivity(IDatabase database, AcceptActivity accept, StartConversation start, TimeProvider clock)
{
    /// <summary>Ids that begin so are in the token or nobody's.</summary>
    public const string BoundUser = "dl_";

    private const string SeqOfClientId = """
        SELECT a.seq
        FROM channel_activity a JOIN channel_conversation c ON c.key = a.conversation
        WHERE c.channel_id = @channelId AND c.conversation_id = @conversationId AND a.activity_id = @clientId
        """;

    private static readonly HashSet<string> FromClients = new(StringComparer.Ordinal)
    {
        ActivityTypes.Message, ActivityTypes.Event, ActivityTypes.Invoke, ActivityTypes.EndOfConversation, "messageReaction", ActivityTypes.MessageUpdate, ActivityTypes.MessageDelete,
    };

    private static readonly HashSet<string> InvokesFromClients = new(StringComparer.Ordinal) { "message/submitAction", "signin/verifyState", "signin/tokenExchange" };

    public abstract record Outcome
    {
        private Outcome()
        {
        }

        public sealed record Received(string Id) : Outcome;

        public sealed record Refused(string Code, string Message) : Outcome;
    }

    public async Task<Outcome> HandleAsync(Conversation conversation, DirectLineCaller caller, Activity activity, CancellationToken cancellationToken)
    {
        var conversationId = conversation.ConversationId;
        if (conversation.EndedAt is not null)
        {
            return Ended();
        }

        if (activity.Type == ActivityTypes.Typing)
        {
            return new Outcome.Received(ActivityIds.Make(conversationId, 0));     // a sign of life, never recorded
        }

        if (activity.Type is null || !FromClients.Contains(activity.Type))
        {
            return new Outcome.Refused("BadArgument", $"An activity of type '{activity.Type}' can't be sent by a client.");
        }

        if (activity.Type == ActivityTypes.Invoke && !InvokesFromClients.Contains(activity.Name ?? ""))
        {
            return new Outcome.Refused("BadArgument", $"An invoke named '{activity.Name}' can't be sent by a client.");
        }

        var user = caller.User ?? activity.From?.Id;
        if (string.IsNullOrEmpty(user))
        {
            return new Outcome.Refused("MissingProperty", "The activity has no from.id, and the token names no user.");
        }

        if (!ActivityRules.IsSound(user))
        {
            return new Outcome.Refused("BadArgument", "from.id is longer than 1,024 characters or holds control characters.");
        }

        if (caller.User is null && !caller.HasSecret && user.StartsWith(BoundUser, StringComparison.Ordinal))
        {
            return new Outcome.Refused("BadArgument", $"A user whose id begins with {BoundUser} needs a token that names it.");
        }

        Address(activity, conversationId, user);
        var clientId = ClientIdOf(activity);
        var outcome = await accept.HandleAsync(activity, clientId, Finish, shown: true, cancellationToken);
        switch (outcome)
        {
            case AcceptOutcome.Accepted:
                return new Outcome.Received(activity.Id!);
            case AcceptOutcome.Repeated:
                return new Outcome.Received(await IdOfAsync(conversationId, clientId!, cancellationToken));
            default:
                return Ended();
        }
    }

    private static Outcome.Refused Ended() => new("ConversationEnded", "The conversation has ended; start a new one.");

    private void Address(Activity activity, string conversationId, string user)
    {
        activity.Client = activity.ChannelId == ChannelIds.WebChat ? ChannelIds.WebChat : null;
        activity.ChannelId = ChannelIds.DirectLine;
        activity.ServiceUrl = null;
        activity.CallerId = null;
        activity.Conversation = new() { Id = conversationId };
        activity.Recipient = start.Bot();
        activity.From ??= new();
        activity.From.Id = user;
        activity.From.Role = "user";
        activity.Timestamp = ActivityJson.Instant(clock.GetUtcNow());
    }

    private static string Finish(Activity activity, long seq)
    {
        activity.Id = ActivityIds.Make(activity.Conversation!.Id!, seq);
        return ActivityJson.Write(activity);
    }

    /// <summary>The client's own id of the activity: the same one again is a repetition, not a second message.</summary>
    private static string? ClientIdOf(Activity activity) =>
        activity.ChannelData is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty("clientActivityID", out var id)
        && id is { ValueKind: JsonValueKind.String }
        && id.GetString() is { Length: > 0 and <= 200 } text
            ? $"client:{text.Replace('\0', '?')}"
            : null;

    private async Task<string> IdOfAsync(string conversationId, string clientId, CancellationToken cancellationToken)
    {
        var seq = await database.ReadAsync(
            session => session.GetAsync<long>(SeqOfClientId, new { channelId = ChannelIds.DirectLine, conversationId, clientId }), cancellationToken);
        return ActivityIds.Make(conversationId, seq);
    }
}
