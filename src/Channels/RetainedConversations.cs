using ServiceBot.Storage.Personal;

namespace ServiceBot.Channels;

/// <summary>Conversations, since something was said in them last; with their messages, files, notes and mails.</summary>
internal sealed class RetainedConversations : IRetained
{
    public string Kind => Person.Conversation;

    public (string Table, string Key, string Condition) Due => ("channel_conversation", "key", "last_at < @before");
}
