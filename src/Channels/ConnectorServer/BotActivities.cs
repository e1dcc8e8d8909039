using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.ConnectorServer;

/// <summary>What somebody outside says, changes and takes back in a conversation of the product's own channel. Turns and their owner know nothing of it.</summary>
internal sealed class BotActivities(IDatabase database, ConversationFeed feed, TimeProvider clock)
{
    private const string StreamType = "streamType";
    private const string StreamId = "streamId";

    private static readonly HashSet<string> Said = new(StringComparer.Ordinal)
    {
        ActivityTypes.Message, ActivityTypes.Event, ActivityTypes.Typing, ActivityTypes.EndOfConversation,
    };

    public abstract record Outcome
    {
        private Outcome()
        {
        }

        public sealed record Done(string Id) : Outcome;

        public sealed record Refused(int Status, string Code, string Message) : Outcome;
    }

    public static readonly Outcome.Refused NoConversation = new(StatusCodes.Status404NotFound, "ConversationNotFound", "There is no such conversation on this channel.");

    private static readonly Outcome.Refused NoActivity = new(StatusCodes.Status404NotFound, "ActivityNotFound", "The bot has said no such thing in the conversation.");
    private static readonly Outcome.Refused Ended = new(StatusCodes.Status400BadRequest, "ConversationEnded", "The conversation has ended.");

    /// <summary>Says something. Typing reaches those who listen now, and is not stored.</summary>
    public async Task<Outcome> SendAsync(string conversationId, Activity activity, CancellationToken cancellationToken)
    {
        if (activity.Type is null || !Said.Contains(activity.Type))
        {
            return new Outcome.Refused(StatusCodes.Status400BadRequest, "BadArgument", $"An activity of type '{activity.Type}' can't be sent to this channel.");
        }

        if (activity.Type == ActivityTypes.Typing)
        {
            return await PassAsync(conversationId, activity, cancellationToken);
        }

        return await InConversationAsync(
            conversationId,
            async (unit, conversation, seq) =>
            {
                activity.Id = ActivityIds.Make(conversationId, seq);
                Address(activity, conversation);
                await ConversationStore.InsertAsync(unit, conversation.Key, seq, activity.Id, inbound: false, shown: true, clock.GetUtcNow(), ActivityJson.Write(activity));
                return new Outcome.Done(activity.Id);
            },
            cancellationToken,
            ends: activity.Type == ActivityTypes.EndOfConversation);
    }

    /// <summary>Puts a message in the place of one that was said: whoever reads on gets it under the same id, whoever reads from the start in the old place.</summary>
    public Task<Outcome> UpdateAsync(string conversationId, string activityId, Activity activity, CancellationToken cancellationToken) => InConversationAsync(
        conversationId,
        async (unit, conversation, seq) =>
        {
            if (await ConversationStore.FindSaidAsync(unit, conversation.Key, activityId) is not { } said)
            {
                return NoActivity;
            }

            activity.Id = activityId;
            activity.Type = ActivityTypes.Message;
            activity.ReplyToId ??= ActivityJson.Parse(said.Json).ReplyToId;
            Address(activity, conversation);
            activity.Timestamp = ActivityJson.Instant(said.At);
            await TurnStore.RewriteAsync(unit, conversation.Key, said.Seq, ActivityJson.Write(activity));
            await ReplyFactory.RecordUpdateAsync(unit, conversation.Key, activity, seq, clock.GetUtcNow());
            return new Outcome.Done(activityId);
        },
        cancellationToken);

    /// <summary>Takes back what was said; in the database it stays, for agents.</summary>
    public Task<Outcome> DeleteAsync(string conversationId, string activityId, CancellationToken cancellationToken) => InConversationAsync(
        conversationId,
        async (unit, conversation, seq) =>
        {
            if (await ConversationStore.FindSaidAsync(unit, conversation.Key, activityId) is not { } said)
            {
                return NoActivity;
            }

            var gone = new Activity { Type = ActivityTypes.MessageDelete, Id = activityId };
            Address(gone, conversation);
            await ConversationStore.HideAsync(unit, conversation.Key, said.Seq);
            await ConversationStore.InsertAsync(unit, conversation.Key, seq, $"delete:{seq}", inbound: false, shown: true, clock.GetUtcNow(), ActivityJson.Write(gone));
            return new Outcome.Done(activityId);
        },
        cancellationToken);

    private async Task<Outcome> PassAsync(string conversationId, Activity activity, CancellationToken cancellationToken)
    {
        var conversation = await database.ReadAsync(session => ConversationStore.FindAsync(session, ChannelIds.DirectLine, conversationId), cancellationToken);
        if (conversation is null || conversation.EndedAt is not null)
        {
            return conversation is null ? NoConversation : Ended;
        }

        activity.Id = $"{conversationId}|{Guid.CreateVersion7(clock.GetUtcNow()):N}";
        activity.ChannelData = Stamp(activity.ChannelData, activity.Id);
        Address(activity, conversation);
        feed.Pass(conversation.Key, new(conversation.LastSeq, ActivityJson.Write(activity)));
        return new Outcome.Done(activity.Id);
    }

    /// <summary>The first part of a livestream names the stream, as the later ones do: clients put those without into another place.</summary>
    private static JsonElement? Stamp(JsonElement? channelData, string id)
    {
        if (channelData is not { ValueKind: JsonValueKind.Object } data || !data.TryGetProperty(StreamType, out _) || data.TryGetProperty(StreamId, out _))
        {
            return channelData;
        }

        var stamped = JsonObject.Create(data)!;
        stamped[StreamId] = id;
        return JsonSerializer.SerializeToElement(stamped);
    }

    private void Address(Activity activity, Conversation conversation)
    {
        activity.ChannelId = ChannelIds.DirectLine;
        activity.ServiceUrl = null;
        activity.CallerId = null;
        activity.Conversation = new() { Id = conversation.ConversationId };
        activity.From ??= conversation.WayBack.Bot;
        activity.Recipient = conversation.WayBack.User;
        activity.Timestamp = ActivityJson.Instant(clock.GetUtcNow());
    }

    private async Task<Outcome> InConversationAsync(
        string conversationId, Func<UnitOfWork, Conversation, long, Task<Outcome>> run, CancellationToken cancellationToken, bool ends = false)
    {
        try
        {
            return await database.WriteAsync(
                async unit =>
                {
                    if (await ConversationStore.FindAsync(unit, ChannelIds.DirectLine, conversationId) is not { } conversation)
                    {
                        return NoConversation;
                    }

                    if (await ConversationStore.AppendAsync(unit, conversation.Key, clock.GetUtcNow(), ends) is not { } seq)
                    {
                        return Ended;
                    }

                    var outcome = await run(unit, conversation, seq);
                    if (outcome is Outcome.Refused refused)
                    {
                        throw new RefusedException(refused);     // gives the number back
                    }

                    unit.OnCommitted(() => feed.Publish(conversation.Key));
                    return outcome;
                },
                cancellationToken);
        }
        catch (RefusedException refused)
        {
            return refused.Outcome;
        }
    }

    private sealed class RefusedException(Outcome.Refused outcome) : Exception
    {
        public Outcome.Refused Outcome => outcome;
    }
}
