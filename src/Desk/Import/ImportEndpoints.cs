using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using ServiceBot.Crm.Import;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Import;

/// <summary>Imports over HTTP: a file is stored, tried, imported in the background, and taken back if that is wanted.</summary>
internal static class ImportEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        imports.MapGet("/", ListAsync).WithName("ListImports").WithSummary("Imports, the newest first, page by page.");
        imports.MapPost("/", ReceiveAsync).WithName("ReceiveImport").WithSummary("Store a file, CSV or an Excel workbook, and look at it; nothing is imported yet.")
            .WithDescription("The body is the file itself, with its name in the address.").Accepts<byte[]>("*/*")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        imports.MapGet("/{import:long}", ReadAsync).WithName("ReadImport").WithSummary("An import: how far it is, what its file looks like, how it is read, and what a dry run found.");
        imports.MapGet("/{import:long}/rejected.csv", RejectedAsync).WithName("ReadRejectedRows").WithSummary("The rows that are not imported, each with its line and the reason, to be corrected and imported again.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
        imports.MapPost("/{import:long}/check", CheckAsync).WithName("CheckImport").WithSummary("Find out in the background what a file would change; nothing is changed.").Accepts<MappingView>("application/json");
        Act(imports, "run", (manage, import, by, cancellationToken) => manage.RunAsync(import, by, cancellationToken), "RunImport", "Import a file in the background, after a dry run; one that was cancelled goes on where it was.");
        Act(imports, "cancel", (manage, import, by, cancellationToken) => manage.CancelAsync(import, by, cancellationToken), "CancelImport", "Stop a dry run or an import; what is imported already stays until it is reverted.");
        Act(imports, "revert", (manage, import, by, cancellationToken) => manage.RevertAsync(import, by, cancellationToken), "RevertImport", "Take back in the background all that an import said; what others said stays.");
        Act(imports, "restore", (manage, import, by, cancellationToken) => manage.RestoreAsync(import, by, cancellationToken), "RestoreImport", "Say again in the background what was taken back of an import.");

        var profiles = api.MapGroup("/import-profiles").WithTags("Imports");
        profiles.MapGet("/", async (ManageImports manage, CancellationToken cancellationToken) => TypedResults.Ok(
                (await manage.ProfilesAsync(cancellationToken)).Select(profile => new ImportProfileView(profile.Name, MappingView.Of(profile.Mapping), profile.MadeBy, profile.At))))
            .WithName("ListImportProfiles").WithSummary("Mappings that were saved for files of a kind.");
        profiles.MapPut("/{name}", SaveProfileAsync).WithName("SaveImportProfile").WithSummary("Save a mapping for files of a kind.").Accepts<MappingView>("application/json");
        profiles.MapDelete("/{name}", async Task<Results<NoContent, ProblemHttpResult>> (string name, ManageImports manage, CancellationToken cancellationToken) =>
                await manage.ForgetProfileAsync(name, cancellationToken) ? TypedResults.NoContent() : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such mapping."))
            .WithName("ForgetImportProfile").WithSummary("Forget a saved mapping.");
    }

    private static void Act(
        IEndpointRouteBuilder imports, string act, Func<ManageImports, long, string, CancellationToken, Task<ImportOutcome>> how, string name, string summary) =>
        imports.MapPost($"/{{import:long}}/{act}", async (long import, HttpContext http, ManageImports manage, CancellationToken cancellationToken) =>
            await AnswerAsync(manage, await how(manage, import, RequestEndpoints.CallerOf(http).Name, cancellationToken), cancellationToken)).WithName(name).WithSummary(summary);

    private static async Task<Results<Ok<ImportPage>, ValidationProblem>> ListAsync(string? after, string? take, ManageImports manage, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after: null, take, [0], errors);
        long? before = null;
        if (!string.IsNullOrEmpty(after))
        {
            before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;
            if (before is null)
            {
                errors["after"] = ["It is not a cursor of this list. Take it from next of the page before."];
            }
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var batches = await manage.ListAsync(before, page.Take, cancellationToken);
        return TypedResults.Ok(new ImportPage([.. batches.Select(ImportView.Of)], batches.Count == page.Take ? batches[^1].Id : null));
    }

    private static async Task<Results<Accepted<ImportDetailView>, ValidationProblem, ProblemHttpResult>> ReceiveAsync(string? name, HttpContext http, ManageImports manage, CancellationToken cancellationToken)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;     // ours counts
        }

        return await AnswerAsync(manage, await manage.ReceiveAsync(http.Request.Body, name, RequestEndpoints.CallerOf(http).Name, cancellationToken), cancellationToken);
    }

    private static async Task<Results<Ok<ImportDetailView>, ProblemHttpResult>> ReadAsync(long import, ManageImports manage, CancellationToken cancellationToken) =>
        await manage.FindAsync(import, cancellationToken) is { State: not ImportState.Uploading } batch ? TypedResults.Ok(ImportDetailView.Of(batch, await manage.FieldsAsync(cancellationToken))) : NoSuchImport();

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> RejectedAsync(long import, HttpContext http, ManageImports manage, CancellationToken cancellationToken)
    {
        if (await manage.FindAsync(import, cancellationToken) is not { State: not ImportState.Uploading } batch)
        {
            return NoSuchImport();
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(RejectFile.NameOf(batch));
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await RejectFile.WriteAsync(manage, batch, http.Response.Body, cancellationToken);
        return TypedResults.Empty;
    }

    private static async Task<Results<Accepted<ImportDetailView>, ValidationProblem, ProblemHttpResult>> CheckAsync(long import, HttpContext http, ManageImports manage, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<MappingView>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var errors = new Dictionary<string, string[]>();
        return body.Read(errors) is { } mapping
            ? await AnswerAsync(manage, await manage.CheckAsync(import, mapping, RequestEndpoints.CallerOf(http).Name, cancellationToken), cancellationToken)
            : TypedResults.ValidationProblem(errors);
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> SaveProfileAsync(string name, HttpContext http, ManageImports manage, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<MappingView>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var errors = new Dictionary<string, string[]>();
        return body.Read(errors) is not { } mapping ? TypedResults.ValidationProblem(errors)
            : await manage.SaveProfileAsync(name, mapping, RequestEndpoints.CallerOf(http).Name, cancellationToken) ? TypedResults.NoContent()
            : TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["name"] = ["It is empty."] });
    }

    private static async Task<Results<Accepted<ImportDetailView>, ValidationProblem, ProblemHttpResult>> AnswerAsync(ManageImports manage, ImportOutcome outcome, CancellationToken cancellationToken) => outcome switch
    {
        ImportOutcome.Done done => TypedResults.Accepted($"/api/v1/imports/{done.Batch.Id}", ImportDetailView.Of(done.Batch, await manage.FieldsAsync(cancellationToken))),
        ImportOutcome.Wrong wrong => TypedResults.ValidationProblem(wrong.Errors),
        ImportOutcome.NotFound => NoSuchImport(),
        ImportOutcome.TooLarge large => TypedResults.Problem(
            statusCode: StatusCodes.Status413PayloadTooLarge, title: "The file is too large.", detail: $"It may have {large.MaxMib} MiB at the most (Crm:Import:MaxFileMib)."),
        ImportOutcome.NotNow now => TypedResults.Problem(
            statusCode: StatusCodes.Status409Conflict, title: "That cannot be done now.", detail: $"The import is {EnumWord.Of(now.Batch.State)}.",
            extensions: new Dictionary<string, object?> { ["state"] = EnumWord.Of(now.Batch.State) }),
        _ => throw new UnreachableException(),
    };

    private static ProblemHttpResult NoSuchImport() => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such import.", detail: "GET /api/v1/imports lists them.");
}
