using ServiceBot.Channels.Activities;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Transcripts;

/// <summary>Words of a message.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Seq">The message's number in it.</param>
/// <param name="IsCustomers">Whether the customer said them.</param>
/// <param name="At">When.</param>
/// <param name="Text">The words.</param>
public sealed record SpokenWord(long Conversation, long Seq, bool IsCustomers, DateTimeOffset At, string Text);

/// <summary>What people said in some conversations.</summary>
public static class SpokenWords
{
    private const int MostEach = 500;

    /// <summary>What customers said, and the messages of some numbers; of each conversation at most the last 500, in order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="conversations">The conversations.</param>
    /// <param name="others">Which messages are wanted besides, by conversation and number.</param>
    public static async Task<ILookup<long, SpokenWord>> ReadAsync(Session session, long[] conversations, IReadOnlySet<(long Conversation, long Seq)> others)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(conversations);
        ArgumentNullException.ThrowIfNull(others);
        if (conversations.Length == 0)
        {
            return Array.Empty<SpokenWord>().ToLookup(word => word.Conversation);
        }

        var rows = await session.QueryAsync<Row>(
            $"""
            SELECT a.conversation, a.seq, a.inbound, a.at, a.json
            FROM channel_conversation c
            JOIN channel_activity a ON a.conversation = c.key AND a.seq > c.last_seq - {MostEach} AND a.shown
            WHERE {session.Dialect.IsIn("c.key", "@conversations")} AND (a.inbound OR {session.Dialect.IsIn("a.seq", "@seqs")})
            ORDER BY a.conversation, a.seq
            """,
            new { conversations, seqs = others.Select(other => other.Seq).Distinct().ToArray() });
        return (from row in rows
                where row.Inbound || others.Contains((row.Conversation, row.Seq))
                let activity = ActivityJson.Parse(row.Json)
                where activity.Type == ActivityTypes.Message && !string.IsNullOrWhiteSpace(activity.Text)
                select new SpokenWord(row.Conversation, row.Seq, row.Inbound, row.At, activity.Text!)).ToLookup(word => word.Conversation);
    }

    private sealed record Row
    {
        public required long Conversation { get; init; }

        public required long Seq { get; init; }

        public required bool Inbound { get; init; }

        public required DateTimeOffset At { get; init; }

        public required string Json { get; init; }
    }
}
