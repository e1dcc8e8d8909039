using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Proactive;
using ServiceBot.Desk.Routing;
using ServiceBot.Dialogs.Bot;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage.Signals;

namespace ServiceBot.IntegrationTests.Desk;

/// <summary>Tells customers what the signals of requests say, as the product does behind its commits; each signal once.</summary>
internal sealed class ToldNews(TestRooms rooms)
{
    private readonly RequestNews _news = new(rooms.Get<ProactiveMessages>(), rooms.Get<IOptions<TeamOptions>>(), rooms.Get<IOptions<BotOptions>>());
    private long _after;

    /// <summary>Tells what has happened since the last time.</summary>
    public Task<bool> TellAsync() => rooms.WriteAsync(async unit =>
    {
        var rows = await unit.QueryAsync<Row>(
            "SELECT sequence, type, at, conversation, customer, data FROM storage_signal WHERE sequence > @after ORDER BY sequence", new { after = _after });
        _after = rows.Count > 0 ? rows[^1].Sequence : _after;
        await _news.HandleAsync(unit, [.. rows.Where(row => _news.Types.Contains(row.Type)).Select(row => new LoggedSignal(
            new(0, row.Sequence), new(row.Type, row.At, row.Conversation, row.Customer, row.Data)))]);
        return true;
    });

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
