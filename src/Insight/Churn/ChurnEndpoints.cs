using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Churn;

/// <summary>Who is likely to leave, over HTTP.</summary>
internal static class ChurnEndpoints
{
    private const int MostTrainings = 20;

    public static void Map(IEndpointRouteBuilder api)
    {
        var churn = api.MapGroup("/churn").WithTags("Insight");
        churn.MapGet("/", ReadAsync).WithName("ReadChurn").WithSummary("What leaving means, the models with how right they are and which is in use, and the trainings.").Needs(Permission.ReportsRead);
        churn.MapGet("/scores", ListAsync).WithName("ListChurnScores").WithSummary("Customers with their probability of leaving and why, the likeliest first, page by page.").Needs(Permission.ReportsRead);
        churn.MapPost("/trainings", TrainAsync).WithName("TrainChurn").WithSummary("Have models learn now. It is done in the background; 409: one is under way.").Needs(Permission.ModelsWrite);
        churn.MapGet("/models/{model:long}", ModelAsync).WithName("ReadChurnModel").WithSummary("A model: what it was learned from and with, what it looks at, and how right it was.").Needs(Permission.ReportsRead);
        churn.MapPost("/roll-back", RollBackAsync).WithName("RollBackChurnModel").WithSummary("Put the model to use again that was in use before; 404: there is none any more.").Needs(Permission.ModelsWrite);
        churn.MapPost("/models/{model:long}/use", UseAsync).WithName("UseChurnModel").WithSummary("Put a model to use; everybody's score is its a moment later.").Needs(Permission.ModelsWrite);
        api.MapGet("/customers/{customer:guid}/churn", FindAsync).WithTags("Insight").WithName("ReadChurnScore")
            .WithSummary("How likely a customer is to leave, and why; 404: nothing is expected of them.").Needs(Permission.CustomersRead);
    }

    private static async Task<Ok<ChurnView>> ReadAsync(IDatabase database, IOptions<ChurnOptions> options, CancellationToken cancellationToken) => TypedResults.Ok(await database.ReadAsync(
        async session => new ChurnView(
            options.Value.Meaning, options.Value.HorizonDays, [.. (await ReadChurn.ModelsAsync(session)).Select(ModelView.Of)], [.. (await ReadChurn.TrainingsAsync(session, MostTrainings)).Select(TrainingView.Of)]),
        cancellationToken));

    private static async Task<Results<Ok<ScorePage>, ValidationProblem>> ListAsync(string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after: null, take, [0], errors);
        var place = ScoreCursor.Read(after);
        if (place is null && !string.IsNullOrEmpty(after))
        {
            errors["after"] = ["It is not a cursor of this list. Take it from next of the page before."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var scores = await database.ReadAsync(session => ChurnScores.ListAsync(session, place, page.Take), cancellationToken);
        return TypedResults.Ok(new ScorePage([.. scores], scores.Count == page.Take ? ScoreCursor.Of(scores[^1]) : null));
    }

    private static async Task<Results<Ok<ChurnScore>, ProblemHttpResult>> FindAsync(Guid customer, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => ChurnScores.OfAsync(session, customer), cancellationToken) is { } score
            ? TypedResults.Ok(score)
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "Nothing is expected of this customer.", detail: "There is no model in use, no such customer, or they have nothing to leave.");

    private static async Task<Results<Accepted, ProblemHttpResult>> TrainAsync(HttpContext http, IDatabase database, TrainChurn churn, CancellationToken cancellationToken) =>
        await database.WriteAsync(unit => churn.AskAsync(unit, ApiCaller.Of(http).Name), cancellationToken)
            ? TypedResults.Accepted("/api/v1/churn")
            : TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: "A training is under way.", detail: "Its progress is under trainings of /api/v1/churn.");

    private static async Task<Results<Ok<ModelDetails>, ProblemHttpResult>> ModelAsync(long model, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => ReadChurn.ModelAsync(session, model), cancellationToken) is var (row, training, figures)
            ? TypedResults.Ok(new ModelDetails(
                ModelView.Of(row), TrainingView.Of(training), row.Parameters is { } json ? System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(json) : null, [.. figures.Select(figure => figure.Name)],
                [.. row.Read().Curve.Where(bin => bin.Count > 0)], row.DriftedAt))
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such model.");

    private static async Task<Results<NoContent, ProblemHttpResult>> RollBackAsync(HttpContext http, IDatabase database, TrainChurn churn, CancellationToken cancellationToken) =>
        await database.WriteAsync(unit => churn.RollBackAsync(unit, ApiCaller.Of(http).Name), cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "No other model was in use before.");

    private static async Task<Results<NoContent, ProblemHttpResult>> UseAsync(long model, HttpContext http, IDatabase database, TrainChurn churn, CancellationToken cancellationToken) =>
        await database.WriteAsync(unit => churn.UseAsync(unit, model, ApiCaller.Of(http).Name), cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such model that predicts.");
}

