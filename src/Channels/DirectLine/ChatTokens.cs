using Microsoft.Extensions.Options;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Channels.DirectLine;

/// <summary>What the product's own chat page starts with.</summary>
/// <param name="Token">Opens the visitor's conversation.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="UserId">The visitor.</param>
public sealed record ChatToken(string Token, string ConversationId, string UserId);

/// <summary>Tokens for the product's own pages: bound to the visitor, who finds the conversation again that is still open.</summary>
public sealed class ChatTokens
{
    private readonly DirectLineTokens _tokens;
    private readonly IDatabase _database;
    private readonly StartConversation _start;
    private readonly IOptions<DirectLineOptions> _options;

    internal ChatTokens(DirectLineTokens tokens, IDatabase database, StartConversation start, IOptions<DirectLineOptions> options) =>
        (_tokens, _database, _start, _options) = (tokens, database, start, options);

    /// <summary>A token for a visitor's open conversation, or for a new one.</summary>
    /// <param name="userId">The visitor's user id, beginning with <c>dl_</c>.</param>
    /// <param name="startOver">True: a new conversation even when one is open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChatToken> IssueAsync(string userId, bool startOver, CancellationToken cancellationToken)
    {
        var open = startOver ? null : await FindAsync(userId, cancellationToken);
        var conversation = open?.ConversationId ?? StartConversation.NewId();
        var lifetime = TimeSpan.FromMinutes(_options.Value.TokenMinutes);
        return new(_tokens.Issue(conversation, userId, DirectLineTokens.RequestUse, lifetime), conversation, userId);
    }

    /// <summary>A visitor's open conversation; one is begun if there is none, and waits for them in the chat.</summary>
    /// <param name="userId">The visitor's user id, beginning with <c>dl_</c>.</param>
    /// <param name="locale">What it is begun in: <c>en</c> or <c>zh</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Conversation> OpenAsync(string userId, string locale, CancellationToken cancellationToken)
    {
        if (await FindAsync(userId, cancellationToken) is { } open)
        {
            return open;
        }

        await _start.HandleAsync(StartConversation.NewId(), userId, locale, cancellationToken);
        return (await FindAsync(userId, cancellationToken))!;
    }

    private Task<Conversation?> FindAsync(string userId, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => ConversationStore.FindLatestAsync(session, ChannelIds.DirectLine, userId), cancellationToken);
}
