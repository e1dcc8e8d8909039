using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>What shall be different about a request; what is null stays as it is.</summary>
public sealed record RequestEdit
{
    /// <summary>What it is about.</summary>
    public string? Category { get; init; }

    /// <summary>How many are hit; the priority follows from it and the urgency.</summary>
    public RequestLevel? Impact { get; init; }

    /// <summary>How soon it hurts.</summary>
    public RequestLevel? Urgency { get; init; }

    /// <summary>A priority that follows from nothing: it takes the place of impact and urgency.</summary>
    public RequestPriority? Priority { get; init; }

    /// <summary>The values of its form, as they are kept: all of them.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }
}

/// <summary>What became of an edit.</summary>
public abstract record EditRequestOutcome
{
    private EditRequestOutcome()
    {
    }

    /// <summary>It is so now, or was so already.</summary>
    public sealed record Edited(ServiceRequest Request) : EditRequestOutcome;

    /// <summary>There is no such request.</summary>
    public sealed record NotFound : EditRequestOutcome;

    /// <summary>The request is closed or withdrawn.</summary>
    public sealed record Over(ServiceRequest Request) : EditRequestOutcome;

    /// <summary>Somebody changed the request in the meantime.</summary>
    public sealed record Conflict(ServiceRequest Request) : EditRequestOutcome;

    /// <summary>Only one of impact and urgency is known, and no priority follows from it.</summary>
    public sealed record HalfRated(ServiceRequest Request) : EditRequestOutcome;
}

/// <summary>Changes what a request is: category, priority, the values of its form. Each change stands in the history.</summary>
public sealed class EditRequest(SignalLog signals, IOptions<RequestOptions> options, TimeProvider clock)
{
    /// <summary>Changes it. Check values and category first: they are taken as they come.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">Which request.</param>
    /// <param name="edit">What shall be different.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="version">The version it must still have; null: any.</param>
    public async Task<EditRequestOutcome> HandleAsync(UnitOfWork unit, RequestNumber number, RequestEdit edit, Actor by, long? version)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var before = await RequestStore.FindAsync(unit, number);
        var outcome = Decide(before, edit, version, options.Value, clock.GetUtcNow());
        if (outcome is not EditRequestOutcome.Edited { Request: var wanted } || Changes(before!, wanted).Count == 0)
        {
            return outcome;
        }

        if (await RequestStore.UpdateAsync(unit, wanted) is not { } changed)
        {
            return new EditRequestOutcome.Conflict((await RequestStore.FindAsync(unit, number))!);
        }

        var changes = Changes(before!, changed);
        foreach (var (what, from, to) in changes)
        {
            await RequestStore.AddChangeAsync(unit, changed.Id, new() { At = changed.ChangedAt, Who = by.Name, What = what, FromValue = from, ToValue = to, IsPublic = false });
        }

        var data = JsonSerializer.Serialize(new { request = changed.Id, number = $"{changed.Number}", what = changes.Select(change => change.What), by = by.Name });
        await signals.AppendAsync(unit, new("RequestEdited", changed.ChangedAt, changed.Conversation, changed.Customer, data));
        return new EditRequestOutcome.Edited(changed);
    }

    internal static EditRequestOutcome Decide(ServiceRequest? request, RequestEdit edit, long? version, RequestOptions options, DateTimeOffset now)
    {
        switch (request)
        {
            case null:
                return new EditRequestOutcome.NotFound();
            case var _ when version is not null && version != request.Version:
                return new EditRequestOutcome.Conflict(request);
            case var _ when RequestTransitions.IsOver(request):
                return new EditRequestOutcome.Over(request);
        }

        var (impact, urgency) = edit.Priority is null ? (edit.Impact ?? request.Impact, edit.Urgency ?? request.Urgency) : (null, null);
        if (impact is null != urgency is null)
        {
            return new EditRequestOutcome.HalfRated(request);
        }

        var isRated = edit.Impact is not null || edit.Urgency is not null;
        return new EditRequestOutcome.Edited(request with
        {
            Category = edit.Category ?? request.Category,
            Impact = impact,
            Urgency = urgency,
            Priority = edit.Priority ?? (isRated ? options.PriorityOf(impact!.Value, urgency!.Value) : request.Priority),
            Fields = edit.Fields is null ? request.Fields : RequestFields.Write(edit.Fields),
            ChangedAt = now,
        });
    }

    private static List<(string What, string? From, string? To)> Changes(ServiceRequest before, ServiceRequest after)
    {
        var (old, now) = (RequestFields.Read(before.Fields), RequestFields.Read(after.Fields));
        return
        [
            .. new (string What, string? From, string? To)[]
            {
                ("category", before.Category, after.Category), ("impact", Word(before.Impact), Word(after.Impact)), ("urgency", Word(before.Urgency), Word(after.Urgency)),
                ("priority", EnumWord.Of(before.Priority), EnumWord.Of(after.Priority)),
            }
                .Concat(old.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Select(name => ($"field:{name}", old.GetValueOrDefault(name), now.GetValueOrDefault(name))))
                .Where(change => change.Item2 != change.Item3),
        ];
    }

    private static string? Word(RequestLevel? level) => level is { } known ? EnumWord.Of(known) : null;
}
