using Microsoft.Extensions.Options;
using ServiceBot.Channels.Uploads;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>What somebody of the desk does to a request in one go.</summary>
public sealed record RequestAnswer
{
    /// <summary>What they say; null: nothing.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the customer hears it.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>A file; null: none.</summary>
    public NewFile? File { get; init; }

    /// <summary>The status from now on; null: as it is.</summary>
    public RequestStatus? Status { get; init; }

    /// <summary>Whether it is said to the customers of linked requests as well: <see cref="LinkedCustomers"/>.</summary>
    public bool ToLinked { get; init; }

    /// <summary>Whether it is resolved although parts of it are still to be done.</summary>
    public bool DespiteParts { get; init; }

    /// <summary>The version that they saw.</summary>
    public required long Version { get; init; }

    /// <summary>Under the same key it is the same answer.</summary>
    public required string DedupeKey { get; init; }
}

/// <summary>What became of an answer.</summary>
public abstract record AnswerRequestOutcome
{
    private AnswerRequestOutcome()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="IsNew">Whether it is done now; otherwise it was before.</param>
    public sealed record Done(bool IsNew) : AnswerRequestOutcome;

    /// <summary>There is no such request.</summary>
    public sealed record NotFound : AnswerRequestOutcome;

    /// <summary>The request is closed or withdrawn.</summary>
    public sealed record Over : AnswerRequestOutcome;

    /// <summary>Somebody, perhaps the customer, changed the request since they looked.</summary>
    public sealed record Conflict : AnswerRequestOutcome;

    /// <summary>Parts of it are still to be done.</summary>
    public sealed record OpenParts(IReadOnlyList<RequestNumber> Parts) : AnswerRequestOutcome;

    /// <summary>That status can't follow the present one.</summary>
    public sealed record NotAllowed : AnswerRequestOutcome;
}

/// <summary>A reply or a note with a file and a change of status, all of it or none, and only to what its writer has seen.</summary>
public sealed class AnswerRequest(
    AddComment addComment, ChangeStatus changeStatus, AttachFile attachFile, UpdateLinked updateLinked, IOptions<RequestOptions> options, TimeProvider clock)
{
    /// <summary>Does it. Find the request first: whether it may be seen is not checked here.</summary>
    public async Task<AnswerRequestOutcome> HandleAsync(UnitOfWork unit, RequestNumber number, RequestAnswer answer, Actor by)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (await RequestStore.FindAsync(unit, number) is not { } request)
        {
            return new AnswerRequestOutcome.NotFound();
        }

        if (await RequestStore.IsDoneAsync(unit, answer.DedupeKey))
        {
            return new AnswerRequestOutcome.Done(IsNew: false);
        }

        var status = answer.Status == request.Status ? null : answer.Status;
        if (Refuse(request, answer, status, RequestTransitions.From(request, options.Value.ReopenWindow, clock.GetUtcNow())) is { } refused)
        {
            return refused;
        }

        if (status == RequestStatus.Resolved && !answer.DespiteParts && await RequestLinkStore.OpenPartsAsync(unit, number) is { Count: > 0 } parts)
        {
            return new AnswerRequestOutcome.OpenParts(parts);
        }

        if (!await RequestStore.NoteDoneAsync(unit, answer.DedupeKey, clock.GetUtcNow()))
        {
            return new AnswerRequestOutcome.Done(IsNew: false);
        }

        var isOneMessage = status is not null && answer is { IsPublic: true, File: null };     // the customer hears of both at once
        if (answer.Text is { } text && !isOneMessage)
        {
            await addComment.HandleAsync(unit, number, text, answer.IsPublic, by, clock.GetUtcNow());
        }

        if (answer.File is { } file)
        {
            await attachFile.HandleAsync(unit, number, file, answer.IsPublic, by);
        }

        if (status is { } to)
        {
            await changeStatus.HandleAsync(unit, number, to, by, version: null, isOneMessage ? answer.Text : null);
        }

        var resolves = status == RequestStatus.Resolved;
        if (answer is { ToLinked: true, IsPublic: true } && (resolves || answer.Text is not null))
        {
            await updateLinked.SendAsync(unit, request, (await LineAsync(unit, request, answer.Text, by)).Id, resolves, by);
        }

        return new AnswerRequestOutcome.Done(IsNew: true);
    }

    /// <summary>The line that was written just now, with the words if there were any.</summary>
    private static async Task<RequestChange> LineAsync(UnitOfWork unit, ServiceRequest request, string? words, Actor by) =>
        (await RequestStore.HistoryAsync(unit, request.Id)).Last(change => change.Who == by.Name && change.What is "comment" or "status" && (words is null || change.Comment is not null));

    private static AnswerRequestOutcome? Refuse(ServiceRequest request, RequestAnswer answer, RequestStatus? status, IReadOnlyList<RequestStatus> allowed) => request switch
    {
        _ when request.Version != answer.Version => new AnswerRequestOutcome.Conflict(),
        _ when RequestTransitions.IsOver(request) => new AnswerRequestOutcome.Over(),
        _ when status is { } to && !allowed.Contains(to) => new AnswerRequestOutcome.NotAllowed(),
        _ => null,
    };
}
