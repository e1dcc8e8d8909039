using Microsoft.Extensions.Options;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Together;

/// <summary>Says that somebody looks at a conversation or a request, as far as they see it; who answers a customer is shown to them as well while they write.</summary>
public sealed class LookAt(IDatabase database, Attention attention, ProactiveMessages messages, IOptions<RoutingOptions> routing)
{
    /// <summary>Somebody looks at a conversation.</summary>
    /// <param name="by">Who.</param>
    /// <param name="key">The conversation.</param>
    /// <param name="tab">The page.</param>
    /// <param name="writes">Whether they write.</param>
    /// <param name="toCustomer">Whether what they write is for the customer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False: there is no such conversation, or none that they see.</returns>
    public async Task<bool> ConversationAsync(StaffMember by, long key, string tab, bool writes, bool toCustomer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        var (conversation, row) = await database.ReadAsync(
            async session => (await ConversationStore.FindAsync(session, key), await OwnershipStore.FindAsync(session, key)), cancellationToken);
        if (conversation is null || !SightOf(by).Sees(row))
        {
            return false;
        }

        attention.Look(tab, by, DeskPlace.Of(key), writes);
        if (toCustomer && OwnershipStore.Of(conversation, row) is { HasEnded: false } now && now.Agent == by.Id)
        {
            messages.ShowTyping(conversation, AnswerCustomer.AccountOf(conversation, by));
        }

        return true;
    }

    /// <summary>Somebody looks at a request.</summary>
    /// <returns>False: there is no such request, or none that they see.</returns>
    public async Task<bool> RequestAsync(StaffMember by, RequestNumber number, string tab, bool writes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        var isSeen = await SeesAsync(by, number, cancellationToken);
        if (isSeen)
        {
            attention.Look(tab, by, DeskPlace.Of(number), writes);
        }

        return isSeen;
    }

    /// <summary>They look away.</summary>
    public void Away(StaffMember by, string tab) => attention.LookAway(tab, by);

    /// <summary>Whether somebody sees a conversation.</summary>
    public Task<bool> SeesAsync(StaffMember by, long key, CancellationToken cancellationToken) => database.ReadAsync(session => Inbox.SeesAsync(session, key, SightOf(by)), cancellationToken);

    /// <summary>Whether somebody sees a request.</summary>
    public async Task<bool> SeesAsync(StaffMember by, RequestNumber number, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => RequestDesk.FindAsync(session, number, SightOf(by)), cancellationToken) is not null;

    private Sight SightOf(StaffMember by) => Sight.Of(by, routing.Value.DefaultTeam);
}
