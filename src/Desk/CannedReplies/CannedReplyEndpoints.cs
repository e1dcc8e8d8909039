using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.CannedReplies;

/// <summary>Canned replies and macros over HTTP.</summary>
internal static class CannedReplyEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var replies = api.MapGroup("/canned-replies").WithTags("Canned replies").ProducesProblem(StatusCodes.Status403Forbidden);
        replies.MapGet("/", ListAsync).WithName("ListCannedReplies").WithSummary("Canned replies and macros that the caller may use: their own, their team's, the company's.");
        replies.MapPost("/", AddAsync).WithName("AddCannedReply").WithSummary("Write a canned reply; with a note, tags, a status, a team, an ending or a snooze it is a macro.").Accepts<CannedReplyBody>("application/json");
        replies.MapPut("/{id:guid}", ChangeAsync).WithName("ChangeCannedReply").WithSummary("Put another in its place; version is that of the one to replace.").Accepts<CannedReplyBody>("application/json");
        replies.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteCannedReply").WithSummary("Delete a canned reply.");
        replies.MapGet("/{id:guid}/plan", PlanAsync).WithName("PlanCannedReply").WithSummary("Exactly what it would do in a conversation, or on a request, for whom the call is made; nothing is done.");
    }

    private static async Task<Results<Ok<IReadOnlyList<CannedReply>>, ProblemHttpResult>> ListAsync(
        HttpContext http, IDatabase database, EditCannedReplies replies, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        return problem is not null ? problem : TypedResults.Ok(await replies.ListAsync(member, cancellationToken));
    }

    private static Task<Results<Ok<CannedReply>, Created<CannedReply>, ValidationProblem, ProblemHttpResult>> AddAsync(
        HttpContext http, IDatabase database, EditCannedReplies replies, TimeProvider clock, CancellationToken cancellationToken) =>
        SaveAsync(null, http, database, replies, clock, cancellationToken);

    private static Task<Results<Ok<CannedReply>, Created<CannedReply>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        Guid id, HttpContext http, IDatabase database, EditCannedReplies replies, TimeProvider clock, CancellationToken cancellationToken) =>
        SaveAsync(id, http, database, replies, clock, cancellationToken);

    private static async Task<Results<Ok<CannedReply>, Created<CannedReply>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        Guid? id, HttpContext http, IDatabase database, EditCannedReplies replies, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var (body, unreadable) = await StrictJson.ReadAsync<CannedReplyBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return unreadable!;
        }

        if (id is not null && body.Version is null or < 1)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["version"] = ["It is missing: the version of the one to replace."] });
        }

        return await replies.SaveAsync(member, body.ToReply(id ?? Guid.CreateVersion7(clock.GetUtcNow()), id is null ? 0 : body.Version!.Value, member?.Id), cancellationToken) switch
        {
            CannedOutcome.Done done when id is null => TypedResults.Created((string?)null, done.Reply),
            CannedOutcome.Done done => TypedResults.Ok(done.Reply),
            CannedOutcome.Faulty faulty => TypedResults.ValidationProblem(faulty.Faults.GroupBy(fault => fault.Field).ToDictionary(of => of.Key, of => of.Select(WordsOf).ToArray())),
            var other => Refused(other),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid id, HttpContext http, IDatabase database, EditCannedReplies replies, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        return problem is not null ? problem
            : await replies.DeleteAsync(member, id, cancellationToken) is var outcome and not CannedOutcome.Done ? Refused(outcome)
            : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<MacroPlan>, ValidationProblem, ProblemHttpResult>> PlanAsync(
        Guid id, HttpContext http, IDatabase database, RunMacro macro, long? conversation, string? request, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.RequireAsync(http, database, _ => true, cancellationToken);
        if (member is null)
        {
            return problem!;
        }

        if (!RequestNumber.TryParse(request ?? "", out var number) == conversation is null)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["conversation"] = ["Either conversation, a number, or request, such as SR-000001, must be there."] });
        }

        return await macro.PlanAsync(member, id, conversation, number, cancellationToken) is { Plan: var plan } ? TypedResults.Ok(plan) : Refused(new CannedOutcome.NotFound());
    }

    private static string WordsOf(CannedFault fault) => fault.Kind switch
    {
        CannedFaultKind.Missing => "It is missing or empty.",
        CannedFaultKind.TooLong => $"It must not be longer than {(fault.Field == "title" ? CannedReply.MostTitle : CannedReply.MostText)} characters.",
        CannedFaultKind.NotAShortcut => $"It must have 1 to {CannedReply.MostShortcut} lower-case letters, digits and hyphens.",
        CannedFaultKind.Taken => "Another one there has that short name.",
        CannedFaultKind.Placeholder when fault.At is { Name: { } name } at =>
            $"Line {at.Line}, column {at.Column}: there is no placeholder {{{name}}}. There are {string.Join(", ", ReplyTemplate.Names.Select(known => $"{{{known}}}"))}.",
        CannedFaultKind.Placeholder => $"Line {fault.At!.Line}, column {fault.At.Column}: the brace is not closed. Write {{{{ for a brace that stands for itself.",
        _ => "It is not one of those allowed.",
    };

    private static ProblemHttpResult Refused(CannedOutcome outcome) => outcome switch
    {
        CannedOutcome.NotFound => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such canned reply, conversation or request."),
        CannedOutcome.NotAllowed => TypedResults.Problem(
            statusCode: StatusCodes.Status403Forbidden, title: "It is not theirs to change.",
            detail: "Everybody changes their own, leads their team's, managers and administrators every team's and the company's."),
        CannedOutcome.Conflict conflict => TypedResults.Problem(
            statusCode: StatusCodes.Status409Conflict, title: "Somebody has changed it meanwhile.", detail: $"Its version is {conflict.Reply.Version}."),
        _ => throw new UnreachableException(),
    };
}

/// <summary>A canned reply as it is to be.</summary>
/// <param name="Place"><c>company</c>, <c>team:faults</c>, or <c>personal</c> (the caller's own).</param>
/// <param name="Shortcut">What is typed behind the slash.</param>
/// <param name="Title">What it is about.</param>
/// <param name="En">The reply in English.</param>
/// <param name="Zh">The reply in Chinese.</param>
/// <param name="Note">A note for colleagues.</param>
/// <param name="Tags">Tags that a request gets.</param>
/// <param name="Status">The status that a request gets.</param>
/// <param name="PassTo">The team that it is passed to.</param>
/// <param name="Ending">How a conversation goes on: <c>hand-back</c> or <c>end</c>.</param>
/// <param name="Snooze">Until when it is put aside then: <c>1h</c>, <c>4h</c>, <c>tomorrow</c>, <c>week</c>.</param>
/// <param name="Version">The version of the one to replace.</param>
internal sealed record CannedReplyBody(
    string? Place, string? Shortcut, string? Title, string? En, string? Zh, string? Note, IReadOnlyList<string>? Tags, RequestStatus? Status, string? PassTo, string? Ending, string? Snooze, long? Version)
{
    public CannedReply ToReply(Guid id, long version, Guid? me) => new()
    {
        Id = id,
        Place = CannedPlace.Read(Place, me),
        Shortcut = Shortcut ?? "",
        Title = Title ?? "",
        En = En,
        Zh = Zh,
        Note = Note,
        Tags = string.Join(',', Tags ?? []),
        Status = Status,
        PassTo = PassTo,
        Ending = Ending,
        Snooze = Snooze,
        Version = version,
        ChangedAt = default,
    };
}
