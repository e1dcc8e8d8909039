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
public sealed class ChatTokens(DirectLineTokens tokens, IDatabase database, IOptions<DirectLineOptions> options)
{
    /// <summary>A token for a visitor's open conversation, or for a new one.</summary>
    /// <param name="userId">The visitor's user id, beginning with <c>dl_</c>.</param>
    /// <param name="startOver">True: a new conversation even when one is open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChatToken> IssueAsync(string userId, bool startOver, CancellationToken cancellationToken)
    {
        var open = startOver
            ? null
            : await database.ReadAsync(session => ConversationStore.FindLatestAsync(session, ChannelIds.DirectLine, userId), cancellationToken);
        var conversation = open?.ConversationId ?? StartConversation.NewId();
        var lifetime = TimeSpan.FromMinutes(options.Value.TokenMinutes);
        return new(tokens.Issue(conversation, userId, DirectLineTokens.RequestUse, lifetime), conversation, userId);
    }
}
