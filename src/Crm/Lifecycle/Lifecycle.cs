namespace ServiceBot.Crm.Lifecycle;

/// <summary>Where a customer stands between the first purchase and the last.</summary>
public enum LifecycleStage
{
    /// <summary>Has bought nothing yet.</summary>
    Prospect,

    /// <summary>Has bought once, not long ago.</summary>
    New,

    /// <summary>Buys, and has not for long, or not often.</summary>
    Growing,

    /// <summary>Was gone, and bought again.</summary>
    Returning,

    /// <summary>Buys often, and has for long.</summary>
    Loyal,

    /// <summary>Has not bought for far longer than usual.</summary>
    Churned,
}

/// <summary>A stage, since when, and what put the customer there.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Since">Since when.</param>
/// <param name="Purchases">How many purchases there were by then.</param>
/// <param name="Gap">What counted as the usual time between two purchases; null: there was none.</param>
public sealed record LifecycleStep(LifecycleStage Stage, DateTimeOffset Since, int Purchases, TimeSpan? Gap);

/// <summary>
/// The stage of a customer at any instant, from the instants of the purchases alone: a function without memory, so that reading it again as of a day of the past gives what it gave then. A purchase never
/// makes anybody churned; only time does.
/// </summary>
public static class Lifecycle
{
    /// <summary>Every change of the stage until an instant, the oldest first; the last one is the stage then.</summary>
    /// <param name="purchases">When was bought, in any order; what was cancelled is none.</param>
    /// <param name="since">Since when the customer is known.</param>
    /// <param name="until">The instant.</param>
    /// <param name="options">The rules' figures.</param>
    public static IReadOnlyList<LifecycleStep> HistoryOf(IEnumerable<DateTimeOffset> purchases, DateTimeOffset since, DateTimeOffset until, LifecycleOptions options)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        ArgumentNullException.ThrowIfNull(options);
        List<DateTimeOffset> bought = [.. purchases.Where(at => at <= until).Order()];
        var moments = bought.Count == 0 || since < bought[0] ? [since] : new List<DateTimeOffset>();
        for (var i = 0; i < bought.Count; i++)
        {
            moments.Add(bought[i]);
            moments.Add(bought[i] + Patience(bought, i + 1, options));
        }

        if (bought.Count > 0)
        {
            moments.Add(bought[0] + TimeSpan.FromDays(options.NewDays));
            moments.Add(bought[0] + TimeSpan.FromDays(options.LoyalDays));
        }

        var steps = new List<LifecycleStep>();
        foreach (var moment in moments.Where(moment => moment <= until).Distinct().Order())
        {
            var step = At(bought, moment, options);
            if (steps.Count == 0 || steps[^1].Stage != step.Stage)
            {
                steps.Add(step);
            }
        }

        return steps;
    }

    /// <summary>The rules in their order, at an instant.</summary>
    private static LifecycleStep At(List<DateTimeOffset> bought, DateTimeOffset moment, LifecycleOptions options)
    {
        var count = bought.FindLastIndex(at => at <= moment) + 1;
        var stage = count == 0 ? LifecycleStage.Prospect
            : moment - bought[count - 1] >= Patience(bought, count, options) ? LifecycleStage.Churned
            : count == 1 && moment - bought[0] < TimeSpan.FromDays(options.NewDays) ? LifecycleStage.New
            : count >= options.LoyalPurchases && moment - bought[0] >= TimeSpan.FromDays(options.LoyalDays) ? LifecycleStage.Loyal
            : Enumerable.Range(1, count - 1).Any(next => bought[next] - bought[next - 1] >= Patience(bought, next, options)) ? LifecycleStage.Returning
            : LifecycleStage.Growing;
        return new(stage, moment, count, count == 0 ? null : GapOf(bought, count, options));
    }

    /// <summary>How long after the last of the first so many purchases a customer counts as churned.</summary>
    private static TimeSpan Patience(List<DateTimeOffset> bought, int count, LifecycleOptions options)
    {
        var patience = GapOf(bought, count, options) * options.ChurnGaps;
        var least = TimeSpan.FromDays(options.ChurnDays);
        return patience > least ? patience : least;
    }

    /// <summary>The median time between two of the first so many purchases.</summary>
    private static TimeSpan GapOf(List<DateTimeOffset> bought, int count, LifecycleOptions options)
    {
        List<TimeSpan> gaps = [.. Enumerable.Range(1, count - 1).Select(next => bought[next] - bought[next - 1]).Order()];
        return gaps.Count == 0 ? TimeSpan.FromDays(options.UsualGapDays)
            : gaps.Count % 2 == 1 ? gaps[gaps.Count / 2]
            : (gaps[(gaps.Count / 2) - 1] + gaps[gaps.Count / 2]) / 2;
    }
}
