using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using ServiceBot.Channels.Api;
using ServiceBot.Crm.Import;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Requests;
using ServiceBot.Web.Pages.Staff.Desk;

namespace ServiceBot.Web.Pages.Staff.Import;

/// <summary>What the pages of imports need besides themselves: a file that is sent, and how far it is.</summary>
internal static class ImportDeskEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var limit = ((long)routes.ServiceProvider.GetRequiredService<ManageImports>().MaxFileMib + 1) << 20;
        var imports = routes.MapGroup("/desk/import").ExcludeFromDescription().Needs(Permission.ImportsRead, Permission.ImportsWrite);
        imports.MapPost("/file", ReceiveAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync)
            .WithMetadata(new Limit(limit)).WithFormOptions(bufferBodyLengthLimit: limit, multipartBodyLengthLimit: limit);
        imports.MapGet("/{id:long}/progress", ProgressAsync);
    }

    private static async Task<IResult> ReceiveAsync(HttpContext http, ManageImports manage, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (form.Files.GetFile("file") is not { Length: > 0 } sent)
        {
            return TypedResults.LocalRedirect("/desk/import?refused=none");
        }

        await using var content = sent.OpenReadStream();
        return await manage.ReceiveAsync(content, sent.FileName, Actor.Staff(SessionHandler.MemberOf(http)!.Id).Name, cancellationToken) switch
        {
            ImportOutcome.Done done => TypedResults.LocalRedirect($"/desk/import/{done.Batch.Id}"),
            ImportOutcome.Wrong wrong => TypedResults.LocalRedirect($"/desk/import?refused={Uri.EscapeDataString(wrong.Errors.Values.First()[0])}"),
            _ => TypedResults.LocalRedirect("/desk/import?refused=large"),
        };
    }

    private static async Task<IResult> ProgressAsync(long id, HttpContext http, ManageImports manage, StaffPageWords words, CancellationToken cancellationToken)
    {
        if (await manage.FindAsync(id, cancellationToken) is not { } batch)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers["X-Busy"] = batch.IsBusy ? "yes" : "no";
        return new RazorComponentResult<ImportProgress>(new { Words = words.For(http.Request), Batch = batch });
    }

    private sealed record Limit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
