using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Transcripts;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.HandOff;

/// <summary>The outside hub, if there is one: hears that a person is wanted, and what the customer says until the bot answers again.</summary>
public sealed class Hub(OutboxSender outbox, IOptions<HandOffOptions> options)
{
    private bool HasAddress => options.Value.HubUrl.Length > 0;

    /// <summary>Whether a conversation's channel is a hub itself, whose word about the conversation counts.</summary>
    public bool IsOn(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return options.Value.Channels.Contains(conversation.ChannelId);
    }

    /// <summary>Asks for a person, with all that was said so far.</summary>
    /// <param name="turn">The turn in which the customer is handed over.</param>
    /// <param name="context">What the hub routes by.</param>
    public async Task InitiateAsync(TurnContext turn, JsonObject context)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var isInChannel = IsOn(turn.Conversation);
        if (!isInChannel && !HasAddress)
        {
            return;
        }

        var initiate = HandOffEvents.Initiate(turn, context, await TranscriptStore.ReadAsync(turn.Unit, turn.Conversation));
        if (isInChannel)
        {
            turn.Reply(initiate);
        }
        else
        {
            initiate.Id = $"handoff:{turn.Conversation.Key}:{turn.Seq}";
            await PostAsync(turn.Unit, turn.Conversation, initiate, turn.Activity.From, turn.Now, turn.Seq);
        }
    }

    /// <summary>Passes on what the customer did while somebody there answers, or is waited for.</summary>
    public async Task RelayAsync(TurnContext turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (HasAddress && !IsOn(turn.Conversation))
        {
            await PostAsync(turn.Unit, turn.Conversation, ActivityJson.Parse(ActivityJson.Write(turn.Activity)), turn.Activity.From, turn.Now, turn.Seq);
        }
    }

    /// <summary>Says that nobody there is wanted any more: the customer went back to the bot, or a person of the product's own desk took over.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="epoch">The epoch that began with it.</param>
    /// <param name="now">When.</param>
    public async Task EndAsync(UnitOfWork unit, Conversation conversation, long epoch, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        if (HasAddress && !IsOn(conversation))
        {
            var end = new Activity { Type = ActivityTypes.EndOfConversation, Id = $"handoff:{conversation.Key}:end:{epoch}", Code = "userCancelled" };
            await PostAsync(unit, conversation, end, conversation.WayBack.User, now, epoch);
        }
    }

    /// <summary>The hub knows the conversation by its number.</summary>
    private Task PostAsync(UnitOfWork unit, Conversation conversation, Activity activity, ChannelAccount? from, DateTimeOffset now, long number)
    {
        activity.ChannelId = conversation.ChannelId;
        activity.Conversation = new() { Id = HubTransport.IdOf(conversation) };
        activity.From = from;
        activity.Recipient = null;
        activity.ServiceUrl = null;
        activity.CallerId = null;
        activity.Timestamp = ActivityJson.Instant(now);
        return outbox.PostAsync(
            unit, $"{HubTransport.OutboxKind}:{conversation.Key}:{number}:{activity.Type}", HubTransport.OutboxKind, ActivityJson.Write(activity), HubTransport.LaneOf(conversation));
    }
}
