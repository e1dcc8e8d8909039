using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm.Privacy;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Customers;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Privacy;

/// <summary>Archives of what is held of somebody, erasures with their certificates, and protections, over HTTP.</summary>
internal static class PrivacyEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("Privacy");
        customers.MapPost("/{customer:guid}/archive", AskForArchiveAsync).WithName("AskForArchive").WithSummary("Have an archive made of all that is held of a customer; GET what Location says until it is ready.");
        customers.MapPost("/{customer:guid}/erase", EraseAsync).WithName("EraseCustomer").WithSummary("Erase a customer with all records that are the same. It can't be undone.").Accepts<EraseBody>("application/json");
        customers.MapGet("/{customer:guid}/protections", ReadAsync).WithName("ReadProtections").WithSummary("What a customer's data are protected from.");
        customers.MapPut("/{customer:guid}/protections/{kind}", ProtectAsync).WithName("ProtectCustomer").WithSummary("Restrict what is done with a customer's data (restriction), or keep them from being erased (hold).").Accepts<ProtectBody>("application/json");
        customers.MapDelete("/{customer:guid}/protections/{kind}", EndAsync).WithName("EndProtection").WithSummary("Take a protection off.");

        var privacy = api.MapGroup("/privacy").WithTags("Privacy");
        privacy.MapGet("/archives", ListArchivesAsync).WithName("ListArchives").WithSummary("Archives of what is held of customers, the newest first, page by page.");
        privacy.MapGet("/archives/{archive:long}", ReadArchiveAsync).WithName("ReadArchive").WithSummary("Where an archive stands.");
        privacy.MapGet("/archives/{archive:long}/file", FetchAsync).WithName("FetchArchive").WithSummary("An archive that is ready, as a .zip.").Produces(StatusCodes.Status200OK, contentType: "application/zip");
        privacy.MapGet("/erasures", ListErasuresAsync).WithName("ListErasures").WithSummary("Who was erased, by ids alone, the newest first, page by page.");
        privacy.MapGet("/erasures/{erasure:long}", ReadErasureAsync).WithName("ReadErasure").WithSummary("An erasure with its certificate.");
        privacy.MapGet("/retention", async (IDatabase database, Retain retain, CancellationToken cancellationToken) => TypedResults.Ok(new RetentionView(
                await retain.PreviewAsync(cancellationToken), await database.ReadAsync(session => Retain.RunsAsync(session, 100), cancellationToken))))
            .WithName("ReadRetention").WithSummary("What the retention rules would do now, which is not done by asking, and what they did.");
    }

    private static async Task<Results<Accepted<ArchiveView>, ProblemHttpResult>> AskForArchiveAsync(Guid customer, HttpContext http, IDatabase database, AskForArchive ask, CancellationToken cancellationToken)
    {
        var access = await database.WriteAsync(
            async unit => await ask.HandleAsync(unit, customer, RequestEndpoints.CallerOf(http).Name) is { } id ? await AskForArchive.FindAsync(unit, id) : null, cancellationToken);
        return access is null ? CustomerEndpoints.NoSuchCustomer() : TypedResults.Accepted($"/api/v1/privacy/archives/{access.Id}", ArchiveView.Of(access));
    }

    private static async Task<Results<Accepted<ErasureView>, ValidationProblem, ProblemHttpResult>> EraseAsync(
        Guid customer, HttpContext http, IDatabase database, AskForErasure ask, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<EraseBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (!AskForErasure.Reasons.Contains(body.Because))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["because"] = [$"It is one of {string.Join(", ", AskForErasure.Reasons)}."] });
        }

        var (outcome, erasure) = await database.WriteAsync(
            async unit => await ask.HandleAsync(unit, customer, body.Because!, RequestEndpoints.CallerOf(http).Name) is var done && done is EraseOutcome.Asked { Number: var number }
                ? (done, await AskForErasure.FindAsync(unit, number)) : (done, null),
            cancellationToken);
        return outcome switch
        {
            EraseOutcome.Asked => TypedResults.Accepted($"/api/v1/privacy/erasures/{erasure!.Number}", ErasureView.Of(erasure)),
            EraseOutcome.Held held => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "A legal hold keeps the customer.", detail: $"{held.Hold.Reason} Take the hold off first: DELETE /api/v1/customers/{held.Hold.Customer}/protections/hold."),
            _ => CustomerEndpoints.NoSuchCustomer(),
        };
    }

    private static async Task<Results<Ok<IReadOnlyList<ProtectionView>>, ProblemHttpResult>> ReadAsync(Guid customer, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => ProtectCustomer.FindAsync(session, customer), cancellationToken) is { } protections
            ? TypedResults.Ok<IReadOnlyList<ProtectionView>>([.. protections.Select(ProtectionView.Of)]) : CustomerEndpoints.NoSuchCustomer();

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> ProtectAsync(
        Guid customer, string kind, HttpContext http, IDatabase database, ProtectCustomer protect, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<ProtectBody>(http.Request, cancellationToken);
        return body is null ? problem!
            : KindOf(kind) is not { } what ? NoSuchKind()
            : Answer(await database.WriteAsync(unit => protect.HandleAsync(unit, customer, what, body.Reason, RequestEndpoints.CallerOf(http).Name), cancellationToken));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> EndAsync(
        Guid customer, string kind, HttpContext http, IDatabase database, ProtectCustomer protect, CancellationToken cancellationToken) =>
        KindOf(kind) is not { } what ? NoSuchKind() : Answer(await database.WriteAsync(unit => protect.EndAsync(unit, customer, what, RequestEndpoints.CallerOf(http).Name), cancellationToken));

    private static Results<NoContent, ValidationProblem, ProblemHttpResult> Answer(ProtectOutcome outcome) => outcome switch
    {
        ProtectOutcome.Done => TypedResults.NoContent(),
        ProtectOutcome.NoReason => TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["reason"] = ["It is missing or empty."] }),
        _ => CustomerEndpoints.NoSuchCustomer(),
    };

    private static async Task<Results<Ok<Page<ArchiveView>>, ValidationProblem>> ListArchivesAsync(string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [long.MaxValue], errors);
        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : TypedResults.Ok(Page<ArchiveView>.Of(await database.ReadAsync(session => AskForArchive.ListAsync(session, page.After[0], page.Take), cancellationToken), page.Take, ArchiveView.Of, access => [access.Id]));
    }

    private static async Task<Results<Ok<ArchiveView>, ProblemHttpResult>> ReadArchiveAsync(long archive, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => AskForArchive.FindAsync(session, archive), cancellationToken) is { } access ? TypedResults.Ok(ArchiveView.Of(access)) : NotThere("There is no such archive.");

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> FetchAsync(long archive, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => AskForArchive.FindAsync(session, archive), cancellationToken) is { State: ArchiveState.Ready } access
            ? TypedResults.Stream(to => AskForArchive.CopyAsync(database, access, to, cancellationToken), "application/zip", $"customer-{access.Customer}.zip")
            : NotThere("There is no such archive, it is not ready, or its days are over.");

    private static async Task<Results<Ok<Page<ErasureView>>, ValidationProblem>> ListErasuresAsync(string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [long.MaxValue], errors);
        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : TypedResults.Ok(Page<ErasureView>.Of(await database.ReadAsync(session => AskForErasure.ListAsync(session, page.After[0], page.Take), cancellationToken), page.Take, ErasureView.Of, erasure => [erasure.Number]));
    }

    private static async Task<Results<Ok<ErasureView>, ProblemHttpResult>> ReadErasureAsync(long erasure, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => AskForErasure.FindAsync(session, erasure), cancellationToken) is { } found ? TypedResults.Ok(ErasureView.Of(found)) : NotThere("There is no such erasure.");

    private static ProtectionKind? KindOf(string kind) => kind switch { "restriction" => ProtectionKind.Restriction, "hold" => ProtectionKind.Hold, _ => null };

    private static ProblemHttpResult NoSuchKind() => NotThere("A protection is restriction or hold.");

    private static ProblemHttpResult NotThere(string detail) => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "It is not there.", detail: detail);
}

