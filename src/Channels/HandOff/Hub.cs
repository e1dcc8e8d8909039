using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Transcripts;
using ServiceBot.Channels.Turns;

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
            await PostAsync(turn, initiate);
        }
    }

    /// <summary>Passes on what the customer did while a person answers, or is waited for.</summary>
    public async Task RelayAsync(TurnContext turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (HasAddress && !IsOn(turn.Conversation))
        {
            await PostAsync(turn, ActivityJson.Parse(ActivityJson.Write(turn.Activity)));
        }
    }

    /// <summary>Says that the customer went back to the bot.</summary>
    public async Task EndAsync(TurnContext turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (HasAddress && !IsOn(turn.Conversation))
        {
            await PostAsync(turn, new() { Type = ActivityTypes.EndOfConversation, Id = turn.Activity.Id, Code = "userCancelled" });
        }
    }

    /// <summary>The hub knows the conversation by its number.</summary>
    private Task PostAsync(TurnContext turn, Activity activity)
    {
        activity.ChannelId = turn.Conversation.ChannelId;
        activity.Conversation = new() { Id = HubTransport.IdOf(turn.Conversation) };
        activity.From = turn.Activity.From;
        activity.Recipient = null;
        activity.ServiceUrl = null;
        activity.CallerId = null;
        activity.Timestamp = ActivityJson.Instant(turn.Now);
        return outbox.PostAsync(turn.Unit, $"{HubTransport.OutboxKind}:{turn.Conversation.Key}:{turn.Seq}:{activity.Type}", HubTransport.OutboxKind, ActivityJson.Write(activity), HubTransport.LaneOf(turn.Conversation));
    }
}
