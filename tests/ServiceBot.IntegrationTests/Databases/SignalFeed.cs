using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.IntegrationTests.Databases;

/// <summary>
/// Hands a reader the signals that it is for, each once and in order, as its service does behind the commits. (The service would wait for other tests' open transactions.)
/// </summary>
internal sealed class SignalFeed(ISignalReader reader)
{
    private long _read;

    /// <summary>Hands it what the log has got since the last time, at most so many.</summary>
    /// <returns>Whether there was any.</returns>
    public async Task<bool> FeedAsync(UnitOfWork unit, int most = int.MaxValue)
    {
        var rows = await unit.QueryAsync<Row>(
            "SELECT sequence, type, at, conversation, customer, data FROM storage_signal WHERE sequence > @read ORDER BY sequence LIMIT @most", new { read = _read, most });
        await reader.HandleAsync(unit, [.. rows.Where(row => reader.Reads(row.Type)).Select(row => new LoggedSignal(
            new(0, row.Sequence), new(row.Type, row.At, row.Conversation, row.Customer, row.Data)))]);
        _read = rows.Count > 0 ? rows[^1].Sequence : _read;
        return rows.Count > 0;
    }

    private sealed record Row
    {
        public required long Sequence { get; init; }

        public required string Type { get; init; }

        public required DateTimeOffset At { get; init; }

        public long? Conversation { get; init; }

        public Guid? Customer { get; init; }

        public required string Data { get; init; }
    }
}
