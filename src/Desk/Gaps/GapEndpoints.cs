using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Gaps;

/// <summary>A question that no article answers, and how often it came.</summary>
internal sealed record GapView(string Question, string Language, long Asked, DateTimeOffset FirstAt, DateTimeOffset LastAt)
{
    public static GapView From(KnowledgeGap gap) => new(gap.Question, gap.Language, gap.Asked, gap.FirstAt, gap.LastAt);
}

/// <summary>Knowledge gaps over HTTP.</summary>
internal static class GapEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/gaps", ListAsync).WithTags("Knowledge gaps").WithName("ListGaps").WithSummary("Questions that no article answers, those asked most first.");

    private static async Task<Results<Ok<Page<GapView>>, ValidationProblem>> ListAsync(
        IDatabase database, string? after, string? take, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [long.MaxValue, long.MaxValue], errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var rows = await database.ReadAsync(session => GapStore.PageAsync(session, page.After[0], page.After[1], page.Take), cancellationToken);
        return TypedResults.Ok(Page<GapView>.Of(rows, page.Take, GapView.From, row => [row.Asked, row.Id]));
    }
}
