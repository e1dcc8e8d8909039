namespace ServiceBot.Crm.Leads;

/// <summary>A line of a lead's ledger. None is ever changed or taken out.</summary>
public sealed record LeadPoint
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Whether it is about what the lead did; else about who it is.</summary>
    public required bool IsEngagement { get; init; }

    /// <summary>The rule that gave the points.</summary>
    public required string Rule { get; init; }

    /// <summary>The points; less than 0: taken back.</summary>
    public required long Points { get; init; }

    /// <summary>After how many days half of them are left; null: all stay.</summary>
    public long? HalfLifeDays { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>How well a lead fits, and how much it is engaged, at an instant; they are never added up.</summary>
/// <param name="Fit">By who they are.</param>
/// <param name="Engagement">By what they did.</param>
public readonly record struct LeadScore(double Fit, double Engagement)
{
    /// <summary>The score of a ledger at an instant.</summary>
    /// <remarks>Σ points · ½^(age / half-life), of the lines that are not later.</remarks>
    public static LeadScore At(IEnumerable<LeadPoint> ledger, DateTimeOffset now)
    {
        var (fit, engagement) = (0.0, 0.0);
        foreach (var line in ledger.Where(line => line.At <= now))
        {
            var left = LeftOf(line, now);
            (fit, engagement) = line.IsEngagement ? (fit, engagement + left) : (fit + left, engagement);
        }

        return new(fit, engagement);
    }

    /// <summary>What is left of a line at an instant.</summary>
    public static double LeftOf(LeadPoint line, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.HalfLifeDays is { } days ? line.Points * Math.Pow(0.5, (now - line.At).TotalDays / days) : line.Points;
    }
}
