using System.Text.Json;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Sla;
using ServiceBot.Insight.Metrics;
using ServiceBot.Insight.Reports;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Facts;

/// <summary>Keeps the rows of the times in which one agent held a conversation, and how long the customer had waited for them.</summary>
internal sealed class LegFacts(ReadRequestFigures figures)
{
    private const string OpenOf = "SELECT id FROM insight_leg WHERE conversation = @key AND NOT is_over";

    private const string Open = """
        INSERT INTO insight_leg
            (conversation, epoch, day, taken_at, team, channel, category, agent, waited_seconds, wait_bucket, has_waited, handled_seconds, is_over)
        VALUES (@key, @epoch, @day, @at, @team, @channel, '', @agent, @waited, @bucket, @hasWaited, 0, FALSE)
        ON CONFLICT (conversation, epoch) DO NOTHING
        RETURNING id
        """;

    private const string Wait = "INSERT INTO insight_wait (conversation, asked_at) VALUES (@key, @at) ON CONFLICT (conversation) DO NOTHING";

    /// <summary>Deals with a signal of who answers a conversation.</summary>
    public async Task HandleAsync(UnitOfWork unit, Signal signal)
    {
        var key = signal.Conversation!.Value;
        using var json = JsonDocument.Parse(signal.Data);
        var data = json.RootElement;
        var owner = data.GetProperty("owner").GetString();
        var agent = data.GetProperty("agent").GetString();
        var isOver = data.GetProperty("formerAgent").ValueKind == JsonValueKind.String;
        var before = isOver ? await unit.QueryAsync<long>(OpenOf, new { key }) : [];
        await FactStore.ChangeAsync(unit, FactTable.Legs, before, async () =>
        {
            foreach (var id in before)
            {
                await CloseAsync(unit, id, signal.At);
            }

            return owner == ConversationOwners.Agent && agent is not null && signal.Type is "ConversationTaken" or "ConversationBargedIn"
                ? await OpenAsync(unit, key, agent, data, signal.At)
                : [];
        });
        if (owner == ConversationOwners.Queue)
        {
            await unit.ExecuteAsync(Wait, new { key, at = signal.At });
        }
        else
        {
            await unit.ExecuteAsync("DELETE FROM insight_wait WHERE conversation = @key", new { key });
        }
    }

    private async Task<IReadOnlyList<long>> OpenAsync(UnitOfWork unit, long key, string agent, JsonElement data, DateTimeOffset at)
    {
        var asked = await unit.FindAsync<DateTimeOffset?>("SELECT asked_at FROM insight_wait WHERE conversation = @key", new { key });
        var waited = asked is { } since ? Math.Max(0, (long)(at - since).TotalSeconds) : 0;
        return await unit.QueryAsync<long>(Open, new
        {
            key,
            epoch = data.GetProperty("epoch").GetInt64(),
            day = ReportFilter.DayOf(at, figures.Zone),
            at,
            team = data.GetProperty("team").GetString() ?? "",
            channel = (await ConversationStore.FindAsync(unit, key))?.ChannelId ?? RequestFigures.NoChannel,
            agent,
            waited,
            bucket = Measure.BucketOf(waited),
            hasWaited = asked is not null,
        });
    }

    private static async Task CloseAsync(UnitOfWork unit, long id, DateTimeOffset at)
    {
        var taken = await unit.GetAsync<DateTimeOffset>("SELECT taken_at FROM insight_leg WHERE id = @id", new { id });
        await unit.ExecuteAsync(
            "UPDATE insight_leg SET handled_seconds = @seconds, is_over = TRUE WHERE id = @id", new { id, seconds = Math.Max(0, (long)(at - taken).TotalSeconds) });
    }
}
