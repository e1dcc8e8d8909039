using Microsoft.Extensions.Hosting;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Live;

/// <summary>A signal with its place in the log.</summary>
/// <param name="Position">The place.</param>
/// <param name="Signal">The signal.</param>
/// <param name="Request">The number of the request that it is about; null: it is about none.</param>
internal sealed record LiveSignal(SignalPosition Position, Signal Signal, RequestNumber? Request)
{
    public static LiveSignal Of(LoggedSignal logged) => new(
        logged.Position, logged.Signal,
        logged.Signal.Type.StartsWith("Request", StringComparison.Ordinal) || logged.Signal.Type == "LowRatingGiven" ? RequestNumber.Of(logged.Signal) : null);
}

/// <summary>Some signals that follow each other in the log, and how what they are about stands, which whoever does not see every row asks for.</summary>
/// <param name="database">Where it stands.</param>
/// <param name="signals">The signals, in order.</param>
/// <param name="through">How far the log was read for them.</param>
/// <param name="readAt">When that was, as a timestamp.</param>
internal sealed class LiveBatch(IDatabase database, IReadOnlyList<LiveSignal> signals, SignalPosition through, long readAt)
{
    private readonly Lazy<Task<LiveRows>> _rows = new(() => database.ReadAsync(
        async session => new LiveRows(
            (await OwnershipStore.ListAsync(session, [.. signals.Select(live => live.Signal.Conversation).OfType<long>().Distinct()])).ToDictionary(row => row.Conversation),
            (await RequestStore.ListAsync(session, [.. signals.Select(live => live.Request?.Value).OfType<long>().Distinct()])).ToDictionary(request => request.Number.Value)),
        CancellationToken.None));

    public IReadOnlyList<LiveSignal> Signals => signals;

    public SignalPosition Through => through;

    public long ReadAt => readAt;

    /// <summary>The batch behind it, once somebody waits for it.</summary>
    public Task<LiveBatch>? Next { get; set; }

    /// <summary>The conversations and requests that its signals are about, as they stood when the first asked; read once for all.</summary>
    public Task<LiveRows> RowsAsync() => _rows.Value;
}

/// <summary>Conversations and requests by their numbers.</summary>
internal sealed record LiveRows(IReadOnlyDictionary<long, DeskConversation> Conversations, IReadOnlyDictionary<long, ServiceRequest> Requests);

/// <summary>
/// The growing end of the signal log, read once for all screens that follow it: a chain of batches, of which each screen holds the one that it has come to.
/// While nobody follows, nothing is read.
/// </summary>
internal sealed class LiveLog(IDatabase database, SignalLog log, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int PageSize = 200;
    private const int LooksAfterWord = 5;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);     // on PostgreSQL what was just appended is hidden while an older transaction is open
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(3);       // the word of another node may be lost

    private readonly Lock _gate = new();
    private LiveBatch? _last;

    /// <summary>Where to begin to follow: the batch that others have come to, or else an empty one at the present end of the log.</summary>
    /// <param name="end">The present end.</param>
    public LiveBatch Join(SignalPosition end)
    {
        lock (_gate)
        {
            var isFollowed = _last is not null && (_last.Next is { } next ? !next.IsCompleted : clock.GetElapsedTime(_last.ReadAt) < LookAgain);
            return isFollowed ? _last! : _last = new(database, [], end, clock.GetTimestamp());
        }
    }

    /// <summary>The batch behind another, as soon as there is one.</summary>
    public Task<LiveBatch> NextAsync(LiveBatch batch)
    {
        lock (_gate)
        {
            return batch.Next ??= ReadOnAsync(batch);
        }
    }

    /// <summary>What follows a place now, and perhaps nothing; for who comes back and catches up.</summary>
    public async Task<LiveBatch> ReadAsync(SignalPosition after, CancellationToken cancellationToken)
    {
        var page = await log.ReadPageAsync(after, PageSize, cancellationToken);
        return new(database, [.. page.Select(LiveSignal.Of)], page.Count > 0 ? page[^1].Position : after, clock.GetTimestamp());
    }

    private async Task<LiveBatch> ReadOnAsync(LiveBatch batch)
    {
        await Task.Yield();     // nobody reads under the lock
        var looks = batch.Signals.Count > 0 ? LooksAfterWord : 0;
        while (true)
        {
            var appended = log.NextAppend();
            var next = await ReadAsync(batch.Through, lifetime.ApplicationStopping);
            if (next.Signals.Count > 0)
            {
                lock (_gate)
                {
                    _last = _last == batch ? next : _last;
                }

                return next;
            }

            await Task.WhenAny(appended, Task.Delay(looks > 0 ? Soon : LookAgain, clock, lifetime.ApplicationStopping));
            looks = appended.IsCompleted ? LooksAfterWord : Math.Max(0, looks - 1);
        }
    }
}