/// <summary>A model with where it comes from.</summary>
/// <param name="Model">The model.</param>
/// <param name="Training">The training: what leaving meant, the instants, and how many rows.</param>
/// <param name="Parameters">What it was learned with; null: that was not kept.</param>
/// <param name="Figures">The figures that it looks at.</param>
/// <param name="Curve">What it promised and what came of it, by tenths of probability.</param>
/// <param name="DriftedAt">When somebody was told that customers are no longer as they were; null: nobody was.</param>
internal sealed record ModelDetails(ModelView Model, TrainingView Training, System.Text.Json.JsonElement? Parameters, IReadOnlyList<string> Figures, IReadOnlyList<Learning.Scores.CalibrationBin> Curve, DateTimeOffset? DriftedAt);

/// <summary>What is learned about leaving.</summary>
/// <param name="Meaning">What leaving means.</param>
/// <param name="HorizonDays">Within how many days.</param>
/// <param name="Models">The models of the latest training, the best first, and the one in use.</param>
/// <param name="Trainings">The trainings, the latest first.</param>
internal sealed record ChurnView(ChurnMeaning Meaning, int HorizonDays, IReadOnlyList<ModelView> Models, IReadOnlyList<TrainingView> Trainings);

/// <summary>A model.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Training">The training that it comes from.</param>
/// <param name="MadeAt">When it was learned.</param>
/// <param name="Seed">What made chance repeatable.</param>
/// <param name="IsUsed">Whether customers' scores are its.</param>
/// <param name="CanBeUsed">Whether it predicts; the base rate is a mere yardstick.</param>
/// <param name="Quality">How right it was on rows it had not seen: auc, averagePrecision, logLoss, brier, lift10, ece, trainSeconds; null where a figure has no value.</param>
/// <param name="Threshold">From which probability on caring pays by the costs of the settings; null: never.</param>
internal sealed record ModelView(long Id, string Kind, long Training, DateTimeOffset MadeAt, long Seed, bool IsUsed, bool CanBeUsed, IReadOnlyDictionary<string, double?> Quality, double? Threshold)
{
    public static ModelView Of(ModelRow model)
    {
        var (score, threshold) = (model.Read().Score, model.Read().Threshold);
        return new(
            model.Id, model.Kind, model.Training, model.MadeAt, model.Seed, model.IsUsed, model.CanBeUsed,
            new Dictionary<string, double>
            {
                ["auc"] = score.Auc,
                ["averagePrecision"] = score.AveragePrecision,
                ["logLoss"] = score.LogLoss,
                ["brier"] = score.Brier,
                ["lift10"] = score.Lift10,
                ["ece"] = score.Ece,
                ["trainSeconds"] = score.TrainSeconds,
            }.ToDictionary(pair => pair.Key, pair => double.IsFinite(pair.Value) ? (double?)pair.Value : null),
            threshold <= 1 ? threshold : null);
    }
}

/// <summary>A training.</summary>
/// <param name="Id">Its number.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="AskedAt">When.</param>
/// <param name="EndedAt">When it ended; null: it has not.</param>
/// <param name="Step">How far it has come: asked, reading, learning, scoring; in the end done, no_better, too_few or failed.</param>
/// <param name="Percent">The same from 0 to 100.</param>
/// <param name="Data">What it was about; null: that is not known yet.</param>
internal sealed record TrainingView(long Id, string AskedBy, DateTimeOffset AskedAt, DateTimeOffset? EndedAt, string Step, int Percent, TrainingData? Data)
{
    public static TrainingView Of(Training training) => new(training.Id, training.AskedBy, training.AskedAt, training.EndedAt, training.Step, training.Percent, training.Read());
}

/// <summary>A page of scores.</summary>
/// <param name="Items">The scores.</param>
/// <param name="Next">The cursor of the next page; null: this is the last.</param>
internal sealed record ScorePage(IReadOnlyList<ChurnScore> Items, string? Next);
