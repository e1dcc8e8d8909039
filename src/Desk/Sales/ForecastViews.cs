using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Opportunities;

namespace ServiceBot.Desk.Sales;

/// <summary>What a period is expected to bring.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Until">Its last day.</param>
/// <param name="Currency">The company's currency, of all amounts here.</param>
/// <param name="RatesOf">The day whose exchange rates count.</param>
/// <param name="Forecast">The forecast.</param>
/// <param name="Overdue">How many open opportunities should have been decided before, and are not in it.</param>
internal sealed record ForecastView(DateOnly From, DateOnly Until, string Currency, DateOnly RatesOf, ForecastFigures Forecast, int Overdue)
{
    public static ForecastView Of(SalesSnapshot snapshot) => new(
        snapshot.From, snapshot.Until, snapshot.Rates.Home, snapshot.Rates.Day, ForecastFigures.Of(Crm.Forecasts.Forecast.Of(snapshot), snapshot.Rates.Home), snapshot.Overdue.Count());
}

/// <summary>The figures of a forecast.</summary>
/// <param name="Won">What was won.</param>
/// <param name="Open">What is open, each weighed by how likely it is won.</param>
/// <param name="OpenCount">How many are open.</param>
/// <param name="Total">Both.</param>
/// <param name="StandardDeviation">Of the total.</param>
/// <param name="P10">With 10 % the total is no greater.</param>
/// <param name="P50">With 50 % the total is no greater.</param>
/// <param name="P90">With 90 % the total is no greater.</param>
/// <param name="Step">0 where the distribution is exact; else the distance to which sums were brought together.</param>
/// <param name="WithoutRate">Opportunities that count for nothing, as their currency has no rate.</param>
internal sealed record ForecastFigures(
    decimal Won, decimal Open, int OpenCount, decimal Total, decimal StandardDeviation, decimal P10, decimal P50, decimal P90, decimal Step, IReadOnlyList<string> WithoutRate)
{
    public static ForecastFigures Of(Forecast forecast, string home) => new(
        forecast.Won, Currency.Round(forecast.Open, home), forecast.OpenCount, Currency.Round(forecast.Total, home), Currency.Round((decimal)Math.Sqrt(forecast.Variance), home), forecast.P10, forecast.P50, forecast.P90,
        forecast.Distribution.Step, [.. forecast.WithoutRate.Select(Opportunity.NameOf)]);
}

/// <summary>Something that is taken to be otherwise: exactly one of probability, amount, closeDay (of an opportunity), winRate (of a pipeline's stage) and prices.</summary>
/// <param name="Opportunity">The opportunity.</param>
/// <param name="Probability">It is so likely, in percent.</param>
/// <param name="Amount">It is worth so much.</param>
/// <param name="CloseDay">It is decided on that day.</param>
/// <param name="Pipeline">The pipeline of the stage.</param>
/// <param name="Stage">The stage.</param>
/// <param name="WinRate">So many of a hundred in the stage are won, where nobody judged one itself.</param>
/// <param name="Prices">All that is open costs so many percent more, or less.</param>
internal sealed record EditBody(
    string? Opportunity = null, int? Probability = null, decimal? Amount = null, DateOnly? CloseDay = null, Guid? Pipeline = null, string? Stage = null, int? WinRate = null, decimal? Prices = null)
{
    /// <summary>The edit; null, and what is wrong with it.</summary>
    public (SalesEdit? Edit, string? Fault) Read()
    {
        var isNumber = Crm.Opportunities.Opportunity.TryParse(Opportunity, out var number);
        return (isNumber, this) switch
        {
            (_, { } edit) when new object?[] { edit.Probability, edit.Amount, edit.CloseDay, edit.WinRate, edit.Prices }.Count(value => value is not null) != 1 =>
                (null, "It must have exactly one of probability, amount, closeDay, winRate and prices."),
            (_, { Probability: < 0 or > 100 } or { WinRate: < 0 or > 100 }) => (null, "It must be from 0 to 100 percent."),
            (_, { Amount: < 0 or > Currency.Most }) => (null, "The amount is out of range."),
            (_, { Prices: < -100 or > 1_000 }) => (null, "Prices change by -100 to 1000 percent."),
            (true, { Probability: { } percent }) => (new SalesEdit.Probability(number, percent), null),
            (true, { Amount: { } amount }) => (new SalesEdit.Amount(number, amount), null),
            (true, { CloseDay: { } day }) => (new SalesEdit.Day(number, day), null),
            (_, { WinRate: { } rate, Stage: { } stage }) => (new SalesEdit.WinRate(Pipeline ?? Crm.Pipelines.Pipeline.First, stage, rate), null),
            (_, { WinRate: not null }) => (null, "Say of which stage."),
            (_, { Prices: { } percent }) => (new SalesEdit.Price(percent), null),
            _ => (null, "Say of which opportunity: O-000123."),
        };
    }
}

