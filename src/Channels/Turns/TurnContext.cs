using System.Text.Json;
using ServiceBot.Channels.Activities;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Channels.Turns;

/// <summary>One turn: the activity that came, the conversation it came in, and what is to be said and kept when it commits.</summary>
public sealed class TurnContext
{
    internal TurnContext(UnitOfWork unit, Conversation conversation, Activity activity, long seq, DateTimeOffset now)
    {
        Unit = unit;
        Conversation = conversation;
        Activity = activity;
        Seq = seq;
        Now = now;
        State = conversation.State;
        Owner = conversation.Owner;
        Epoch = conversation.Epoch;
    }

    /// <summary>The transaction of the turn.</summary>
    public UnitOfWork Unit { get; }

    /// <summary>The conversation at the beginning of the turn.</summary>
    public Conversation Conversation { get; }

    /// <summary>What came.</summary>
    public Activity Activity { get; }

    /// <summary>The activity's number in the conversation; the same when the turn is run again.</summary>
    public long Seq { get; }

    /// <summary>The instant of the turn.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>What the handler keeps for the next turn.</summary>
    public string? State { get; set; }

    /// <summary>Who answers from now on: see <see cref="ConversationOwners"/>.</summary>
    public string Owner { get; private set; }

    /// <summary>How often that has changed.</summary>
    public long Epoch { get; private set; }

    /// <summary>The result of an invoke: HTTP status and JSON body; null means that nobody handles it (501). It is kept: the same invoke again gets the same.</summary>
    public InvokeResult? InvokeResult { get; set; }

    internal List<Activity> Replies { get; } = [];

    internal List<Signal> Signals { get; } = [];

    internal bool TextIsHidden { get; private set; }

    /// <summary>Puts dots in the place of the customer's words in the transcript: they held a code or another secret.</summary>
    public void HideText() => TextIsHidden = true;

    /// <summary>Changes who answers from now on.</summary>
    /// <param name="owner">Who: see <see cref="ConversationOwners"/>.</param>
    /// <param name="epoch">The new epoch.</param>
    public void SetOwner(string owner, long epoch) => (Owner, Epoch) = (owner, epoch);

    /// <summary>Says something; it is sent after the commit, in order. While a person answers, the bot has no say: nothing is said then.</summary>
    /// <param name="reply">What.</param>
    /// <param name="name">The name under which <see cref="Proactive.ProactiveMessages.ReplaceAsync"/> finds it later; null: it stays.</param>
    public void Reply(Activity reply, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (Owner != ConversationOwners.Agent)
        {
            reply.KeptAs = name;
            Replies.Add(reply);
        }
    }

    /// <summary>Whether an activity is something that the bot has said in this conversation; outside the product's own channel only the channel knows.</summary>
    /// <param name="activityId">Its id.</param>
    public async Task<bool> HasSaidAsync(string activityId) =>
        Conversation.ChannelId != ChannelIds.DirectLine || await ConversationStore.FindActivityAsync(Unit, Conversation.Key, activityId) is { Inbound: false };

    /// <summary>The customer's words that something the bot has said was the answer to; null: there are none, or only the channel knows.</summary>
    /// <param name="activityId">The id of what the bot said.</param>
    public async Task<string?> AskedAsync(string activityId) =>
        await ConversationStore.FindActivityAsync(Unit, Conversation.Key, activityId) is { Inbound: false } said
        && ActivityJson.Parse(said.Json)?.ReplyToId is { Length: > 0 } asked
        && await ConversationStore.FindActivityAsync(Unit, Conversation.Key, asked) is { Inbound: true } heard
        && ActivityJson.Parse(heard.Json)?.Text is { Length: > 0 } text ? text : null;

    /// <summary>Appends a fact to the signal log with the turn.</summary>
    /// <param name="type">What happened, past tense.</param>
    /// <param name="data">More about it: a JSON object.</param>
    /// <param name="customer">The customer it is about, if known.</param>
    public void Signal(string type, string data, Guid? customer = null) => Signals.Add(new(type, Now, Conversation.Key, customer, data));
}

/// <summary>The result of an invoke activity.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON body, or null for an empty one.</param>
public sealed record InvokeResult(int Status, string? Body)
{
    /// <summary>The result as it is recorded, for a channel that asks again.</summary>
    internal Activity ToActivity() => new() { Type = ActivityTypes.InvokeResponse, Value = JsonElement.Parse($$"""{"status":{{Status}},"body":{{Body ?? "null"}}}""") };

    internal static InvokeResult Of(Activity recorded) =>
        new(recorded.Value!.Value.GetProperty("status").GetInt32(), recorded.Value.Value.GetProperty("body") is { ValueKind: not JsonValueKind.Null } body ? body.GetRawText() : null);
}
