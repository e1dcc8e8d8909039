using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;

namespace ServiceBot.Crm.Forecasts;

/// <summary>All that ever happened in a pipeline: what was known at any moment can be read from it.</summary>
public sealed class SalesHistory
{
    private readonly Dictionary<long, Pipeline> _versions;
    private readonly IReadOnlyList<OpportunityChange[]> _opportunities;
    private readonly ExchangeRates _rates;
    private readonly TimeZoneInfo _zone;
    private readonly int _priorWeight;

    /// <summary>Takes it.</summary>
    /// <param name="versions">All versions of the pipeline, the oldest first.</param>
    /// <param name="changes">All states of all opportunities in it.</param>
    /// <param name="rates">What other currencies are worth; one day's, for the whole history.</param>
    /// <param name="zone">In which zone days begin.</param>
    /// <param name="priorWeight">The weight of a stage's own figure, as <see cref="WinRates"/> takes it.</param>
    public SalesHistory(IReadOnlyList<Pipeline> versions, IEnumerable<OpportunityChange> changes, ExchangeRates rates, TimeZoneInfo zone, int priorWeight)
    {
        (Pipeline, _rates, _zone, _priorWeight) = (versions[^1], rates, zone, priorWeight);
        _versions = versions.ToDictionary(version => version.Version);
        _opportunities = [.. changes.GroupBy(change => change.Opportunity).Select(of => of.OrderBy(change => change.Version).ToArray())];
    }

    /// <summary>The newest version of the pipeline.</summary>
    public Pipeline Pipeline { get; }

    /// <summary>How likely what is in a stage was won, as far as it was known at an instant.</summary>
    public WinRates WinsAt(DateTimeOffset at) => new(
        _opportunities
            .Select(states => states.Where(state => state.At <= at).ToArray())
            .Where(states => states.Length > 0 && states[^1].State != StageKind.Open)
            .SelectMany(states => states.Where(state => state.Entered).Select(state => state.Stage).Distinct().Select(stage => (Stage: stage, IsWon: states[^1].State == StageKind.Won)))
            .GroupBy(entry => entry.Stage)
            .Select(of => new StageRecord { Pipeline = Pipeline.Id, Stage = of.Key, Closed = of.Count(), Won = of.Count(entry => entry.IsWon) }),
        _priorWeight);

    /// <summary>What was open at an instant and expected to be decided in the days that follow, as it was known then.</summary>
    public SalesSnapshot SnapshotAt(DateTimeOffset at, DateOnly from, DateOnly until) => new()
    {
        From = from,
        Until = until,
        Rates = _rates,
        Wins = WinsAt(at),
        Deals =
        [
            .. _opportunities.Select(states => states.LastOrDefault(state => state.At <= at))
                .Where(state => state is { State: StageKind.Open } && state.CloseDay >= from && state.CloseDay <= until)
                .Select(state => new Deal(state!.Opportunity, _versions[state.PipelineVersion], state.Stage, state.State, state.Amount, state.Currency, state.CloseDay, state.Probability)),
        ],
    };

    /// <summary>What deals brought in until an instant: the sum of those that were won by then.</summary>
    internal decimal WonOf(IEnumerable<Deal> deals, DateTimeOffset until)
    {
        var of = deals.Select(deal => deal.Number).ToHashSet();
        return _opportunities
            .Where(states => of.Contains(states[0].Opportunity))
            .Select(states => states.LastOrDefault(state => state.At < until))
            .Where(state => state is { State: StageKind.Won })
            .Sum(state => _rates.ToHome(state!.Amount, state.Currency) ?? 0);
    }

    /// <summary>The instant at which a day begins.</summary>
    internal DateTimeOffset BeginningOf(DateOnly day) => SalesDays.BeginningOf(day, _zone);

    /// <summary>The stages that each opportunity entered, in order, and when.</summary>
    internal IEnumerable<IReadOnlyList<OpportunityChange>> Ways => _opportunities.Select(states => states.Where(state => state.Entered).ToArray());
}
