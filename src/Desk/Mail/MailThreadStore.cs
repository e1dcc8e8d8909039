using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Mail;

/// <summary>Which request a mail conversation is about: the last one that was opened or written to in it.</summary>
internal static class MailThreadStore
{
    private const string Save = """
        INSERT INTO desk_mail_thread (conversation, number) VALUES (@conversation, @number)
        ON CONFLICT (conversation) DO UPDATE SET number = excluded.number
        """;

    public static Task SaveAsync(UnitOfWork unit, long conversation, RequestNumber number) => unit.ExecuteAsync(Save, new { conversation, number = number.Value });

    /// <summary>The number of the request, or null.</summary>
    public static async Task<RequestNumber?> FindAsync(Session session, long conversation) =>
        await session.FindAsync<long?>("SELECT number FROM desk_mail_thread WHERE conversation = @conversation", new { conversation }) is { } number ? new(number) : null;

    /// <summary>The mail conversations about a request, the newest first.</summary>
    public static Task<IReadOnlyList<long>> ConversationsAsync(Session session, RequestNumber number) =>
        session.QueryAsync<long>("SELECT conversation FROM desk_mail_thread WHERE number = @number ORDER BY conversation DESC LIMIT 20", new { number = number.Value });
}
