using System.Text.Json.Serialization;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Crm.Products;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sales;

/// <summary>A product in an opportunity.</summary>
/// <param name="Product">The product's code.</param>
/// <param name="Quantity">How many; missing: 1.</param>
/// <param name="Each">The price of one.</param>
internal sealed record OpportunityLineView(string? Product, decimal? Quantity, decimal? Each);

/// <summary>An opportunity as the API takes it: all of it.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="CloseDay">When it is expected to be decided.</param>
/// <param name="Amount">How much it is worth; missing: the sum of its lines.</param>
/// <param name="Currency">The currency; missing: the company's own.</param>
/// <param name="Owner">Who works on it.</param>
/// <param name="Probability">How likely it is won, in percent, as somebody judges; missing: as is learned.</param>
/// <param name="Lines">The products in it.</param>
/// <param name="Customer">Whose it is; when it is made.</param>
/// <param name="Pipeline">The pipeline; when it is made, missing: the first.</param>
/// <param name="Stage">The stage; when it is made, missing: the first.</param>
/// <param name="Version">The version that was read; when it is changed.</param>
internal sealed record OpportunityBody(
    string? Title, DateOnly? CloseDay, decimal? Amount = null, string? Currency = null, Guid? Owner = null, int? Probability = null, IReadOnlyList<OpportunityLineView>? Lines = null,
    Guid? Customer = null, Guid? Pipeline = null, string? Stage = null, long? Version = null);

/// <summary>Where an opportunity is moved to.</summary>
/// <param name="Stage">The stage's key.</param>
/// <param name="Pipeline">Another pipeline.</param>
/// <param name="Reason">Why it was won or lost.</param>
/// <param name="Version">The version that was read.</param>
internal sealed record MoveBody(string? Stage, Guid? Pipeline = null, string? Reason = null, long? Version = null);

/// <summary>How likely an opportunity is won.</summary>
/// <param name="Percent">In percent.</param>
/// <param name="Source"><c>decided</c>, <c>own</c>, <c>learned</c> or <c>stage</c>.</param>
/// <param name="Closed">Of how many closed ones it was learned.</param>
/// <param name="Won">How many of them were won.</param>
internal sealed record ProbabilityView(decimal Percent, [property: JsonConverter(typeof(WordConverter<ProbabilitySource>))] ProbabilitySource Source, long? Closed, long? Won)
{
    public static ProbabilityView Of(WinProbability probability) => new(
        decimal.Round(probability.Value * 100, 2), probability.Source, probability.Source == ProbabilitySource.Learned ? probability.Closed : null, probability.Source == ProbabilitySource.Learned ? probability.Won : null);
}

/// <summary>An opportunity.</summary>
internal sealed record OpportunityView(
    string Number, string Title, Guid Customer, Guid Pipeline, long PipelineVersion, string Stage, StageKind State, decimal Amount, string Currency, DateOnly CloseDay, Guid? Owner, int? OwnProbability,
    ProbabilityView Probability, string? Reason, DateTimeOffset CreatedAt, DateTimeOffset EnteredAt, DateTimeOffset? ClosedAt, long Version, IReadOnlyList<OpportunityLineView>? Lines)
{
    public static OpportunityView Of(Opportunity one, Pipeline pipeline, WinRates wins, IReadOnlyList<OpportunityLineView>? lines) => new(
        one.Name, one.Terms.Title, one.Customer, one.Pipeline, one.PipelineVersion, one.Stage, one.State, one.Terms.Amount, one.Terms.Currency, one.Terms.CloseDay, one.Terms.Owner, one.Terms.Probability,
        ProbabilityView.Of(wins.Of(pipeline, one.Stage, one.Terms.Probability)), one.Reason, one.CreatedAt, one.EnteredAt, one.ClosedAt, one.Version, lines);

    public static async Task<OpportunityView> OfAsync(Session session, ReadSales sales, Opportunity one)
    {
        var products = await ProductStore.FindAsync(session, [.. one.Terms.Lines.Select(line => line.Product).Distinct()]);
        return Of(
            one, (await PipelineStore.AllAsync(session))[(one.Pipeline, one.PipelineVersion)], await sales.WinRatesAsync(session),
            [.. one.Terms.Lines.Select(line => new OpportunityLineView(products[line.Product].Code, line.Quantity, line.Each))]);
    }
}

/// <summary>An opportunity with every state that it was in, the newest first.</summary>
internal sealed record OpportunityDetailsView(OpportunityView Opportunity, IReadOnlyList<OpportunityChangeView> History);

/// <summary>A state that an opportunity was in.</summary>
internal sealed record OpportunityChangeView(DateTimeOffset At, string Who, Guid Pipeline, long PipelineVersion, string Stage, StageKind State, bool Entered, decimal Amount, string Currency, DateOnly CloseDay, int? OwnProbability)
{
    public static OpportunityChangeView Of(OpportunityChange change) => new(
        change.At, change.Who, change.Pipeline, change.PipelineVersion, change.Stage, change.State, change.Entered, change.Amount, change.Currency, change.CloseDay, change.Probability);
}
