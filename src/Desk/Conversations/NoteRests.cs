using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Conversations;

/// <summary>
/// Notes that conversations have gone quiet: a signal each time. Turns know nothing of it; now and then the conversations are looked up that had a
/// last word since the look before, and have been silent for long enough.
/// </summary>
/// <remarks>Conversations before the first that is not quiet are not looked at again, so what comes back to life a day later is not noted once more.</remarks>
internal sealed class NoteRests(IDatabase database, SignalLog signals, IOptions<SatisfactionOptions> options, TimeProvider clock) : BackgroundService
{
    /// <summary>The signal's type; its data are the epoch and the last number of the conversation.</summary>
    public const string Rested = "ConversationRested";

    private const long LockKey = 0x5342_5245_5354;     // "SBREST": one node notes
    private const int Together = 500;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(1);     // what was silent before is history

    /// <summary>Notes those that have gone quiet since the last look.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> NoteAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var until = now.AddMinutes(-options.Value.QuietMinutes);
        var before = await database.ReadAsync(PlaceAsync, cancellationToken);
        var from = before.Until > until - Farthest ? before.Until : until - Farthest;
        var (resting, floor) = await FindAsync(before.Floor, from, until, cancellationToken);
        return await database.WriteAsync(
            async unit =>
            {
                await unit.Dialect.LockAsync(unit, LockKey);
                if (await PlaceAsync(unit) != before)
                {
                    return 0;     // another node was faster
                }

                await signals.AppendAllAsync(unit, [.. resting.Select(rest => new Signal(
                    Rested, now, rest.Key, Data: JsonSerializer.Serialize(new { epoch = rest.Epoch, seq = rest.LastSeq })))]);
                await SaveAsync(unit, "rest.floor", floor);
                await SaveAsync(unit, "rest.until", until.UtcTicks);
                return resting.Count;
            },
            cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(NoteAsync, Look, atOnce: false, clock, stoppingToken);

    private async Task<(List<ConversationRest> Resting, long Floor)> FindAsync(long floor, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var resting = new List<ConversationRest>();
        var isQuiet = true;
        for (var at = floor; ;)
        {
            var page = await database.ReadAsync(session => ConversationStore.RestsAsync(session, at, Together), cancellationToken);
            foreach (var rest in page)
            {
                isQuiet &= rest.LastAt <= until;
                floor = isQuiet ? rest.Key : floor;
                at = rest.Key;
            }

            resting.AddRange(page.Where(rest => rest.LastAt > from && rest.LastAt <= until));
            if (page.Count < Together)
            {
                return (resting, floor);
            }
        }
    }

    private static async Task<(long Floor, DateTimeOffset Until)> PlaceAsync(Session session) =>
        (await ValueAsync(session, "rest.floor"), new(await ValueAsync(session, "rest.until"), TimeSpan.Zero));

    private static async Task<long> ValueAsync(Session session, string name) =>
        await session.FindAsync<long?>("SELECT value FROM desk_counter WHERE name = @name", new { name }) ?? 0;

    private static Task<int> SaveAsync(UnitOfWork unit, string name, long value) => unit.ExecuteAsync(
        "INSERT INTO desk_counter (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", new { name, value });
}
