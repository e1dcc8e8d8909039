using System.Reflection;

namespace ServiceBot.Insight.Features;

/// <summary>A row of <c>insight_feature</c>: a property for each of <see cref="Feature.All"/>.</summary>
internal sealed record FeatureRow
{
    private static readonly Func<FeatureRow, double?>[] Getters =
    [
        .. from feature in Feature.All
           let property = typeof(FeatureRow).GetProperty(feature.Name.Replace("_", "", StringComparison.Ordinal), BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)!
           select property.GetMethod!.CreateDelegate<Func<FeatureRow, double?>>(),
    ];

    public required Guid CustomerId { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public double? TenureDays { get; init; }

    public double? RecencyDays { get; init; }

    public double? Frequency { get; init; }

    public double? Monetary { get; init; }

    public double? GapDays { get; init; }

    public double? Orders90 { get; init; }

    public double? Spend90 { get; init; }

    public double? SpendChange { get; init; }

    public double? Refunded { get; init; }

    public double? Contracts { get; init; }

    public double? ContractDays { get; init; }

    public double? ContractsOver { get; init; }

    public double? ActiveDays90 { get; init; }

    public double? ActiveDaysBefore { get; init; }

    public double? SilenceDays { get; init; }

    public double? Conversations90 { get; init; }

    public double? Requests90 { get; init; }

    public double? OpenRequests { get; init; }

    public double? WaitingHours { get; init; }

    public double? Reopenings180 { get; init; }

    public double? RepeatContacts90 { get; init; }

    public double? Satisfaction { get; init; }

    public double? LowRatings180 { get; init; }

    public double? Mood { get; init; }

    /// <summary>Its figures in the order of <see cref="Feature.All"/>; <see cref="double.NaN"/>: there is none.</summary>
    public double[] ToArray() => [.. Getters.Select(get => get(this) ?? double.NaN)];
}
