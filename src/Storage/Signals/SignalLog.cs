using System.Runtime.CompilerServices;
using ServiceBot.Storage.Nodes;

namespace ServiceBot.Storage.Signals;

/// <summary>The append-only, ordered log of what happened. Readers keep a position and resume after it; none is ever stepped over.</summary>
public sealed class SignalLog
{
    private const int PageSize = 500;
    private const int Many = 20;     // so many are written by one statement
    private const long Word = 0;     // what the nodes tell each other of new signals; no conversation has this number

    private readonly Lock _gate = new();
    private readonly IDatabase _database;
    private readonly INodes _nodes;
    private Action<Signal>? _heard;
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private const string Insert = """
        INSERT INTO storage_signal (type, at, conversation, customer, data)
        VALUES (@Type, @At, @Conversation, @Customer, @Data)
        """;

    private const string FindPosition = """
        SELECT position_transaction AS "transaction", position_sequence AS sequence FROM storage_signal_reader WHERE name = @name
        """;

    private const string SavePosition = """
        INSERT INTO storage_signal_reader (name, position_transaction, position_sequence)
        VALUES (@name, @Transaction, @Sequence)
        ON CONFLICT (name) DO UPDATE SET position_transaction = excluded.position_transaction, position_sequence = excluded.position_sequence
        """;

    /// <summary>Makes the log over a database that other nodes may share.</summary>
    public SignalLog(IDatabase database, INodes nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        (_database, _nodes) = (database, nodes);
        nodes.Listen(word =>
        {
            if (word == Word)
            {
                Wake();
            }
        });
    }

    /// <summary>Appends a signal; it becomes visible when the unit of work commits.</summary>
    public Task AppendAsync(UnitOfWork unit, Signal signal) => AppendAllAsync(unit, [signal]);

    /// <summary>Appends signals in order; they become visible when the unit of work commits.</summary>
    public async Task AppendAllAsync(UnitOfWork unit, IReadOnlyList<Signal> signals)
    {
        if (signals.Count >= Many)
        {
            await unit.AddRowsAsync("storage_signal", signals);
        }
        else
        {
            await unit.ExecuteAsync(Insert, signals);
        }

        if (signals.Count > 0)
        {
            unit.OnCommitted(() => Publish(signals));
        }
    }

    /// <summary>
    /// Says what to do with a signal that was committed on this node; it must not throw and not block. It is only a hint: after a crash nobody hears of
    /// what was just committed, and other nodes do not.
    /// </summary>
    public void Listen(Action<Signal> heard) => _heard += heard;

    /// <summary>Reads on from a position to the present end, in order.</summary>
    public async IAsyncEnumerable<LoggedSignal> ReadAsync(SignalPosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await ReadPageAsync(after, PageSize, cancellationToken);
            foreach (var signal in page)
            {
                yield return signal;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Position;
        }
    }

    /// <summary>The latest signals of some types about customers since an instant, the latest first; of a long log the last million signals are looked at.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="types">The types.</param>
    /// <param name="since">The instant.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<Signal>> SinceAsync(Session session, IReadOnlyCollection<string> types, DateTimeOffset since, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(types);
        return session.QueryAsync<Signal>(
            $"""
            SELECT type, at, conversation, customer, data FROM storage_signal
            WHERE sequence > (SELECT MAX(sequence) - 1000000 FROM storage_signal) AND {session.Dialect.IsIn("type", "@types")} AND at >= @since AND customer IS NOT NULL
            ORDER BY sequence DESC LIMIT @take
            """,
            new { types = types.ToArray(), since, take });
    }

    /// <summary>Reads at most so many signals after a position.</summary>
    public Task<IReadOnlyList<LoggedSignal>> ReadPageAsync(SignalPosition after, int take, CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyList<LoggedSignal>>(
            async session => [.. (await session.QueryAsync<SignalRow>(
                session.Dialect.ReadSignals(ofTypes: false),
                new { transaction = after.Transaction, sequence = after.Sequence, take })).Select(row => row.ToSignal())],
            cancellationToken);

    /// <summary>Reads at most so many signals of some types after a position; the others are passed over by the database.</summary>
    /// <returns>The signals, and how far the log was read for them: the place to read on from.</returns>
    public Task<(IReadOnlyList<LoggedSignal> Signals, SignalPosition Through)> ReadPageAsync(
        SignalPosition after, int take, IReadOnlyList<string> types, CancellationToken cancellationToken) =>
        _database.ReadAsync<(IReadOnlyList<LoggedSignal>, SignalPosition)>(
            async session =>
            {
                // The end comes first: what is appended after it was asked for is not passed over.
                var end = await session.FindAsync<SignalPosition>(session.Dialect.LastSignal);
                List<LoggedSignal> read = [.. (await session.QueryAsync<SignalRow>(
                    session.Dialect.ReadSignals(ofTypes: true),
                    new { transaction = after.Transaction, sequence = after.Sequence, take, types = types.ToArray() })).Select(row => row.ToSignal())];
                var through = read.Count > 0 ? read[^1].Position : after;
                return (read, read.Count < take && through < end ? end : through);
            },
            cancellationToken);

    /// <summary>The present end of the log; the beginning when it is empty.</summary>
    public Task<SignalPosition> FindEndAsync(CancellationToken cancellationToken) =>
        _database.ReadAsync(session => session.FindAsync<SignalPosition>(session.Dialect.LastSignal), cancellationToken);

    /// <summary>Where a named reader stands; the beginning when it has never saved.</summary>
    public Task<SignalPosition> FindPositionAsync(string name, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => FindPositionAsync(session, name), cancellationToken);

    internal static Task<SignalPosition> FindPositionAsync(Session session, string name) => session.FindAsync<SignalPosition>(FindPosition, new { name });

    /// <summary>Saves where a named reader stands, in the transaction that holds what it made of the signals.</summary>
    public static Task SavePositionAsync(UnitOfWork unit, string name, SignalPosition position) =>
        unit.ExecuteAsync(SavePosition, new { name, position.Transaction, position.Sequence });

    /// <summary>
    /// Completes at the next commit of a signal, here or, unless the word of it is lost, on another node; take it before reading, await it after
    /// having read all.
    /// </summary>
    public Task NextAppend()
    {
        lock (_gate)
        {
            return _appended.Task;
        }
    }

    private void Publish(IReadOnlyList<Signal> signals)
    {
        if (_heard is { } heard)
        {
            foreach (var signal in signals)
            {
                heard(signal);
            }
        }

        Wake();
        _nodes.Tell(Word);
    }

    private void Wake()
    {
        TaskCompletionSource appended;
        lock (_gate)
        {
            appended = _appended;
            _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        appended.TrySetResult();
    }

    private sealed record SignalRow
    {
        public required long Transaction { get; init; }

        public required long Sequence { get; init; }

        public required string Type { get; init; }

        public required DateTimeOffset At { get; init; }

        public long? Conversation { get; init; }

        public Guid? Customer { get; init; }

        public required string Data { get; init; }

        public LoggedSignal ToSignal() => new(new(Transaction, Sequence), new(Type, At, Conversation, Customer, Data));
    }
}
