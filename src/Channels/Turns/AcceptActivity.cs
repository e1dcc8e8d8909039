using System.Text.Json;
using ServiceBot.Channels.Activities;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Turns;

/// <summary>What became of an activity that a channel handed over.</summary>
internal abstract record AcceptOutcome
{
    private AcceptOutcome()
    {
    }

    /// <summary>It is stored, and its turn has run or will.</summary>
    /// <param name="ActivityId">The activity's id.</param>
    /// <param name="Turn">Completes with the turn's commit.</param>
    public sealed record Accepted(string ActivityId, Task<TurnResult> Turn) : AcceptOutcome;

    /// <summary>It was stored before; nothing happens twice. <see cref="AcceptActivity.ResultOfAsync"/> tells what it came to.</summary>
    public sealed record Repeated(string ActivityId) : AcceptOutcome;

    /// <summary>The conversation has ended.</summary>
    public sealed record Ended : AcceptOutcome;
}

/// <summary>
/// Stores an inbound activity before it is acknowledged, once per id. When no turn waits before it, its own turn commits together with
/// it: one sync of the disk for the question and its answer.
/// </summary>
internal sealed class AcceptActivity(IDatabase database, TurnRunner turns, TimeProvider clock)
{
    /// <summary>Stores an activity and gives it its number.</summary>
    /// <param name="activity">With channel, conversation and sender.</param>
    /// <param name="dedupeId">What makes it the same activity when it comes again; null: every call is a new one.</param>
    /// <param name="finish">Completes the activity once its number is known, and gives its JSON.</param>
    /// <param name="shown">Whether clients of the conversation get it.</param>
    /// <param name="cancellationToken">Gives up before it is stored.</param>
    /// <param name="keepWith">Keeps what belongs to it in the same transaction, before its turn; false: it was there before. Null: nothing.</param>
    public async Task<AcceptOutcome> HandleAsync(
        Activity activity, string? dedupeId, Func<Activity, long, string> finish, bool shown, CancellationToken cancellationToken,
        Func<UnitOfWork, Conversation, Task<bool>>? keepWith = null)
    {
        var now = clock.GetUtcNow();
        var wayBack = new ConversationReference
        {
            ServiceUrl = activity.ServiceUrl ?? "",
            Client = activity.Client,
            TenantId = TenantOf(activity),
            CallerId = activity.CallerId,
            DeadSince = activity.TakesBotOut ? now : null,
            Bot = activity.Recipient,
            User = activity.From,
            Conversation = activity.Conversation,
        };
        var reference = JsonSerializer.Serialize(wayBack, ActivityJsonContext.Default.ConversationReference);
        var reading = turns.Read(activity);
        try
        {
            try
            {
                return await StoreAsync(turns.RunOrLeaveAsync);
            }
            catch (Exception failure) when (failure is not (NotAcceptedException or StorageException or OperationCanceledException))
            {
                return await StoreAsync(turns.LeaveAsync);     // the turn failed and was undone; the queue runs it again, and apologises if need be
            }
        }
        catch (NotAcceptedException refused)
        {
            return refused.Outcome;
        }

        async Task<AcceptOutcome> StoreAsync(Func<UnitOfWork, Conversation, StoredActivity, Task<Begun>> begin)
        {
            var (id, begun) = await database.WriteAsync(
                async unit =>
                {
                    var touched = await ConversationStore.TouchAsync(unit, activity.ChannelId!, activity.Conversation!.Id!, activity.From!.Id!, reference, now);
                    var conversation = touched with { WayBack = wayBack };
                    if (conversation.EndedAt is not null)
                    {
                        throw new NotAcceptedException(new AcceptOutcome.Ended());
                    }

                    var seq = conversation.LastSeq;
                    var json = finish(activity, seq);
                    var id = dedupeId ?? activity.Id ?? $"{seq:D7}";
                    return await ConversationStore.InsertAsync(unit, conversation.Key, seq, id, inbound: true, shown, now, json)
                        && (keepWith is null || await keepWith(unit, conversation))
                        ? (id, await begin(unit, conversation, new(seq, activity, reading)))
                        : throw new NotAcceptedException(new AcceptOutcome.Repeated(id));
                },
                cancellationToken);
            return new AcceptOutcome.Accepted(activity.Id ?? id, turns.Go(begun));
        }
    }

    /// <summary>What an activity that was stored before came to, or comes to; empty when it is unknown.</summary>
    public async Task<TurnResult> ResultOfAsync(string channelId, string conversationId, string activityId, CancellationToken cancellationToken)
    {
        var stored = await database.ReadAsync(
            async session => await ConversationStore.FindAsync(session, channelId, conversationId) is { } conversation
                && await ConversationStore.FindActivityAsync(session, conversation.Key, activityId) is { Inbound: true } recorded
                    ? new Begun(conversation.Key, new(recorded.Seq, ActivityJson.Parse(recorded.Json), null), null)
                    : null,
            cancellationToken);
        return stored is null ? new([], null) : await turns.Go(stored);
    }

    private static string? TenantOf(Activity activity) =>
        activity.Conversation?.Properties is { } more && more.TryGetValue("tenantId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()
        : activity is { ChannelId: ChannelIds.Teams, ChannelData: { ValueKind: JsonValueKind.Object } data } && data.TryGetProperty("tenant", out var tenant) ? tenant.TextOf("id")
        : null;

    /// <summary>Rolls the unit of work back and carries the reason out of it.</summary>
    private sealed class NotAcceptedException(AcceptOutcome outcome) : Exception
    {
        public AcceptOutcome Outcome => outcome;
    }
}
