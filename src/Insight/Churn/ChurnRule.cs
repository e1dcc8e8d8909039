using ServiceBot.Insight.Features;

namespace ServiceBot.Insight.Churn;

/// <summary>Who can leave, and who has: the label that models learn, and whom they are asked about.</summary>
internal static class ChurnRule
{
    private static readonly int Recency = Feature.IndexOf("recency_days");
    private static readonly int Silence = Feature.IndexOf("silence_days");
    private static readonly int Contracts = Feature.IndexOf("contracts");
    private static readonly int Tenure = Feature.IndexOf("tenure_days");

    /// <summary>Whether somebody had something to leave, by their figures of that instant.</summary>
    public static bool CanLeave(double[] figures, ChurnOptions options) => figures[Tenure] >= 0 && options.Meaning switch
    {
        ChurnMeaning.NoOrder => figures[Recency] < options.ActiveDays,      // false where there is none
        ChurnMeaning.NoContract => figures[Contracts] > 0,
        _ => figures[Silence] < options.ActiveDays,
    };

    /// <summary>Whether somebody who could had left by the end of the horizon after an instant.</summary>
    public static bool HasLeft(CustomerPast past, DateTimeOffset at, ChurnOptions options)
    {
        var end = at.AddDays(options.HorizonDays);
        return options.Meaning switch
        {
            ChurnMeaning.NoOrder => !past.Purchases.Any(order => order.At > at && order.At <= end && !(order.CancelledAt <= end)),
            ChurnMeaning.NoContract => !past.Contracts.Any(contract => contract.StartsAt <= end && end < contract.EndsAt),
            _ => new PastAsOf(past, end).LastSign <= at,
        };
    }
}
