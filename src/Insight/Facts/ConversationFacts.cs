using System.Text.Json;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Sla;
using ServiceBot.Dialogs;
using ServiceBot.Insight.Metrics;
using ServiceBot.Insight.Reports;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Facts;

/// <summary>Keeps the rows of conversations with the bot, and what came of them.</summary>
internal sealed class ConversationFacts(ReadRequestFigures figures)
{
    private const int FewestWords = 3;     // a greeting is an activity and its answer
    private static readonly TimeSpan Repeat = TimeSpan.FromDays(7);

    private const string Columns = "id, day, opened_at, channel, category, contact, handed_over, requested, rating, has_rested, refuted_by";

    private const string Save = """
        INSERT INTO insight_conversation (id, day, opened_at, team, channel, category, agent, contact, handed_over, requested, rating, has_rested, outcome, refuted_by)
        VALUES (@Id, @Day, @OpenedAt, '', @Channel, @Category, '', @Contact, @HandedOver, @Requested, @Rating, @HasRested, @Outcome, @RefutedBy)
        ON CONFLICT (id) DO UPDATE
        SET category = excluded.category, handed_over = excluded.handed_over, requested = excluded.requested, rating = excluded.rating,
            has_rested = excluded.has_rested, outcome = excluded.outcome
        """;

    private const string Earlier = "SELECT id FROM insight_conversation WHERE contact = @Contact AND id < @Id AND opened_at >= @since AND refuted_by IS NULL";

    /// <summary>Deals with signals that have a conversation.</summary>
    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<Signal> signals)
    {
        var rows = new SortedDictionary<long, Row>();
        foreach (var group in signals.GroupBy(signal => signal.Conversation!.Value))
        {
            if (await FindAsync(unit, group.Key) is { } row)
            {
                rows[group.Key] = group.Aggregate(row, With);
            }
        }

        var refuted = new Dictionary<long, long>();
        foreach (var row in rows.Values.Where(row => row.Outcome.Length > 0))
        {
            foreach (var id in await unit.QueryAsync<long>(Earlier, new { row.Contact, row.Id, since = row.OpenedAt - Repeat }))
            {
                refuted.TryAdd(id, row.Id);
            }

            foreach (var other in rows.Values.Where(other => other.Contact == row.Contact && other.Id < row.Id && other.RefutedBy is null && other.OpenedAt >= row.OpenedAt - Repeat))
            {
                refuted.TryAdd(other.Id, row.Id);
            }
        }

        await FactStore.ChangeAsync(unit, FactTable.Conversations, [.. rows.Keys.Concat(refuted.Keys).Distinct()], async () =>
        {
            foreach (var row in rows.Values)
            {
                await unit.ExecuteAsync(Save, row);
            }

            foreach (var (id, by) in refuted)
            {
                await unit.ExecuteAsync("UPDATE insight_conversation SET refuted_by = @by WHERE id = @id", new { id, by });
            }

            return [];
        });
    }

    /// <summary>What came of a conversation. The first that holds.</summary>
    internal static string OutcomeOf(bool handedOver, bool requested, int rating, bool hasRested) => (handedOver, requested, rating, hasRested) switch
    {
        (true, _, _, _) => "handed_over",
        (_, true, _, _) => "requested",
        (_, _, < 0, _) => "denied",
        (_, _, > 0, _) => "confirmed",
        (_, _, _, true) => "assumed",
        _ => "",
    };

    private async Task<Row?> FindAsync(UnitOfWork unit, long key)
    {
        var known = await unit.FindAsync<Row>($"SELECT {Columns} FROM insight_conversation WHERE id = @key", new { key });
        return await ConversationStore.FindAsync(unit, key) is not { } conversation ? known : (known ?? new()
        {
            Id = key,
            Day = ReportFilter.DayOf(conversation.OpenedAt, figures.Zone),
            OpenedAt = conversation.OpenedAt,
            Channel = conversation.ChannelId,
            Contact = $"{conversation.ChannelId}:{conversation.UserId}",
        }) with
        {
            Category = DialogState.FromJson(conversation.State).LastArticle ?? known?.Category ?? "",
        };
    }

    private static Row With(Row row, Signal signal)
    {
        using var data = JsonDocument.Parse(signal.Data);
        return signal.Type switch
        {
            "PersonAsked" => row with { HandedOver = true },
            "RequestOpened" => row with { Requested = true },
            "AnswerRated" or "FeedbackGiven" => RatingOf(data.RootElement) is { } rating ? row with { Rating = rating } : row,
            _ => row with { HasRested = row.HasRested || data.RootElement.GetProperty("seq").GetInt64() >= FewestWords },
        };
    }

    /// <summary>What the customer said of an answer: the dialogs ask whether it helped, and messages have thumbs.</summary>
    internal static int? RatingOf(JsonElement data) =>
        (data.TryGetProperty("helped", out var said) || data.TryGetProperty("liked", out said)) && bool.TryParse(said.ToString(), out var good) ? (good ? 1 : -1) : null;

    private sealed record Row
    {
        public required long Id { get; init; }

        public required int Day { get; init; }

        public required DateTimeOffset OpenedAt { get; init; }

        public required string Channel { get; init; }

        public string Category { get; init; } = "";

        public required string Contact { get; init; }

        public bool HandedOver { get; init; }

        public bool Requested { get; init; }

        public int Rating { get; init; }

        public bool HasRested { get; init; }

        public long? RefutedBy { get; init; }

        public string Outcome => OutcomeOf(HandedOver, Requested, Rating, HasRested);
    }
}
