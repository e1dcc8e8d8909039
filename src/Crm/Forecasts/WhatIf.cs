namespace ServiceBot.Crm.Forecasts;

/// <summary>Something that is taken to be otherwise.</summary>
public abstract record SalesEdit
{
    private SalesEdit()
    {
    }

    /// <summary>What it changes, and in which place it is applied: amounts before prices, all else in any order. Two edits of the same thing contradict each other.</summary>
    internal abstract (int Place, string Of) Target { get; }

    /// <summary>The snapshot with it.</summary>
    internal abstract SalesSnapshot Apply(SalesSnapshot snapshot);

    private static SalesSnapshot Each(SalesSnapshot snapshot, long number, Func<Deal, Deal> edit) =>
        snapshot with { Deals = [.. snapshot.Deals.Select(deal => deal.Number == number ? edit(deal) : deal)] };

    /// <summary>A deal is so likely.</summary>
    /// <param name="Number">The deal.</param>
    /// <param name="Percent">From 0 to 100.</param>
    public sealed record Probability(long Number, int Percent) : SalesEdit
    {
        internal override (int Place, string Of) Target => (0, $"probability of {Number}");

        internal override SalesSnapshot Apply(SalesSnapshot snapshot) => Each(snapshot, Number, deal => deal with { Own = Percent });
    }

    /// <summary>A deal is worth so much, in its own currency.</summary>
    /// <param name="Number">The deal.</param>
    /// <param name="Value">The amount.</param>
    public sealed record Amount(long Number, decimal Value) : SalesEdit
    {
        internal override (int Place, string Of) Target => (0, $"amount of {Number}");

        internal override SalesSnapshot Apply(SalesSnapshot snapshot) => Each(snapshot, Number, deal => deal with { Amount = Value });
    }

    /// <summary>An open deal is decided on another day.</summary>
    /// <param name="Number">The deal.</param>
    /// <param name="Value">The day.</param>
    public sealed record Day(long Number, DateOnly Value) : SalesEdit
    {
        internal override (int Place, string Of) Target => (0, $"day of {Number}");

        internal override SalesSnapshot Apply(SalesSnapshot snapshot) => Each(snapshot, Number, deal => deal.State == Pipelines.StageKind.Open ? deal with { Day = Value } : deal);
    }

    /// <summary>So many of those in a stage are won, where nobody judged a deal itself.</summary>
    /// <param name="Pipeline">The pipeline.</param>
    /// <param name="Stage">The stage.</param>
    /// <param name="Percent">From 0 to 100.</param>
    public sealed record WinRate(Guid Pipeline, string Stage, int Percent) : SalesEdit
    {
        internal override (int Place, string Of) Target => (0, $"win rate of {Stage} in {Pipeline}");

        internal override SalesSnapshot Apply(SalesSnapshot snapshot) =>
            snapshot with { Assumed = new Dictionary<(Guid, string), decimal>(snapshot.Assumed) { [(Pipeline, Stage)] = Percent / 100m } };
    }

    /// <summary>Everything that is open costs so much more, or less.</summary>
    /// <param name="Percent">10: a tenth more; -10: a tenth less.</param>
    public sealed record Price(decimal Percent) : SalesEdit
    {
        internal override (int Place, string Of) Target => (1, "prices");

        internal override SalesSnapshot Apply(SalesSnapshot snapshot) => snapshot with
        {
            Deals = [.. snapshot.Deals.Select(deal => deal.State == Pipelines.StageKind.Open ? deal with { Amount = Currencies.Currency.Round(deal.Amount * (1 + (Percent / 100)), deal.Currency) } : deal)],
        };
    }
}

/// <summary>What a forecast would be if some things were otherwise.</summary>
/// <param name="Before">As things are.</param>
/// <param name="After">As they would be.</param>
/// <param name="Contributions">How much each edit contributes to the difference of the totals.</param>
public sealed record WhatIfResult(Forecast Before, Forecast After, IReadOnlyList<decimal> Contributions);

/// <summary>Asks of a snapshot what would be. It writes nothing.</summary>
public static class WhatIf
{
    /// <summary>The snapshot with some things otherwise; in which order they are named makes no difference.</summary>
    public static SalesSnapshot With(SalesSnapshot snapshot, IEnumerable<SalesEdit> edits) => edits.OrderBy(edit => edit.Target.Place).Aggregate(snapshot, (so, edit) => edit.Apply(so));

    /// <summary>What two of the edits contradict each other about; null: none do.</summary>
    public static string? Contradiction(IEnumerable<SalesEdit> edits) => edits.GroupBy(edit => edit.Target.Of).FirstOrDefault(same => same.Skip(1).Any())?.Key;

    /// <summary>Computes it.</summary>
    /// <param name="snapshot">As things are.</param>
    /// <param name="edits">What is otherwise: at most <see cref="Shapley.Most"/>, of which no two are about the same.</param>
    public static WhatIfResult Of(SalesSnapshot snapshot, IReadOnlyList<SalesEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        return Contradiction(edits) is { } same
            ? throw new ArgumentException($"Two edits are about the {same}.", nameof(edits))
            : new(
                Forecast.Of(snapshot),
                Forecast.Of(With(snapshot, edits)),
                Shapley.Of(edits.Count, set => Forecast.TotalOf(With(snapshot, edits.Where((_, i) => (set >> i & 1) == 1)))));
    }
}
