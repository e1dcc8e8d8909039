using System.Text.Json;
using ServiceBot.Crm;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Conversations;

/// <summary>Tags a conversation, for colleagues alone; it stands among what was said there. Tags are written as those of requests (<see cref="StoredText.Tag"/>).</summary>
public sealed class TagConversation(IDatabase database, ActOnConversation act, SignalLog signals, TimeProvider clock)
{
    private const int MostOffered = 100;

    /// <summary>Puts a tag on it, or takes it off; done again it changes nothing.</summary>
    /// <returns>False: there is no such conversation, or none that they see.</returns>
    public Task<bool> HandleAsync(long key, StaffMember by, string tag, bool on, CancellationToken cancellationToken) =>
        database.WriteAsync(unit => HandleAsync(unit, key, by, tag, on), cancellationToken);

    /// <summary>The same as part of something larger.</summary>
    public async Task<bool> HandleAsync(UnitOfWork unit, long key, StaffMember by, string tag, bool on)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await act.FindSeenAsync(unit, key, by) is not { } conversation)
        {
            return false;
        }

        if (await ChangeAsync(unit, key, tag, on))
        {
            var at = clock.GetUtcNow();
            await SaidStore.AddAsync(unit, key, conversation.LastSeq, on ? SaidKinds.Tagged : SaidKinds.Untagged, by.Id, tag, conversation.Epoch, at);
            await signals.AppendAsync(unit, new(on ? "ConversationTagged" : "ConversationUntagged", at, key, Data: JsonSerializer.Serialize(new { by = by.Id })));
        }

        return true;
    }

    /// <summary>The tags that are in use, by name.</summary>
    public static Task<IReadOnlyList<string>> InUseAsync(Session session) => session.QueryAsync<string>(
        $"""
        WITH RECURSIVE used (tag) AS (
            SELECT min(tag) FROM desk_conversation_tag
            UNION ALL
            SELECT (SELECT min(next.tag) FROM desk_conversation_tag AS next WHERE next.tag > used.tag) FROM used WHERE used.tag IS NOT NULL
        )
        SELECT tag FROM used WHERE tag IS NOT NULL ORDER BY tag LIMIT {MostOffered}
        """);

    /// <summary>The tags of some conversations.</summary>
    internal static async Task<ILookup<long, string>> OfAsync(Session session, long[] keys) => (keys.Length == 0 ? [] : await session.QueryAsync<TagRow>(
        $"SELECT conversation, tag FROM desk_conversation_tag WHERE {session.Dialect.IsIn("conversation", "@keys")} ORDER BY tag", new { keys })).ToLookup(row => row.Conversation, row => row.Tag);

    /// <returns>False: it was so already.</returns>
    private static async Task<bool> ChangeAsync(UnitOfWork unit, long conversation, string tag, bool on) => await unit.ExecuteAsync(
        on
            ? "INSERT INTO desk_conversation_tag (tag, conversation) VALUES (@tag, @conversation) ON CONFLICT DO NOTHING"
            : "DELETE FROM desk_conversation_tag WHERE tag = @tag AND conversation = @conversation",
        new { tag, conversation }) == 1;

    private sealed record TagRow
    {
        public required long Conversation { get; init; }

        public required string Tag { get; init; }
    }
}
