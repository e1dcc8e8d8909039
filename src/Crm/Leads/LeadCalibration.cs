namespace ServiceBot.Crm.Leads;

/// <summary>How likely a lead was said to be converted, before it was known, and whether it was.</summary>
public sealed record LeadForecast
{
    /// <summary>What was said, more than 0 and less than 1.</summary>
    public required double Said { get; init; }

    /// <summary>1: it was converted; 0: it was dropped.</summary>
    public required long Came { get; init; }
}

/// <summary>Leads of which about the same was said.</summary>
/// <param name="From">From this probability on.</param>
/// <param name="Leads">How many they are.</param>
/// <param name="Said">What was said, in the mean.</param>
/// <param name="Came">The share that was converted.</param>
public sealed record CalibrationBin(double From, int Leads, double Said, double Came);

/// <summary>Whether of the leads that are said to be converted with 30 % three of ten are. Each counts with what had been learned before it ended.</summary>
/// <param name="Leads">How many ended with something said.</param>
/// <param name="Brier">The mean of (said − came)²; null: none ended.</param>
/// <param name="BaseBrier">The same of saying the share of all that were converted, to compare with; null: none ended.</param>
/// <param name="Bins">In fifths.</param>
public sealed record LeadCalibration(int Leads, double? Brier, double? BaseBrier, IReadOnlyList<CalibrationBin> Bins)
{
    private const int Count = 5;

    /// <summary>Computes it.</summary>
    public static LeadCalibration Of(IReadOnlyCollection<LeadForecast> forecasts)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        var share = forecasts.Count == 0 ? 0 : forecasts.Average(forecast => (double)forecast.Came);
        return new(
            forecasts.Count,
            forecasts.Count == 0 ? null : forecasts.Average(forecast => Math.Pow(forecast.Said - forecast.Came, 2)),
            forecasts.Count == 0 ? null : share * (1 - share),
            [.. forecasts.GroupBy(forecast => Math.Min(Count - 1, (int)(forecast.Said * Count))).OrderBy(bin => bin.Key).Select(bin => new CalibrationBin(
                bin.Key / (double)Count, bin.Count(), bin.Average(forecast => forecast.Said), bin.Average(forecast => (double)forecast.Came)))]);
    }
}
