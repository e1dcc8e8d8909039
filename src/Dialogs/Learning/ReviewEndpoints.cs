using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Api;
using ServiceBot.Crm;
using ServiceBot.Desk.Api;
using ServiceBot.Language;
using ServiceBot.Storage;

namespace ServiceBot.Dialogs.Learning;

/// <summary>What the bot did not understand, and the examples that were made of it, over HTTP.</summary>
internal static class ReviewEndpoints
{
    private const int MostExamples = 1_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var review = api.MapGroup("/review").WithTags("Understanding");
        review.MapGet("/", ListAsync).WithName("ListReview").WithSummary("Messages that the bot did not understand or answered badly, gathered: what is said most often first, with what it may mean.").Needs(Permission.ReportsRead);
        review.MapPost("/examples", AddAsync).WithName("AddExamples").WithSummary("Make messages examples of an intent. They are checked, and the model learns from them when nothing gets worse by it.")
            .Accepts<ReviewBody>("application/json").Needs(Permission.ModelsWrite);
        review.MapPost("/dismissals", DismissAsync).WithName("DismissReview").WithSummary("Put messages aside: they are examples of nothing.").Accepts<ReviewBody>("application/json").Needs(Permission.ModelsWrite);
        review.MapGet("/examples", ExamplesAsync).WithName("ListAddedExamples").WithSummary("Examples that were added, the newest first, with what the check of them found.").Needs(Permission.ReportsRead);
        review.MapDelete("/examples/{example:long}", WithdrawAsync).WithName("WithdrawExample").WithSummary("Take an added example out of the model.").Needs(Permission.ModelsWrite);
    }

    private static async Task<Ok<IReadOnlyList<ReviewView>>> ListAsync(ReviewList review, CancellationToken cancellationToken) => TypedResults.Ok<IReadOnlyList<ReviewView>>(
        [.. (await review.ReadAsync(cancellationToken)).Select(cluster => new ReviewView(cluster.Messages.Count, cluster.Messages, cluster.Suggested))]);

    private static async Task<Ok<IReadOnlyList<AddedExampleView>>> ExamplesAsync(IDatabase database, CancellationToken cancellationToken) => TypedResults.Ok<IReadOnlyList<AddedExampleView>>(
        [.. (await database.ReadAsync(session => ExampleStore.ListAsync(session, MostExamples), cancellationToken)).Select(AddedExampleView.Of)]);

    private static Task<Results<Ok<WorkedOff>, Created<WorkedOff>, ValidationProblem, ProblemHttpResult>> AddAsync(HttpContext http, IDatabase database, WorkOffReview work, CancellationToken cancellationToken) =>
        ActAsync(http, database, work, needsIntent: true, cancellationToken);

    private static Task<Results<Ok<WorkedOff>, Created<WorkedOff>, ValidationProblem, ProblemHttpResult>> DismissAsync(HttpContext http, IDatabase database, WorkOffReview work, CancellationToken cancellationToken) =>
        ActAsync(http, database, work, needsIntent: false, cancellationToken);

    private static Task<Results<Ok<WorkedOff>, Created<WorkedOff>, ValidationProblem, ProblemHttpResult>> ActAsync(
        HttpContext http, IDatabase database, WorkOffReview work, bool needsIntent, CancellationToken cancellationToken) => RecordApi.ActAsync<ReviewBody, int, WorkedOff>(
        http, database, "open message",
        async (unit, body, by) => body.Messages is not { Count: > 0 } || (needsIntent != body.Intent is not null)
            ? new EditOutcome<int>.Wrong(RecordApi.Missing(("messages", body.Messages is { Count: > 0 } ? body.Messages : null), ("intent", needsIntent ? body.Intent : "")) is { Count: > 0 } missing
                ? missing : new Dictionary<string, string[]> { ["intent"] = ["What is put aside has none."] })
            : await work.HandleAsync(unit, body.Messages, body.Intent, by),
        (_, count) => Task.FromResult(new WorkedOff(count)), null, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(long example, HttpContext http, IDatabase database, WorkOffReview work, CancellationToken cancellationToken) =>
        await database.WriteAsync(unit => work.WithdrawAsync(unit, example, ApiCaller.Of(http).Name), cancellationToken) ? TypedResults.NoContent() : RecordApi.NoSuch("example that is live or waits");
}

/// <summary>What is to be done with messages.</summary>
/// <param name="Messages">Their numbers.</param>
/// <param name="Intent">What they are examples of.</param>
internal sealed record ReviewBody(IReadOnlyList<long>? Messages, string? Intent);

/// <summary>What was done.</summary>
/// <param name="Messages">How many messages are dealt with.</param>
internal sealed record WorkedOff(int Messages);

/// <summary>Messages that say much the same.</summary>
/// <param name="Count">How many.</param>
/// <param name="Messages">The messages, the newest first.</param>
/// <param name="Suggested">The intents that come first for the newest.</param>
internal sealed record ReviewView(int Count, IReadOnlyList<ReviewedMessage> Messages, IReadOnlyList<ScoredIntent> Suggested);

/// <summary>An example that was added.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Intent">What it is an example of.</param>
/// <param name="Text">The words.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="AddedBy">By whom.</param>
/// <param name="State">waiting, live, refused or withdrawn.</param>
/// <param name="DecidedAt">When that was decided.</param>
/// <param name="Verdict">What the check found.</param>
internal sealed record AddedExampleView(long Id, string Intent, string Text, DateTimeOffset AddedAt, string AddedBy, string State, DateTimeOffset? DecidedAt, ExampleVerdict? Verdict)
{
    public static AddedExampleView Of(AddedExample example) => new(
        example.Id, example.Intent, example.Text, example.AddedAt, example.AddedBy, example.State, example.DecidedAt, ExampleVerdict.FromJson(example.Because));
}
