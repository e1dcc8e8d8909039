using System.Text.Json;
using ServiceBot.Crm;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>
/// Tags a request, follows it, and keeps its list of what is to be done. None of it changes the request itself, so that nobody's answer is refused for it; all of it
/// stands in the history.
/// </summary>
public sealed class MarkRequest(SignalLog signals, TimeProvider clock)
{
    /// <summary>The longest line of a checklist.</summary>
    public const int MostWords = 200;

    /// <summary>Puts a tag on it, or takes it off; done again it changes nothing.</summary>
    public async Task TagAsync(UnitOfWork unit, ServiceRequest request, string tag, bool on, Actor by)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await MarkStore.TagAsync(unit, request.Number, tag, on))
        {
            await SayAsync(unit, request, on ? "tagged" : "untagged", tag, on ? "RequestTagged" : "RequestUntagged", by);
        }
    }

    /// <summary>Has somebody follow it, or follow it no more.</summary>
    public async Task FollowAsync(UnitOfWork unit, ServiceRequest request, Guid staff, bool on, Actor by)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await MarkStore.FollowAsync(unit, request.Number, staff, on))
        {
            await SayAsync(unit, request, on ? "followed" : "unfollowed", $"{staff}", on ? "RequestFollowed" : "RequestUnfollowed", by);
        }
    }

    /// <summary>Adds a line to what is to be done.</summary>
    public async Task AddCheckAsync(UnitOfWork unit, ServiceRequest request, string words, Actor by)
    {
        ArgumentNullException.ThrowIfNull(request);
        var line = StoredText.CleanLine(words, MostWords);
        await MarkStore.AddCheckAsync(unit, request.Number, line);
        await SayAsync(unit, request, "to-do", line, "RequestCheckAdded", by);
    }

    /// <summary>Ticks a line of it, or unticks it.</summary>
    /// <returns>False: it was so already, or there is no such line.</returns>
    public async Task<bool> CheckAsync(UnitOfWork unit, ServiceRequest request, long id, bool done, Actor by)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await MarkStore.CheckAsync(unit, request.Number, id, done ? clock.GetUtcNow() : null) is not { } words)
        {
            return false;
        }

        await SayAsync(unit, request, done ? "done" : "undone", words, done ? "RequestCheckDone" : "RequestCheckUndone", by);
        return true;
    }

    private async Task SayAsync(UnitOfWork unit, ServiceRequest request, string what, string value, string signal, Actor by)
    {
        var at = clock.GetUtcNow();
        await RequestStore.AddChangeAsync(unit, request.Id, new() { At = at, Who = by.Name, What = what, ToValue = value, IsPublic = false });
        var data = JsonSerializer.Serialize(new { request = request.Id, number = $"{request.Number}", what, by = by.Name });
        await signals.AppendAsync(unit, new(signal, at, request.Conversation, request.Customer, data));
    }
}
