using ServiceBot.Storage;

namespace ServiceBot.Channels.Mail;

/// <summary>A mail that came, and what became of it.</summary>
internal sealed record TakenMail
{
    public required string MessageId { get; init; }

    public required string Sender { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A word of <see cref="MailFates"/>.</summary>
    public required string Became { get; init; }

    public string? Why { get; init; }

    public long? Conversation { get; init; }

    public long? Seq { get; init; }
}

/// <summary>What becomes of mails.</summary>
public static class MailFates
{
    /// <summary>It stands in a conversation.</summary>
    public const string Taken = "taken";

    /// <summary>It says that a mail of ours did not arrive; that stands at the conversation.</summary>
    public const string Reported = "reported";

    /// <summary>Nobody needs to read it.</summary>
    public const string Ignored = "ignored";
}

/// <summary>The mails that came.</summary>
internal static class MailStore
{
    private const string Insert = """
        INSERT INTO channel_mail (message_id, sender, at, became, why, conversation, seq)
        VALUES (@MessageId, @Sender, @At, @Became, @Why, @Conversation, @Seq)
        ON CONFLICT (message_id, sender) DO NOTHING
        """;

    private const string FindOne = """
        SELECT message_id, sender, at, became, why, conversation, seq FROM channel_mail WHERE message_id = @messageId AND sender = @sender
        """;

    private const string Ids = """
        SELECT message_id FROM channel_mail
        WHERE conversation = @conversation AND seq < @before AND became = 'taken' AND message_id LIKE '<%'
        ORDER BY seq DESC
        LIMIT @take
        """;

    public static async Task<bool> AddAsync(UnitOfWork unit, TakenMail mail) => await unit.ExecuteAsync(Insert, mail) == 1;

    public static Task<TakenMail?> FindAsync(Session session, string messageId, string sender) => session.FindAsync<TakenMail>(FindOne, new { messageId, sender });

    /// <summary>How many mails of a sender came since an instant.</summary>
    public static Task<long> CountAsync(Session session, string sender, DateTimeOffset since) =>
        session.GetAsync<long>("SELECT count(*) FROM channel_mail WHERE sender = @sender AND at > @since", new { sender, since });

    /// <summary>The Message-IDs of the mails in a conversation before a number, the last one first.</summary>
    public static Task<IReadOnlyList<string>> IdsAsync(Session session, long conversation, long before, int take) =>
        session.QueryAsync<string>(Ids, new { conversation, before, take });
}
