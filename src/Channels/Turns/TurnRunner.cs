using Microsoft.Extensions.Logging;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Outbox;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Channels.Turns;

/// <summary>
/// Runs the turns of accepted activities: one at a time in a conversation, in order, each committed whole. A turn commits with its
/// activity when none waits before it; the others go through a queue. What an earlier process left unfinished is run first.
/// </summary>
internal sealed partial class TurnRunner(
    IDatabase database, SignalLog signals, ConversationFeed feed, OutboxSender outbox, ITurnHandler handler,
    TimeProvider clock, ILogger<TurnRunner> logger) : IDisposable
{
    private const int RepliesAreWithin = 200;
    private static readonly TimeSpan StorageRetry = TimeSpan.FromSeconds(1);
    private readonly KeyedQueue _queue = new();
    private readonly CancellationTokenSource _stopping = new();
    private Dictionary<long, long> _lastLook = [];     // conversations that waited, and how far their turns were
    private long _committed;
    private long _failed;

    /// <summary>Turns committed since the start.</summary>
    public long Committed => Interlocked.Read(ref _committed);

    /// <summary>Turns since the start that ended in an apology.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Conversations with turns in the queue.</summary>
    public int Busy => _queue.Busy;

    /// <summary>Has the handler read an activity, ahead of its turn and beside other work.</summary>
    public object? Read(Activity activity)
    {
        try
        {
            return handler.Read(activity);
        }
        catch (Exception failure)
        {
            Log.ReadFailed(logger, failure);
            return null;
        }
    }

    /// <summary>Runs the turn of an activity in the unit of work that stores it, or leaves it to the queue when others wait before it.</summary>
    /// <returns>To be given to <see cref="Go"/> once the unit of work is committed.</returns>
    public async Task<Begun> RunOrLeaveAsync(UnitOfWork unit, Conversation conversation, StoredActivity stored) =>
        conversation.HasWaitingTurns || _stopping.IsCancellationRequested
            ? await LeaveAsync(unit, conversation, stored)
            : new(conversation.Key, stored, await RunAsync(unit, conversation, stored.Seq, stored.Activity!, stored.Reading));

    /// <summary>Leaves the turn of an activity to the queue.</summary>
    /// <returns>To be given to <see cref="Go"/> once the unit of work is committed.</returns>
    public async Task<Begun> LeaveAsync(UnitOfWork unit, Conversation conversation, StoredActivity stored)
    {
        await TurnStore.LeaveAsync(unit, conversation.Key, stored.Seq);
        unit.OnCommitted(() => feed.Publish(conversation.Key));
        return new(conversation.Key, stored, null);
    }

    /// <summary>Goes on with what a committed unit of work began: sends the replies, or queues the turn.</summary>
    /// <returns>Completes after the turn's commit, or fails when it is given up at the stop of the process.</returns>
    public Task<TurnResult> Go(Begun begun)
    {
        if (begun.Ran is null)
        {
            return EnqueueAsync(begun.Conversation, begun.Stored);
        }

        Finish(begun.Ran, failed: false);
        return Task.FromResult(begun.Ran.ToResult());
    }

    /// <summary>Queues the turns that an earlier process did not finish. Another node may run some of them at the same time: none is run twice.</summary>
    /// <returns>How many conversations have some.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken) => Adopt(await database.ReadAsync(TurnStore.PendingAsync, cancellationToken));

    /// <summary>
    /// Queues the turns of conversations that wait without getting on since the last look: the node that took them died, or failed to end them.
    /// </summary>
    /// <returns>How many conversations have some.</returns>
    public async Task<int> AdoptAsync(CancellationToken cancellationToken)
    {
        var pending = await database.ReadAsync(TurnStore.PendingAsync, cancellationToken);
        var stuck = pending.Where(turns => _lastLook.TryGetValue(turns.Key, out var handled) && handled == turns.HandledSeq && !_queue.Has(turns.Key)).ToList();
        _lastLook = pending.ToDictionary(turns => turns.Key, turns => turns.HandledSeq);
        return Adopt(stuck);
    }

    private int Adopt(IReadOnlyList<PendingTurns> pending)
    {
        foreach (var turns in pending)
        {
            _ = EnqueueAsync(turns.Key, new(turns.AcceptedSeq, null, null));
        }

        if (pending.Count > 0)
        {
            Log.Recovered(logger, pending.Count);
        }

        return pending.Count;
    }

    /// <summary>Begins no further turn; those that run finish.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();

    private Task<TurnResult> EnqueueAsync(long conversation, StoredActivity stored)
    {
        var done = new TaskCompletionSource<TurnResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Enqueue(conversation, () => RunUpToAsync(conversation, stored, done));
        return done.Task;
    }

    private async Task RunUpToAsync(long conversation, StoredActivity stored, TaskCompletionSource<TurnResult> done)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (await RunNextAsync(conversation, stored, failed: false) is not { } ran)
                {
                    done.TrySetResult(await ReadResultAsync(conversation, stored));
                    return;
                }

                if (ran.Turn.Seq == stored.Seq)
                {
                    done.TrySetResult(ran.ToResult());
                    return;
                }
            }
            catch (StorageException failure)
            {
                Log.StorageFailed(logger, failure, conversation);
                await Task.Delay(StorageRetry, clock, CancellationToken.None);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                Log.TurnFailed(logger, failure, conversation);
                await ApologizeAsync(conversation, stored, done);
                return;
            }
        }

        done.TrySetException(new OperationCanceledException("The process is stopping; the turn runs after the restart."));
    }

    private async Task ApologizeAsync(long conversation, StoredActivity stored, TaskCompletionSource<TurnResult> done)
    {
        try
        {
            var ran = await RunNextAsync(conversation, stored, failed: true);
            done.TrySetResult(ran?.ToResult() ?? new([], null));
        }
        catch (Exception failure)
        {
            Log.TurnFailed(logger, failure, conversation);
            done.TrySetException(failure);
        }
    }

    /// <summary>What the turn came to that was run before, or by another node.</summary>
    private async Task<TurnResult> ReadResultAsync(long conversation, StoredActivity stored)
    {
        if (stored.Activity is not { } activity)
        {
            return new([], null);
        }

        var after = await database.ReadAsync(session => ConversationStore.ReadAsync(session, conversation, stored.Seq, RepliesAreWithin), _stopping.Token);
        return TurnResult.Of([.. after.Where(next => !next.Inbound).Select(next => ActivityJson.Parse(next.Json)).Where(reply => reply.ReplyToId == activity.Id)]);
    }

    /// <summary>Runs the oldest turn that waits in a conversation, if there is one up to the stored activity.</summary>
    private async Task<RanTurn?> RunNextAsync(long conversation, StoredActivity stored, bool failed)
    {
        var ran = await database.WriteAsync(
            async unit =>
            {
                await unit.Dialect.LockAsync(unit, conversation);
                var present = (await ConversationStore.HoldAsync(unit, conversation))!;
                var next = await TurnStore.NextAsync(unit, present);
                if (next is null || next.Seq > stored.Seq)
                {
                    return null;
                }

                var isStored = next.Seq == stored.Seq && stored.Activity is not null;
                var activity = isStored ? stored.Activity! : ActivityJson.Parse(next.Json);
                return await RunAsync(unit, present, next.Seq, activity, isStored ? stored.Reading : Read(activity), failed);
            },
            _stopping.Token);
        if (ran is not null)
        {
            Finish(ran, failed);
        }

        return ran;
    }

    private async Task<RanTurn> RunAsync(UnitOfWork unit, Conversation conversation, long seq, Activity activity, object? reading, bool failed = false)
    {
        var turn = new TurnContext(unit, conversation, activity, seq, clock.GetUtcNow());
        if (failed)
        {
            turn.Reply(handler.ReplyToFailure(activity));
            turn.InvokeResult = activity.Type == ActivityTypes.Invoke ? new(500, null) : null;
            turn.Signal("TurnFailed", $$"""{"seq":{{seq}}}""");
        }
        else
        {
            await handler.HandleAsync(turn, reading);
        }

        return new(turn, await CommitAsync(turn));
    }

    private void Finish(RanTurn ran, bool failed)
    {
        Interlocked.Increment(ref failed ? ref _failed : ref _committed);
        outbox.Send(ran.Turn.Conversation, ran.ToSend);
    }

    private async Task<IReadOnlyList<OutboxItem>> CommitAsync(TurnContext turn)
    {
        var conversation = turn.Conversation;
        if (turn.InvokeResult is { } result)
        {
            turn.Replies.Add(result.ToActivity());
        }

        var lastSeq = await TurnStore.SaveAsync(turn.Unit, turn);
        var sendNow = new List<OutboxItem>();
        var replySeq = lastSeq - turn.Replies.Count;
        foreach (var reply in turn.Replies)
        {
            replySeq++;
            if (await ReplyFactory.RecordAsync(turn.Unit, conversation, reply, replySeq, turn.Now, turn.Activity) is { } item)
            {
                sendNow.Add(item);
            }
        }

        if (turn.TextIsHidden)
        {
            turn.Activity.Text = "••••••";
            await TurnStore.RewriteAsync(turn.Unit, conversation.Key, turn.Seq, ActivityJson.Write(turn.Activity));
        }

        await signals.AppendAllAsync(turn.Unit, turn.Signals);
        turn.Unit.OnCommitted(() => feed.Publish(conversation.Key));
        return sendNow;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Conversations} conversations have turns that another process did not finish; they run now")]
        public static partial void Recovered(ILogger logger, int conversations);

        [LoggerMessage(LogLevel.Error, "A turn of conversation {Conversation} failed; the customer is told")]
        public static partial void TurnFailed(ILogger logger, Exception failure, long conversation);

        [LoggerMessage(LogLevel.Error, "An activity could not be read; its turn goes on without")]
        public static partial void ReadFailed(ILogger logger, Exception failure);

        [LoggerMessage(LogLevel.Error, "A turn of conversation {Conversation} could not be stored; it is tried again")]
        public static partial void StorageFailed(ILogger logger, Exception failure, long conversation);
    }
}