/// <summary>An archive of what is held of a customer.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Customer">Whose it is.</param>
/// <param name="AskedBy">Who asked for it.</param>
/// <param name="At">When.</param>
/// <param name="State"><c>waiting</c>, <c>ready</c> or <c>gone</c>.</param>
/// <param name="Rows">How many rows are in it so far.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="File">Where it can be fetched; null: it can't.</param>
internal sealed record ArchiveView(long Id, Guid Customer, string AskedBy, DateTimeOffset At, string State, long Rows, long Bytes, string? File)
{
    public static ArchiveView Of(DataArchive access) => new(
        access.Id, access.Customer, access.AskedBy, access.At, EnumWord.Of(access.State), access.RowsDone, access.Bytes, access.State == ArchiveState.Ready ? $"/api/v1/privacy/archives/{access.Id}/file" : null);
}

/// <summary>That somebody is erased.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Customer">The id of the customer whose page it was.</param>
/// <param name="Because"><c>asked</c>, <c>retention</c> or <c>mistake</c>.</param>
/// <param name="AskedBy">Who asked for it.</param>
/// <param name="At">When.</param>
/// <param name="State"><c>waiting</c>; <c>erased</c>: the rows are gone; <c>searched</c>: it was searched for what is left; <c>done</c>.</param>
/// <param name="Certificate">What says so; null: nothing is erased yet.</param>
/// <param name="Hash">The certificate's SHA-256; null: it is not done.</param>
internal sealed record ErasureView(long Number, Guid Customer, string Because, string AskedBy, DateTimeOffset At, string State, ErasureCertificate? Certificate, string? Hash)
{
    public static ErasureView Of(Erasure erasure) => new(erasure.Number, erasure.Customer, erasure.Because, erasure.AskedBy, erasure.At, EnumWord.Of(erasure.State), erasure.Certificate, erasure.Hash);
}

/// <summary>A protection.</summary>
/// <param name="Kind"><c>restriction</c> or <c>hold</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="SaidBy">Who has put it.</param>
/// <param name="At">Since when.</param>
internal sealed record ProtectionView(string Kind, string Reason, string SaidBy, DateTimeOffset At)
{
    public static ProtectionView Of(Protection protection) => new(EnumWord.Of(protection.Kind), protection.Reason, protection.SaidBy, protection.At);
}

/// <summary>The retention rules.</summary>
/// <param name="Rules">What each would do now.</param>
/// <param name="Runs">What they did, the newest first.</param>
internal sealed record RetentionView(IReadOnlyList<RetentionPreview> Rules, IReadOnlyList<RetentionRun> Runs);

/// <summary>Why somebody is erased.</summary>
/// <param name="Because"><c>asked</c>, <c>retention</c> or <c>mistake</c>.</param>
internal sealed record EraseBody(string? Because);

/// <summary>Why somebody is protected.</summary>
/// <param name="Reason">Why.</param>
internal sealed record ProtectBody(string? Reason);
