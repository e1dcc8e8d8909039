using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Forecasts;

/// <summary>An opportunity as a forecast sees it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Pipeline">The version of the pipeline that it is in.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="State">Whether it is open, won or lost.</param>
/// <param name="Amount">Its amount.</param>
/// <param name="Currency">The currency of it.</param>
/// <param name="Day">The day on which it was decided, or is expected to be.</param>
/// <param name="Own">How likely somebody judges it, in percent; null: nobody does.</param>
public sealed record Deal(long Number, Pipeline Pipeline, string Stage, StageKind State, decimal Amount, string Currency, DateOnly Day, int? Own);

/// <summary>All that a forecast of a period is made of, as it was at one moment. Nothing that happens later changes it.</summary>
public sealed record SalesSnapshot
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>What other currencies are worth.</summary>
    public required ExchangeRates Rates { get; init; }

    /// <summary>How likely what is in a stage is won.</summary>
    public required WinRates Wins { get; init; }

    /// <summary>The opportunities that are open, whenever they are expected to be decided, and those that were decided in the period.</summary>
    public required IReadOnlyList<Deal> Deals { get; init; }

    /// <summary>Win rates that stand in place of those that are learned, by pipeline and stage.</summary>
    public IReadOnlyDictionary<(Guid Pipeline, string Stage), decimal> Assumed { get; init; } = new Dictionary<(Guid, string), decimal>();

    /// <summary>Open deals that should have been decided before the period, and are not in its forecast.</summary>
    public IEnumerable<Deal> Overdue => Deals.Where(deal => deal.State == StageKind.Open && deal.Day < From);

    /// <summary>How likely a deal is won.</summary>
    public WinProbability ProbabilityOf(Deal deal)
    {
        ArgumentNullException.ThrowIfNull(deal);
        var known = Wins.Of(deal.Pipeline, deal.Stage, deal.Own);
        return known.Source is ProbabilitySource.Learned or ProbabilitySource.Stage && Assumed.TryGetValue((deal.Pipeline.Id, deal.Stage), out var assumed) ? known with { Value = assumed } : known;
    }
}

/// <summary>Takes snapshots of what is sold.</summary>
public sealed class ReadSales(RateBook rates, Microsoft.Extensions.Options.IOptions<SalesOptions> options)
{
    /// <summary>The company's own currency.</summary>
    public string Currency => options.Value.Currency;

    /// <summary>How likely what is in a stage is won, from all that was closed.</summary>
    public async Task<WinRates> WinRatesAsync(Session session) => new(await OpportunityHistory.RecordsAsync(session), options.Value.PriorWeight);

    /// <summary>A snapshot of a period.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="pipeline">The pipeline; null: all.</param>
    /// <param name="from">The first day.</param>
    /// <param name="until">The last day.</param>
    /// <param name="today">The day whose exchange rates count.</param>
    /// <param name="zone">In which zone days begin.</param>
    public async Task<SalesSnapshot> SnapshotAsync(Session session, Guid? pipeline, DateOnly from, DateOnly until, DateOnly today, TimeZoneInfo zone)
    {
        var pipelines = await PipelineStore.AllAsync(session);
        var found = await OpportunityStore.OpenAndDecidedAsync(session, pipeline, SalesDays.BeginningOf(from, zone), SalesDays.BeginningOf(until.AddDays(1), zone));
        return new()
        {
            From = from,
            Until = until,
            Rates = await rates.OfAsync(session, today),
            Wins = await WinRatesAsync(session),
            Deals =
            [
                .. found.Select(one => new Deal(
                    one.Number, pipelines[(one.Pipeline, one.PipelineVersion)], one.Stage, one.State, one.Terms.Amount, one.Terms.Currency,
                    one.ClosedAt is { } closed ? SalesDays.Of(closed, zone) : one.Terms.CloseDay, one.Terms.Probability)),
            ],
        };
    }

    /// <summary>All that ever happened in a pipeline; null: there is none.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="today">The day whose exchange rates count.</param>
    /// <param name="zone">In which zone days begin.</param>
    public async Task<SalesHistory?> HistoryAsync(Session session, Guid pipeline, DateOnly today, TimeZoneInfo zone) =>
        await PipelineStore.VersionsAsync(session, pipeline) is { Count: > 0 } versions
            ? new([.. versions.Reverse()], await OpportunityHistory.OfAsync(session, pipeline), await rates.OfAsync(session, today), zone, options.Value.PriorWeight)
            : null;
}

/// <summary>Days of a time zone.</summary>
internal static class SalesDays
{
    public static DateOnly Of(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The instant at which a day begins; where the clock skips midnight, the moment of the change.</summary>
    public static DateTimeOffset BeginningOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return new DateTimeOffset(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