/// <summary>What is asked of a period.</summary>
/// <param name="Edits">What is otherwise: at most eight.</param>
/// <param name="From">Its first day; missing: that of this quarter.</param>
/// <param name="Until">Its last day; missing: that of this quarter.</param>
/// <param name="Pipeline">The pipeline; missing: all.</param>
internal sealed record WhatIfBody(IReadOnlyList<EditBody>? Edits, DateOnly? From = null, DateOnly? Until = null, Guid? Pipeline = null)
{
    /// <summary>The edits; what is wrong with them is named in <paramref name="errors"/>.</summary>
    public IReadOnlyList<SalesEdit> Read(Dictionary<string, string[]> errors)
    {
        var edits = new List<SalesEdit>();
        foreach (var (place, body) in (Edits ?? []).Index())
        {
            var (edit, fault) = body.Read();
            if (edit is null)
            {
                errors[$"edits[{place}]"] = [fault!];
            }
            else
            {
                edits.Add(edit);
            }
        }

        if (edits.Count > Shapley.Most)
        {
            errors["edits"] = [$"There are at most {Shapley.Most}."];
        }
        else if (WhatIf.Contradiction(edits) is { } same)
        {
            errors["edits"] = [$"Two are about the {same}."];
        }

        return edits;
    }
}

/// <summary>What would be if.</summary>
/// <param name="Currency">The company's currency.</param>
/// <param name="Before">As things are.</param>
/// <param name="After">As they would be.</param>
/// <param name="Difference">Of the totals.</param>
/// <param name="Contributions">Each edit's share of the difference, in the order in which they were sent; they add up to it.</param>
internal sealed record WhatIfView(string Currency, ForecastFigures Before, ForecastFigures After, decimal Difference, IReadOnlyList<decimal> Contributions)
{
    public static WhatIfView Of(SalesSnapshot snapshot, WhatIfResult result) => new(
        snapshot.Rates.Home, ForecastFigures.Of(result.Before, snapshot.Rates.Home), ForecastFigures.Of(result.After, snapshot.Rates.Home), Round(result.After.Total - result.Before.Total), [.. result.Contributions.Select(Round)]);

    private static decimal Round(decimal amount) => decimal.Round(amount, 6);
}

/// <summary>What became of those that entered a stage in a period.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Entered">How many entered it.</param>
/// <param name="Reached">How many of them came so far, or farther, by the key of the stage.</param>
/// <param name="Lost">How many of them are lost.</param>
/// <param name="Open">How many of them are open.</param>
internal sealed record FunnelRowView(string Stage, int Entered, IReadOnlyDictionary<string, int> Reached, int Lost, int Open)
{
    public static FunnelRowView Of(FunnelRow row) => new(row.Stage.Key, row.Entered, row.Reached.ToDictionary(reached => reached.Stage.Key, reached => reached.Count), row.Lost, row.Open);
}

/// <summary>How good the forecasts of past months would have been.</summary>
/// <param name="Currency">The company's currency.</param>
/// <param name="Bias">By how much more was expected than came, in the mean.</param>
/// <param name="Mape">The mean of the absolute errors as shares of what came.</param>
/// <param name="Pinball">The mean pinball loss of P10, P50 and P90.</param>
/// <param name="Coverage">The share of months between P10 and P90.</param>
/// <param name="CoverageError">By how much that may miss 0.8 by chance alone.</param>
/// <param name="Months">The months.</param>
internal sealed record BackTestView(string Currency, decimal? Bias, decimal? Mape, decimal? Pinball, decimal? Coverage, double? CoverageError, IReadOnlyList<BackTestMonth> Months)
{
    public static BackTestView Of(BackTest test, string currency) => new(currency, Round(test.Bias), Round(test.Mape), Round(test.Pinball), Round(test.Coverage), test.CoverageError, test.Months);

    private static decimal? Round(decimal? value) => value is { } known ? decimal.Round(known, 4) : null;
}
