using ServiceBot.Storage;

namespace ServiceBot.Channels.Proactive;

/// <summary>A message that may be replaced later.</summary>
internal sealed record NamedMessage
{
    /// <summary>The conversation it was said in.</summary>
    public required long Conversation { get; init; }

    /// <summary>Its number there.</summary>
    public required long Seq { get; init; }

    /// <summary>Its id, as the channel knows it; null until the channel has said so.</summary>
    public string? ActivityId { get; init; }
}

/// <summary>Messages that may be replaced later, by the name that their owner knows them by.</summary>
internal static class NamedMessageStore
{
    // A name said again is that of the newer message.
    private const string Save = """
        INSERT INTO channel_message (name, conversation, seq, activity_id) VALUES (@name, @conversation, @seq, @activityId)
        ON CONFLICT (name) DO UPDATE SET conversation = excluded.conversation, seq = excluded.seq, activity_id = excluded.activity_id
        """;

    private const string Delivered = "UPDATE channel_message SET activity_id = @activityId WHERE conversation = @conversation AND seq = @seq";

    private const string FindByName = "SELECT conversation, seq, activity_id FROM channel_message WHERE name = @name";

    private const string IdOf = "SELECT activity_id FROM channel_message WHERE conversation = @conversation AND seq = @seq";

    public static Task SaveAsync(UnitOfWork unit, string name, long conversation, long seq, string? activityId) =>
        unit.ExecuteAsync(Save, new { name, conversation, seq, activityId });

    public static Task DeliveredAsync(UnitOfWork unit, long conversation, long seq, string activityId) =>
        unit.ExecuteAsync(Delivered, new { conversation, seq, activityId });

    public static Task<NamedMessage?> FindAsync(Session session, string name) => session.FindAsync<NamedMessage>(FindByName, new { name });

    public static Task<string?> IdOfAsync(Session session, long conversation, long seq) => session.FindAsync<string>(IdOf, new { conversation, seq });
}
