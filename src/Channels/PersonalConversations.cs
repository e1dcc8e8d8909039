using System.Text.Json;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Channels;

/// <summary>What was said with somebody, the files that they sent, mails, and what was to be sent to them.</summary>
internal sealed class PersonalConversations : IPersonalData
{
    private static readonly PersonalRows ByConversation = PersonalRows.By<long>("conversation", Person.Conversation);

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("channel_message", "sent-messages", "Messages sent", "已发送消息", "", ByConversation),
        new("channel_activity", "messages", "Messages", "消息", "conversation, seq, at, inbound?, json{}", ByConversation),
        new("channel_upload", "files", "Files", "文件", "id, name, content_type, at", PersonalRows.By<string, long>("id", Person.Upload, "conversation", Person.Conversation)) { Bytes = "bytes" },
        new("channel_mail", "mails", "Mails", "邮件", "message_id, sender, at, became, why, conversation", PersonalRows.By<string, long>("sender", Person.Email, "conversation", Person.Conversation)),
        new("channel_outbox", "to-be-sent", "What is to be sent", "待发送内容", "id, kind, conversation, payload{}, next_at", ByConversation),
        new("channel_conversation", "conversations", "Conversations", "对话", "key, channel_id, conversation_id, user_id, opened_at, last_at, ended_at, reference{}, state{}", PersonalRows.By<long>("key", Person.Conversation)),
    ];

    public async Task FindAsync(Session session, Person person)
    {
        foreach (var account in person.Keys<string>(Person.Account))
        {
            if (account.Split(':', 2) is [var channel, var user])
            {
                person.Add(Person.Conversation, await session.QueryAsync<long>("SELECT key FROM channel_conversation WHERE channel_id = @channel AND user_id = @user", new { channel, user }));
            }
        }
    }

    /// <summary>Letters that wait to leave, and name them.</summary>
    public async Task<IReadOnlyList<(string What, long Count)>> EraseAsync(UnitOfWork unit, Person person)
    {
        var texts = person.Keys<string>(Person.Email);
        return texts.Length == 0 ? [] : [("channel_outbox", await unit.ExecuteAsync(
            $"DELETE FROM channel_outbox WHERE EXISTS (SELECT 1 FROM {unit.Dialect.EachOf("@texts")} WHERE {unit.Dialect.Holds("channel_outbox.payload", isBytes: false, "value ->> 0")})",
            new { texts = JsonSerializer.Serialize(texts.Select(text => new[] { text.ToLowerInvariant() })) }))];
    }
}
