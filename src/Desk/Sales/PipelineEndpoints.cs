using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sales;

/// <summary>Pipelines over HTTP.</summary>
internal static class PipelineEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var pipelines = api.MapGroup("/pipelines").WithTags("Opportunities");
        pipelines.MapGet("/", async (IDatabase database, CancellationToken cancellationToken) =>
                TypedResults.Ok<IReadOnlyList<PipelineView>>([.. (await database.ReadAsync(PipelineStore.ListAsync, cancellationToken)).Select(PipelineView.Of)]))
            .WithName("ListPipelines").WithSummary("The newest version of every pipeline.");
        pipelines.MapPost("/", (HttpContext http, IDatabase database, EditPipelines edit, CancellationToken cancellationToken) => SaveAsync(http, database, edit, null, cancellationToken))
            .WithName("CreatePipeline").WithSummary("Make a pipeline.").Accepts<PipelineBody>("application/json");
        pipelines.MapGet("/{pipeline:guid}", ReadAsync).WithName("ReadPipeline").WithSummary("All versions of a pipeline, the newest first.");
        pipelines.MapPut("/{pipeline:guid}", (Guid pipeline, HttpContext http, IDatabase database, EditPipelines edit, CancellationToken cancellationToken) => SaveAsync(http, database, edit, pipeline, cancellationToken))
            .WithName("ChangePipeline").WithSummary("Make another version of a pipeline: send all of it. Opportunities stay in theirs until they are moved.").Accepts<PipelineBody>("application/json");
    }

    private static async Task<Results<Ok<IReadOnlyList<PipelineView>>, ProblemHttpResult>> ReadAsync(Guid pipeline, IDatabase database, CancellationToken cancellationToken)
    {
        var versions = await database.ReadAsync(session => PipelineStore.VersionsAsync(session, pipeline), cancellationToken);
        return versions.Count == 0 ? RecordApi.NoSuch("pipeline") : TypedResults.Ok<IReadOnlyList<PipelineView>>([.. versions.Select(PipelineView.Of)]);
    }

    private static Task<Results<Ok<PipelineView>, Created<PipelineView>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        HttpContext http, IDatabase database, EditPipelines edit, Guid? id, CancellationToken cancellationToken) => RecordApi.ActAsync<PipelineBody, Pipeline, PipelineView>(
        http, database, "pipeline", (unit, body, by) => edit.SaveAsync(unit, body.Pipeline, id, body.Version, by), (_, pipeline) => Task.FromResult(PipelineView.Of(pipeline)),
        id is null ? pipeline => $"pipelines/{pipeline.Id}" : null, cancellationToken);
}

/// <summary>A stage as the API takes it.</summary>
/// <param name="Key">Its key, the same in every version.</param>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="Probability">In percent.</param>
/// <param name="Kind"><c>open</c>, <c>won</c> or <c>lost</c>; missing: open.</param>
internal sealed record StageBody(string? Key, string? En, string? Zh, int? Probability, StageKind Kind = StageKind.Open);

/// <summary>A pipeline as the API takes it: all of it.</summary>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="Stages">Its stages in their order.</param>
/// <param name="Version">The version that was read; when it is changed.</param>
internal sealed record PipelineBody(string? En, string? Zh, IReadOnlyList<StageBody>? Stages, long? Version = null)
{
    public Pipeline Pipeline => new()
    {
        Id = default,
        Version = 0,
        En = En ?? "",
        Zh = Zh ?? "",
        Stages =
        [
            .. (Stages ?? []).Select(stage => new Stage(
                stage.Key ?? "", stage.En ?? "", stage.Zh ?? "", stage.Probability ?? (stage.Kind switch { StageKind.Won => 100, StageKind.Lost => 0, _ => -1 }), stage.Kind)),
        ],
    };
}

/// <summary>A version of a pipeline.</summary>
internal sealed record PipelineView(Guid Id, long Version, string En, string Zh, IReadOnlyList<Stage> Stages, DateTimeOffset At, string Who)
{
    public static PipelineView Of(Pipeline pipeline) => new(pipeline.Id, pipeline.Version, pipeline.En, pipeline.Zh, pipeline.Stages, pipeline.At, pipeline.Who);
}
