using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Proactive;
using ServiceBot.Desk.Routing;
using ServiceBot.Dialogs.Bot;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage.Signals;

namespace ServiceBot.IntegrationTests.Desk;

/// <summary>Hands a reader the signals that it is for, each once and in order, as the product does behind its commits.</summary>
internal sealed class ToldNews(TestRooms rooms, ISignalReader reader)
{
    private long _after;

    /// <summary>The one that tells customers of their requests.</summary>
    public ToldNews(TestRooms rooms)
        : this(rooms, new RequestNews(rooms.Get<ProactiveMessages>(), rooms.Get<IOptions<TeamOptions>>(), rooms.Get<IOptions<BotOptions>>()))
    {
    }

    /// <summary>Hands it what has happened since the last time, and what that causes.</summary>
    public async Task TellAsync()
    {
        while (await NextAsync())
        {
        }
    }

    private Task<bool> NextAsync() => rooms.WriteAsync(async unit =>
    {
        var rows = await unit.QueryAsync<Row>(
            "SELECT sequence, type, at, conversation, customer, data FROM storage_signal WHERE sequence > @after ORDER BY sequence", new { after = _after });
        _after = rows.Count > 0 ? rows[^1].Sequence : _after;
        await reader.HandleAsync(unit, [.. rows.Where(row => reader.Types!.Contains(row.Type)).Select(row => new LoggedSignal(
            new(0, row.Sequence), new(row.Type, row.At, row.Conversation, row.Customer, row.Data)))]);
        return rows.Count > 0;
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
