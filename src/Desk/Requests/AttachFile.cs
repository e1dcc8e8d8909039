using System.Text.Json;
using ServiceBot.Channels.Uploads;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>What became of a file.</summary>
public abstract record AttachOutcome
{
    private AttachOutcome()
    {
    }

    /// <summary>It belongs to the request.</summary>
    public sealed record Attached(ServiceRequest Request) : AttachOutcome;

    /// <summary>There is no such request.</summary>
    public sealed record NotFound : AttachOutcome;

    /// <summary>The request is closed or withdrawn.</summary>
    public sealed record Over(ServiceRequest Request) : AttachOutcome;
}

/// <summary>Adds a file of the desk to a request, for the customer or only for the team.</summary>
public sealed class AttachFile(SignalLog signals, TimeProvider clock)
{
    /// <summary>Adds it.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">Which request.</param>
    /// <param name="file">The file.</param>
    /// <param name="isPublic">Whether the customer gets it.</param>
    /// <param name="by">Who adds it.</param>
    public async Task<AttachOutcome> HandleAsync(UnitOfWork unit, RequestNumber number, NewFile file, bool isPublic, Actor by)
    {
        ArgumentNullException.ThrowIfNull(file);
        var now = clock.GetUtcNow();
        while (await RequestStore.FindAsync(unit, number) is { } before)
        {
            if (RequestTransitions.IsOver(before))
            {
                return new AttachOutcome.Over(before);
            }

            if (await RequestStore.UpdateAsync(unit, before with { ChangedAt = now }) is { } changed)
            {
                await file.StoreAsync(unit, changed.Conversation, now, until: null);
                await AttachmentStore.AttachAsync(unit, file.Id, changed.Id, changed.Conversation, now);
                var change = await RequestStore.AddChangeAsync(
                    unit, changed.Id, new() { At = now, Who = by.Name, What = "file", ToValue = file.Id, Comment = file.Name, IsPublic = isPublic });
                var data = JsonSerializer.Serialize(new { request = changed.Id, number = $"{changed.Number}", by = by.Name, isPublic, change });
                await signals.AppendAsync(unit, new("RequestFileAttached", now, changed.Conversation, changed.Customer, data));
                return new AttachOutcome.Attached(changed);
            }
        }

        return new AttachOutcome.NotFound();
    }
}
