using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Audit;

/// <summary>Who has read and changed personal data over HTTP.</summary>
internal static class AuditEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("/", ListAsync).WithName("ListAudit").WithSummary("Who has read and changed personal data, the newest first, page by page; of one actor or subject.");
        audit.MapGet("/check", async (string? head, IDatabase database, CancellationToken cancellationToken) => TypedResults.Ok(await AuditLog.CheckAsync(database, head, cancellationToken)))
            .WithName("CheckAudit").WithSummary("Read the whole chain and compute every hash anew; with head, whether an entry has that hash.");
    }

    private static async Task<Results<Ok<Page<AuditEntry>>, ValidationProblem>> ListAsync(
        string? actor, string? subject, string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [long.MaxValue], errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var entries = await database.ReadAsync(session => AuditLog.ListAsync(session, actor, subject is null ? null : [subject], page.After[0], page.Take), cancellationToken);
        return TypedResults.Ok(Page<AuditEntry>.Of(entries, page.Take, entry => entry, entry => [entry.Number]));
    }
}
