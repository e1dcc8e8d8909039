using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;
using ServiceBot.Storage.Nodes;

namespace ServiceBot.Channels.Outbox;

/// <summary>
/// Sends what the outbox holds: at once after the commit, in order within a conversation, with back-off until it is delivered or dead.
/// </summary>
public sealed partial class OutboxSender : BackgroundService
{
    private const int MaxAttempts = 12;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(1);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookAfterAll = OutboxStore.Lease / 4;

    private readonly KeyedQueue _lanes = new();
    private readonly ConcurrentDictionary<long, bool> _inFlight = new();     // until it is out of the outbox: none is sent twice by this process
    private readonly Lock _deliveredGate = new();
    private readonly Dictionary<string, IOutboxTransport> _transports;
    private readonly IDatabase _database;
    private readonly INodes _nodes;
    private readonly TimeProvider _clock;
    private readonly ILogger<OutboxSender> _logger;
    private List<long> _delivered = [];
    private long _dead;
    private long _uncertain;
    private CancellationToken _stopping;

    /// <summary>Makes the sender over the transports of all rooms.</summary>
    public OutboxSender(IEnumerable<IOutboxTransport> transports, IDatabase database, INodes nodes, TimeProvider clock, ILogger<OutboxSender> logger)
    {
        _nodes = nodes;
        _transports = transports.ToDictionary(transport => transport.Kind, StringComparer.Ordinal);
        _database = database;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>How many items this node has in hand.</summary>
    internal int InHand => _inFlight.Count;

    /// <summary>Items given up since the start.</summary>
    internal long Dead => Interlocked.Read(ref _dead);

    /// <summary>Items since the start of which nobody knows whether they have arrived, or arrived once.</summary>
    internal long Uncertain => Interlocked.Read(ref _uncertain);

    /// <summary>Puts a letter that belongs to no conversation into the outbox with the unit of work; it is sent after the commit.</summary>
    /// <param name="unit">The transaction that decides whether it is sent at all.</param>
    /// <param name="key">Makes it unique: a second one of the same key is not added.</param>
    /// <param name="kind">The transport.</param>
    /// <param name="payload">JSON for the transport.</param>
    /// <param name="lane">Letters of one lane go out in order; null: it waits for none.</param>
    public async Task PostAsync(UnitOfWork unit, string key, string kind, string payload, long? lane = null)
    {
        if (await OutboxStore.AddAsync(unit, key, kind, payload, _clock.GetUtcNow(), lane) is { } item)
        {
            unit.OnCommitted(() => Enqueue(item, null));
        }
    }

    /// <summary>Letters that could not be delivered, oldest first.</summary>
    public Task<IReadOnlyList<DeadLetter>> ListDeadAsync(long after, int take, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => OutboxStore.DeadAsync(session, after, take), cancellationToken);

    /// <summary>The messages of a conversation that could not be delivered.</summary>
    public static Task<IReadOnlyList<DeadLetter>> ListDeadAsync(Session session, long conversation) => OutboxStore.DeadOfAsync(session, conversation);

    /// <summary>Gives a dead letter another round.</summary>
    /// <returns>False when there is no such dead letter.</returns>
    public async Task<bool> ReplayAsync(long id, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var revived = await _database.WriteAsync(unit => OutboxStore.ReviveAsync(unit, id, now), cancellationToken);
        if (revived)
        {
            await ClaimAsync(now, cancellationToken);
        }

        return revived;
    }

    internal void Send(Conversation conversation, IReadOnlyList<OutboxItem> items)
    {
        foreach (var item in items)
        {
            Enqueue(item, conversation);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAfterAllAsync(stoppingToken);
            }
            catch (StorageException failure)
            {
                Log.ClaimFailed(_logger, failure);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(LookAfterAll, _clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Takes over what an earlier process left. The only process there is takes everything, since no sender of before is alive; one of several
    /// nodes takes what nobody holds.
    /// </summary>
    internal Task RecoverAsync(CancellationToken cancellationToken) =>
        TakeOverAsync(_clock.GetUtcNow() + (_nodes.MayHaveOthers ? TimeSpan.Zero : OutboxStore.Lease), cancellationToken);

    /// <summary>Keeps what this node has in hand, and takes over what nobody holds any more.</summary>
    internal async Task LookAfterAllAsync(CancellationToken cancellationToken)
    {
        await RemoveDeliveredAsync();     // what a full disk may have left
        await TakeOverAsync(_clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>Sends again what a process had in hand when it ended. It may have delivered some and died before it could say so, so each is told.</summary>
    private async Task TakeOverAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        foreach (var item in await ClaimAsync(due, cancellationToken))
        {
            Interlocked.Increment(ref _uncertain);
            Log.TakenOver(_logger, item.Id, item.Kind);
        }
    }

    private async Task<IReadOnlyList<OutboxItem>> ClaimAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        var items = await _database.WriteAsync(
            async unit =>
            {
                var now = _clock.GetUtcNow();
                if (_nodes.MayHaveOthers)
                {
                    await OutboxStore.LeaseAsync(unit, _inFlight.Select(pair => pair.Key), now + OutboxStore.Lease);
                }

                return await OutboxStore.ClaimAsync(unit, due, now, _inFlight.ContainsKey);
            },
            cancellationToken);
        foreach (var item in items)
        {
            Enqueue(item, null);
        }

        return items;
    }

    /// <summary>Queues an item in its conversation's lane; without a conversation it has a lane of its own.</summary>
    private void Enqueue(OutboxItem item, Conversation? conversation)
    {
        if (_inFlight.TryAdd(item.Id, true))
        {
            _lanes.Enqueue(item.Conversation ?? -item.Id, () => DeliverAsync(item, conversation));
        }
    }

    private async Task DeliverAsync(OutboxItem item, Conversation? conversation)
    {
        try
        {
            if (conversation is null && item.Conversation is { } key)
            {
                conversation = await _database.ReadAsync(session => ConversationStore.FindAsync(session, key), _stopping);
            }

            for (var attempt = item.Attempts + 1; ; attempt++)
            {
                var outcome = await TrySendAsync(item, conversation);
                if (outcome is DeliveryOutcome.Delivered)
                {
                    Delivered(item.Id);
                    return;
                }

                if (!await WaitForNextTryAsync(item, conversation, attempt, outcome))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops; the item stays in the outbox for the next one.
        }
        catch (StorageException failure)
        {
            Log.ClaimFailed(_logger, failure);
        }

        _inFlight.TryRemove(item.Id, out _);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await RemoveDeliveredAsync();
    }

    /// <summary>Takes a letter out of the outbox, together with those that are delivered soon after it: a commit of its own would hold up the next turn.</summary>
    private void Delivered(long id)
    {
        lock (_deliveredGate)
        {
            _delivered.Add(id);
            if (_delivered.Count > 1)
            {
                return;
            }
        }

        _ = RemoveSoonAsync();
    }

    private async Task RemoveSoonAsync()
    {
        await Task.Delay(Gather);
        await RemoveDeliveredAsync();
    }

    private async Task RemoveDeliveredAsync()
    {
        List<long> ids;
        lock (_deliveredGate)
        {
            (ids, _delivered) = (_delivered, []);
        }

        if (ids.Count == 0)
        {
            return;
        }

        try
        {
            await _database.WriteAsync(
                async unit =>
                {
                    foreach (var id in ids)
                    {
                        await OutboxStore.RemoveAsync(unit, id);
                    }

                    return true;
                },
                CancellationToken.None);
            ids.ForEach(id => _inFlight.TryRemove(id, out _));
        }
        catch (StorageException failure)
        {
            Log.ClaimFailed(_logger, failure);
            lock (_deliveredGate)
            {
                _delivered.AddRange(ids);
            }
        }
    }

    private async Task<DeliveryOutcome> TrySendAsync(OutboxItem item, Conversation? conversation)
    {
        if (!_transports.TryGetValue(item.Kind, out var transport))
        {
            return new DeliveryOutcome.Refused($"No transport for {item.Kind}.");
        }

        try
        {
            return await transport.SendAsync(item, conversation, _stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !_stopping.IsCancellationRequested)
        {
            return new DeliveryOutcome.TryLater(failure.Message);
        }
    }

    /// <returns>False when the item is dead.</returns>
    private async Task<bool> WaitForNextTryAsync(OutboxItem item, Conversation? conversation, int attempt, DeliveryOutcome outcome)
    {
        var now = _clock.GetUtcNow();
        var (reason, after) = outcome switch
        {
            DeliveryOutcome.TryLater later => (later.Reason, later.After is { } wish ? TimeSpan.FromTicks(Math.Min(wish.Ticks, LongestWish.Ticks)) : BackOff(attempt)),
            DeliveryOutcome.Refused refused => (refused.Reason, TimeSpan.Zero),
            DeliveryOutcome.Unreachable unreachable => (unreachable.Reason, TimeSpan.Zero),
            DeliveryOutcome.Uncertain uncertain => ($"It may have been delivered. {uncertain.Reason}", TimeSpan.Zero),
            _ => ("", TimeSpan.Zero),
        };
        var dead = outcome is not DeliveryOutcome.TryLater || attempt >= MaxAttempts;
        await _database.WriteAsync(
            async unit =>
            {
                await OutboxStore.FailedAsync(unit, item.Id, attempt, reason, now + after + OutboxStore.Lease, dead ? now : null);
                if (outcome is DeliveryOutcome.Unreachable)
                {
                    await ConversationStore.MarkDeadAsync(unit, conversation!, now);
                }

                return true;
            },
            CancellationToken.None);
        if (dead)
        {
            Interlocked.Increment(ref _dead);
            Interlocked.Add(ref _uncertain, outcome is DeliveryOutcome.Uncertain ? 1 : 0);
            Log.Dead(_logger, item.Id, item.Kind, attempt, reason);
            return false;
        }

        Log.Delayed(_logger, item.Id, item.Kind, attempt, reason);
        await Task.Delay(after, _clock, _stopping);
        return true;
    }

    /// <summary>0.5 s, 1 s, 2 s … up to ten minutes, with up to a quarter of jitter so that senders do not come back in step.</summary>
    private static TimeSpan BackOff(int attempt)
    {
        var wait = Math.Min(0.5 * Math.Pow(2, attempt - 1), LongestWait.TotalSeconds);
        return TimeSpan.FromSeconds(wait * (1 + (0.25 * Random.Shared.NextDouble())));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Outbox item {Id} ({Kind}) was not delivered at try {Attempt}: {Reason}")]
        public static partial void Delayed(ILogger logger, long id, string kind, int attempt, string reason);

        [LoggerMessage(LogLevel.Error, "Outbox item {Id} ({Kind}) is dead after {Attempt} tries: {Reason}")]
        public static partial void Dead(ILogger logger, long id, string kind, int attempt, string reason);

        [LoggerMessage(LogLevel.Warning, "Outbox item {Id} ({Kind}) was in the hands of a process that ended; it is sent again and may arrive twice")]
        public static partial void TakenOver(ILogger logger, long id, string kind);

        [LoggerMessage(LogLevel.Error, "The outbox can't be read or written; it is tried again")]
        public static partial void ClaimFailed(ILogger logger, Exception failure);
    }
}
