using System.Globalization;
using System.Text.Json;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>What became of linking a conversation to a request.</summary>
public enum LinkConversationOutcome
{
    /// <summary>It is so, now or before.</summary>
    Done,

    /// <summary>There is no such conversation, or none that who asks sees.</summary>
    NotFound,

    /// <summary>The request was opened in it, and belongs there.</summary>
    Origin,
}

/// <summary>Has another conversation's customer hear of a request, or hear no more of it.</summary>
public sealed class LinkConversation(SignalLog signals, TimeProvider clock)
{
    /// <summary>Links or unlinks it; done again it changes nothing. Find the request first: whether it may be seen is not checked here.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="request">The request.</param>
    /// <param name="conversation">Number of the conversation.</param>
    /// <param name="linked">Whether it is to be linked from now on.</param>
    /// <param name="sight">What who asks sees.</param>
    /// <param name="by">Who asks.</param>
    public async Task<LinkConversationOutcome> HandleAsync(UnitOfWork unit, ServiceRequest request, long conversation, bool linked, Sight sight, Actor by)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sight);
        if (request.Conversation == conversation)
        {
            return LinkConversationOutcome.Origin;
        }

        if (!await Inbox.SeesAsync(unit, conversation, sight))
        {
            return LinkConversationOutcome.NotFound;
        }

        if (await RequestConversations.SetAsync(unit, request.Number, conversation, linked))
        {
            var (at, key) = (clock.GetUtcNow(), conversation.ToString(CultureInfo.InvariantCulture));
            var change = new RequestChange { At = at, Who = by.Name, What = "conversation", FromValue = linked ? null : key, ToValue = linked ? key : null, IsPublic = false };
            await RequestStore.AddChangeAsync(unit, request.Id, change);
            var data = JsonSerializer.Serialize(new { request = request.Id, number = $"{request.Number}", conversation, by = by.Name });
            await signals.AppendAsync(unit, new(linked ? "RequestConversationLinked" : "RequestConversationUnlinked", at, conversation, request.Customer, data));
        }

        return LinkConversationOutcome.Done;
    }
}
