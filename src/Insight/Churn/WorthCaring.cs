using System.Text.Json;
using ServiceBot.Insight.Learning.Models;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Churn;

/// <summary>A customer whom one may lose.</summary>
/// <param name="Customer">The record whose page is theirs.</param>
/// <param name="Probability">That they leave within the horizon.</param>
/// <param name="Value">What they bought in a year, on the average since the books have them; who is in them for less than a year counts with all that they bought.</param>
/// <param name="Reasons">Why they may leave, the strongest first.</param>
public sealed record CareCandidate(Guid Customer, double Probability, double Value, IReadOnlyList<Reason> Reasons)
{
    /// <summary>What is expected to be lost with them.</summary>
    public double Stake => Probability * Value;
}

/// <summary>Of whom most is expected to be lost.</summary>
public static class WorthCaring
{
    /// <summary>Customers by what is expected to be lost with them, the most first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="skip">How many of the first are left out.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<CareCandidate>> ListAsync(Session session, int skip, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return [.. (await session.QueryAsync<Row>(
            $"""
            SELECT customer, probability, value, reasons FROM (
                SELECT s.customer_id AS customer, s.probability, s.reasons,
                    CASE WHEN f.monetary > 0 THEN f.monetary / CASE WHEN f.tenure_days > 365 THEN f.tenure_days / 365 ELSE 1 END ELSE 0 END AS value
                FROM insight_score s JOIN insight_feature f ON f.customer_id = s.customer_id WHERE s.purpose = '{ChurnStore.Purpose}') AS candidate
            WHERE value > 0 ORDER BY probability * value DESC, customer LIMIT @take OFFSET @skip
            """,
            new { skip, take })).Select(row => new CareCandidate(row.Customer, row.Probability, row.Value, JsonSerializer.Deserialize<IReadOnlyList<Reason>>(row.Reasons, ChurnJson.Options)!))];
    }

    private sealed record Row
    {
        public required Guid Customer { get; init; }

        public required double Probability { get; init; }

        public required double Value { get; init; }

        public required string Reasons { get; init; }
    }
}
