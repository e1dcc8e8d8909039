using Microsoft.Extensions.Options;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.HandOver;

/// <summary>What people of the desk do with conversations, other than answering: take, hand back, pass on, decline, end; and leave words for each other.</summary>
public sealed class ActOnConversation(IDatabase database, ChangeOwner changeOwner, IOptions<RoutingOptions> routing, TimeProvider clock)
{
    /// <summary>The longest note, in characters.</summary>
    internal const int MaxNote = 10_000;

    /// <summary>Does it.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="what">What is done, in this conversation.</param>
    /// <param name="seen">The epoch that they have seen; null: any.</param>
    /// <param name="note">A word to colleagues that goes with it; null: none.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    /// <returns>Null: there is no such conversation, or none that they see.</returns>
    public Task<Decision?> HandleAsync(
        long key, StaffMember by, Func<Conversation, OwnershipEvent> what, long? seen, string? note, CancellationToken cancellationToken) =>
        database.WriteAsync(unit => HandleAsync(unit, key, by, what, seen, note), cancellationToken);

    /// <summary>The same as part of something larger.</summary>
    public async Task<Decision?> HandleAsync(UnitOfWork unit, long key, StaffMember by, Func<Conversation, OwnershipEvent> what, long? seen, string? note)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(what);
        if (await FindSeenAsync(unit, key, by) is not { } conversation)
        {
            return null;
        }

        var decision = await changeOwner.HandleAsync(unit, conversation, what(conversation), seen);
        if (note is not null && decision is Decision.Changed changed)
        {
            await WriteAsync(unit, conversation, SaidKinds.Transfer, by, note, changed.Now.Epoch, dedupeKey: null);
        }

        return decision;
    }

    /// <summary>Leaves a word for colleagues, which no customer and no transcript ever shows. Also in a conversation that has ended.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="words">The words.</param>
    /// <param name="whispers">Whether it is a lead's word for who answers.</param>
    /// <param name="dedupeKey">Under the same key it is the same note; null: every call is a new one.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    /// <returns>The note's number; null: there is no such conversation, or none that they see.</returns>
    public Task<long?> NoteAsync(long key, StaffMember by, string words, bool whispers, string? dedupeKey, CancellationToken cancellationToken) =>
        database.WriteAsync(unit => NoteAsync(unit, key, by, words, whispers, dedupeKey), cancellationToken);

    /// <summary>The same as part of something larger.</summary>
    public async Task<long?> NoteAsync(UnitOfWork unit, long key, StaffMember by, string words, bool whispers, string? dedupeKey)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await FindSeenAsync(unit, key, by) is not { } conversation)
        {
            return null;
        }

        return dedupeKey is not null && await SaidStore.FindAsync(unit, key, dedupeKey) is { } said
            ? said.Id
            : await WriteAsync(unit, conversation, whispers ? SaidKinds.Whisper : SaidKinds.Note, by, words, conversation.Epoch, dedupeKey);
    }

    /// <summary>Holds a conversation that somebody sees.</summary>
    internal async Task<Conversation?> FindSeenAsync(UnitOfWork unit, long key, StaffMember by) =>
        await ConversationStore.HoldAsync(unit, key) is { } conversation
        && Sight.Of(by, routing.Value.DefaultTeam).Sees(await OwnershipStore.FindAsync(unit, key))
            ? conversation
            : null;

    private async Task<long> WriteAsync(UnitOfWork unit, Conversation conversation, string kind, StaffMember by, string words, long epoch, string? dedupeKey)
    {
        var now = clock.GetUtcNow();
        var last = (await ConversationStore.FindAsync(unit, conversation.Key))!.LastSeq;     // a notice may just have been said
        var id = await SaidStore.AddAsync(unit, conversation.Key, last, kind, by.Id, StoredText.Clean(words, MaxNote), epoch, now, dedupeKey);
        await changeOwner.NotedAsync(unit, conversation.Key, kind, by.Id, now);
        return id;
    }
}
