using System.Globalization;
using System.Text.Json;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Snooze;

/// <summary>What became of a wish to put something aside.</summary>
public enum SnoozeOutcome
{
    /// <summary>It is so now.</summary>
    Done,

    /// <summary>There is no such conversation or request, or none that they see.</summary>
    NotFound,

    /// <summary>Somebody else holds the conversation.</summary>
    NotYours,

    /// <summary>There is nothing to do in it: it is resolved, closed, withdrawn, merged or ended.</summary>
    Over,

    /// <summary>Something happened since they looked.</summary>
    Changed,
}

/// <summary>
/// Puts a conversation or a request aside until a time (snooze). It leaves the lists of what is to do and nobody's hands, and stops no deadline and no promise. It is back
/// when its time comes, when the customer writes, and when somebody else is to deal with it.
/// </summary>
public sealed class PutAside(IDatabase database, ActOnConversation act, SignalLog signals, TimeProvider clock)
{
    /// <summary>Puts a request aside, or fetches it back. Nobody's answer is refused for it: its version stays.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">The request; see first whether it may be seen.</param>
    /// <param name="until">Until when; null: it is put aside no more.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="version">The version that they have seen; null: any.</param>
    public async Task<SnoozeOutcome> RequestAsync(UnitOfWork unit, RequestNumber number, DateTimeOffset? until, Actor by, long? version)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (await RequestStore.FindAsync(unit, number) is not { } request)
        {
            return SnoozeOutcome.NotFound;
        }

        if (version is not null && version != request.Version)
        {
            return SnoozeOutcome.Changed;
        }

        if (until is not null && !MayBePutAside(request))
        {
            return SnoozeOutcome.Over;
        }

        if (await KeepAsync(unit, new(WorkKind.Request, number.Value), until, Actor.StaffOf(by.Name)))
        {
            await SayAsync(unit, request, until, by);
        }

        return SnoozeOutcome.Done;
    }

    /// <summary>Puts a conversation aside that somebody holds, or fetches it back.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="key">The conversation.</param>
    /// <param name="until">Until when; null: it is put aside no more.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="lastSeq">The last number in it that they have seen; null: any.</param>
    public async Task<SnoozeOutcome> ConversationAsync(UnitOfWork unit, long key, DateTimeOffset? until, StaffMember by, long? lastSeq)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await act.FindSeenAsync(unit, key, by) is not { } conversation)
        {
            return SnoozeOutcome.NotFound;
        }

        if (conversation.EndedAt is not null)
        {
            return SnoozeOutcome.Over;
        }

        if ((await OwnershipStore.FindAsync(unit, key))?.Agent != by.Id)
        {
            return SnoozeOutcome.NotYours;
        }

        if (conversation.LastSeq > lastSeq)
        {
            return SnoozeOutcome.Changed;
        }

        if (await KeepAsync(unit, new(WorkKind.Conversation, key), until, by.Id))
        {
            await SayAsync(unit, conversation, until, by.Id);
        }

        return SnoozeOutcome.Done;
    }

    /// <summary>Whether there is something to do in a request that can wait.</summary>
    public static bool MayBePutAside(ServiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RequestDesk.ToDo.Contains(request.Status) && request.MergedInto is null;
    }

    /// <summary>Notes that somebody has looked at a request that is back.</summary>
    public Task SeenAsync(RequestNumber number, Guid staff, CancellationToken cancellationToken) => SeenAsync(new WorkId(WorkKind.Request, number.Value), staff, cancellationToken);

    /// <summary>Notes that somebody has looked at a conversation that is back.</summary>
    public Task SeenAsync(long conversation, Guid staff, CancellationToken cancellationToken) => SeenAsync(new WorkId(WorkKind.Conversation, conversation), staff, cancellationToken);

    /// <summary>Fetches back what is due, once over all nodes.</summary>
    /// <returns>False: its time has not come, or another node did it.</returns>
    internal async Task<bool> WakeAsync(UnitOfWork unit, WorkId id)
    {
        var conversation = id.Kind == WorkKind.Conversation ? await ConversationStore.HoldAsync(unit, id.Number) : null;     // first the conversation, as everywhere
        if (!await SnoozeStore.WakeAsync(unit, id, clock.GetUtcNow()))
        {
            return false;
        }

        if (conversation is not null)
        {
            await SayAsync(unit, conversation, until: null, by: null);
        }
        else if (await RequestStore.FindAsync(unit, new(id.Number)) is { } request)
        {
            await SayAsync(unit, request, until: null, Actor.System);
        }

        return true;
    }

    private static async Task<bool> KeepAsync(UnitOfWork unit, WorkId id, DateTimeOffset? until, Guid? by)
    {
        if (until is not { } time)
        {
            return await SnoozeStore.EndAsync(unit, id);
        }

        await SnoozeStore.PutAsync(unit, id, time, by);
        return true;
    }

    private async Task SeenAsync(WorkId id, Guid staff, CancellationToken cancellationToken)
    {
        if ((await database.ReadAsync(session => SnoozeStore.OfAsync(session, id.Kind, [id.Number]), cancellationToken)).GetValueOrDefault(id.Number) is { IsOver: true } back && back.By == staff)
        {
            await database.WriteAsync(
                async unit =>
                {
                    await SnoozeStore.SeenAsync(unit, id, staff);
                    return true;
                },
                cancellationToken);
        }
    }

    private async Task SayAsync(UnitOfWork unit, ServiceRequest request, DateTimeOffset? until, Actor by)
    {
        var at = clock.GetUtcNow();
        await RequestStore.AddChangeAsync(unit, request.Id, new() { At = at, Who = by.Name, What = until is null ? "awoke" : "snoozed", ToValue = WordOf(until), IsPublic = false });
        var data = JsonSerializer.Serialize(new { request = request.Id, number = $"{request.Number}", until, by = by.Name });
        await signals.AppendAsync(unit, new(until is null ? "RequestAwoke" : "RequestSnoozed", at, request.Conversation, request.Customer, data));
    }

    private async Task SayAsync(UnitOfWork unit, Conversation conversation, DateTimeOffset? until, Guid? by)
    {
        var at = clock.GetUtcNow();
        await SaidStore.AddAsync(
            unit, conversation.Key, conversation.LastSeq, until is null ? SaidKinds.Awoke : SaidKinds.Snoozed, by, WordOf(until) ?? "", conversation.Epoch, at);
        await signals.AppendAsync(unit, new(until is null ? "ConversationAwoke" : "ConversationSnoozed", at, conversation.Key, Data: JsonSerializer.Serialize(new { until, by })));
    }

    private static string? WordOf(DateTimeOffset? until) => until?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
