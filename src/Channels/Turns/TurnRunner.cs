using Microsoft.Extensions.Logging;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Outbox;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Channels.Turns;

/// <summary>What a turn came to, for a caller that waits for it.</summary>
/// <param name="Replies">What the bot said, as sent.</param>
/// <param name="Invoke">The result of an invoke, or null.</param>
internal sealed record TurnResult(IReadOnlyList<Activity> Replies, InvokeResult? Invoke);

/// <summary>
/// Runs the turns of accepted activities: one at a time in a conversation, in order, each committed whole. What an earlier process left
/// unfinished is run first.
/// </summary>
internal sealed partial class TurnRunner(
    IDatabase database, SignalLog signals, ConversationFeed feed, OutboxSender outbox, ReplyFactory replies, ITurnHandler handler,
    TimeProvider clock, ILogger<TurnRunner> logger) : IDisposable
{
    private static readonly TimeSpan StorageRetry = TimeSpan.FromSeconds(1);
    private readonly KeyedQueue _queue = new();
    private readonly CancellationTokenSource _stopping = new();
    private long _committed;
    private long _failed;

    /// <summary>Turns committed since the start.</summary>
    public long Committed => Interlocked.Read(ref _committed);

    /// <summary>Turns since the start that ended in an apology.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Conversations with a turn running or waiting.</summary>
    public int Busy => _queue.Busy;

    /// <summary>Queues the turn of a stored activity.</summary>
    /// <returns>Completes after its commit, or fails when the turn is given up at the stop of the process.</returns>
    public Task<TurnResult> EnqueueAsync(long conversation, long seq, Activity activity)
    {
        var done = new TaskCompletionSource<TurnResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Enqueue(conversation, () => RunAsync(conversation, seq, activity, done));
        return done.Task;
    }

    /// <summary>Queues the turns that an earlier process did not finish.</summary>
    /// <returns>How many conversations have some.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        var pending = await database.ReadAsync(TurnStore.PendingAsync, cancellationToken);
        foreach (var (conversation, seq) in pending)
        {
            _ = EnqueueAsync(conversation, seq, new Activity());
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

    private async Task RunAsync(long conversation, long seq, Activity activity, TaskCompletionSource<TurnResult> done)
    {
        var known = new KnownActivity(seq, activity, ReadSafely(activity));
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (await RunNextAsync(conversation, known, failed: false) is not { } ran)
                {
                    done.TrySetResult(new([], null));
                    return;
                }

                if (ran.Seq == seq)
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
            catch (Exception failure)
            {
                Log.TurnFailed(logger, failure, conversation);
                await ApologizeAsync(conversation, known, done);
                return;
            }
        }

        done.TrySetException(new OperationCanceledException("The process is stopping; the turn runs after the restart."));
    }

    private async Task ApologizeAsync(long conversation, KnownActivity known, TaskCompletionSource<TurnResult> done)
    {
        try
        {
            var ran = await RunNextAsync(conversation, known, failed: true);
            done.TrySetResult(ran?.ToResult() ?? new([], null));
        }
        catch (Exception failure)
        {
            Log.TurnFailed(logger, failure, conversation);
            done.TrySetException(failure);
        }
    }

    private object? ReadSafely(Activity activity)
    {
        try
        {
            return activity.Type is null ? null : handler.Read(activity);
        }
        catch (Exception failure)
        {
            Log.ReadFailed(logger, failure);
            return null;
        }
    }

    /// <summary>Runs the oldest turn that waits in a conversation, if there is one up to the known activity.</summary>
    private async Task<Ran?> RunNextAsync(long conversation, KnownActivity known, bool failed)
    {
        var ran = await database.WriteAsync(
            async unit =>
            {
                await unit.Dialect.LockAsync(unit, conversation);
                var next = await TurnStore.NextAsync(unit, conversation);
                if (next?.NextSeq is not { } seq || seq > known.Seq)
                {
                    return null;
                }

                var (activity, reading) = seq == known.Seq && known.Activity.Type is not null
                    ? (known.Activity, known.Reading)
                    : await LoadAsync(unit, conversation, seq);
                var turn = new TurnContext(unit, next.ToConversation(), activity, seq, clock.GetUtcNow());
                if (failed)
                {
                    turn.Reply(handler.ReplyToFailure(activity));
                    turn.Signal("TurnFailed", $$"""{"seq":{{seq}}}""");
                }
                else
                {
                    await handler.HandleAsync(turn, reading);
                }

                return new Ran(seq, turn, await CommitAsync(turn, seq));
            },
            _stopping.Token);
        if (ran is not null)
        {
            Interlocked.Increment(ref failed ? ref _failed : ref _committed);
            outbox.Send(ran.Turn.Conversation, ran.ToSend);
        }

        return ran;
    }

    private async Task<(Activity Activity, object? Reading)> LoadAsync(UnitOfWork unit, long conversation, long seq)
    {
        var recorded = (await ConversationStore.ReadAsync(unit, conversation, seq - 1, 1))[0];
        var activity = ActivityJson.Parse(recorded.Json);
        return (activity, ReadSafely(activity));
    }

    private async Task<IReadOnlyList<OutboxItem>> CommitAsync(TurnContext turn, long seq)
    {
        var conversation = turn.Conversation;
        var lastSeq = await TurnStore.SaveAsync(turn.Unit, turn, seq);
        var sendNow = new List<OutboxItem>();
        var replySeq = lastSeq - turn.Replies.Count;
        foreach (var reply in turn.Replies)
        {
            replySeq++;
            var (id, shown) = replies.Complete(reply, turn, replySeq);
            var json = ActivityJson.Write(reply);
            await ConversationStore.InsertAsync(turn.Unit, conversation.Key, replySeq, id, inbound: false, shown, turn.Now, json);
            if (replies.LeavesTheProcess(turn))
            {
                sendNow.Add(await OutboxStore.AddActivityAsync(turn.Unit, conversation.Key, replySeq, json, turn.Now));
            }
        }

        if (turn.TextIsHidden)
        {
            turn.Activity.Text = "••••••";
            await TurnStore.RewriteAsync(turn.Unit, conversation.Key, seq, ActivityJson.Write(turn.Activity));
        }

        foreach (var signal in turn.Signals)
        {
            await signals.AppendAsync(turn.Unit, signal);
        }

        turn.Unit.OnCommitted(() => feed.Publish(conversation.Key));
        return sendNow;
    }

    private sealed record KnownActivity(long Seq, Activity Activity, object? Reading);

    private sealed record Ran(long Seq, TurnContext Turn, IReadOnlyList<OutboxItem> ToSend)
    {
        public TurnResult ToResult() => new(Turn.Replies, Turn.InvokeResult);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Conversations} conversations have turns that an earlier process did not finish; they run now")]
        public static partial void Recovered(ILogger logger, int conversations);

        [LoggerMessage(LogLevel.Error, "A turn of conversation {Conversation} failed; the customer is told")]
        public static partial void TurnFailed(ILogger logger, Exception failure, long conversation);

        [LoggerMessage(LogLevel.Error, "An activity could not be read; its turn goes on without")]
        public static partial void ReadFailed(ILogger logger, Exception failure);

        [LoggerMessage(LogLevel.Error, "A turn of conversation {Conversation} could not be stored; it is tried again")]
        public static partial void StorageFailed(ILogger logger, Exception failure, long conversation);
    }
}
