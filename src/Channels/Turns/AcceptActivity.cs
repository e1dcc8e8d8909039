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

    /// <summary>It was stored before; nothing happens twice.</summary>
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
    /// <param name="finish">Completes the activity once its number is known, and gives its id and JSON.</param>
    /// <param name="shown">Whether clients of the conversation get it.</param>
    /// <param name="keepReference">True when the conversation's way back does not come with each activity.</param>
    /// <param name="cancellationToken">Gives up before it is stored.</param>
    public async Task<AcceptOutcome> HandleAsync(
        Activity activity, string? dedupeId, Func<Activity, long, string> finish, bool shown, bool keepReference, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var reference = ReferenceOf(activity);
        var reading = turns.Read(activity);
        try
        {
            var (id, waiting) = await database.WriteAsync(
                async unit =>
                {
                    var conversation = await ConversationStore.TouchAsync(
                        unit, activity.ChannelId!, activity.Conversation!.Id!, activity.From!.Id!, reference, keepReference, now);
                    if (conversation.EndedAt is not null)
                    {
                        throw new NotAcceptedException(new AcceptOutcome.Ended());
                    }

                    var seq = conversation.LastSeq;
                    var json = finish(activity, seq);
                    var id = dedupeId ?? activity.Id ?? $"{seq:D7}";
                    if (!await ConversationStore.InsertAsync(unit, conversation.Key, seq, id, inbound: true, shown, now, json))
                    {
                        throw new NotAcceptedException(new AcceptOutcome.Repeated(id));
                    }

                    return (id, await turns.RunOrLeaveAsync(unit, conversation, new(seq, activity, reading)));
                },
                cancellationToken);
            return new AcceptOutcome.Accepted(activity.Id ?? id, turns.Go(waiting));
        }
        catch (NotAcceptedException refused)
        {
            return refused.Outcome;
        }
    }

    private static string ReferenceOf(Activity activity) => JsonSerializer.Serialize(
        new ConversationReference
        {
            ServiceUrl = activity.ServiceUrl ?? "",
            Bot = activity.Recipient,
            User = activity.From,
            Conversation = activity.Conversation,
        },
        ActivityJsonContext.Default.ConversationReference);

    /// <summary>Rolls the unit of work back and carries the reason out of it.</summary>
    private sealed class NotAcceptedException(AcceptOutcome outcome) : Exception
    {
        public AcceptOutcome Outcome => outcome;
    }
}
