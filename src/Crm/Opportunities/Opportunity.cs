using System.Globalization;
using ServiceBot.Crm.Pipelines;

namespace ServiceBot.Crm.Opportunities;

/// <summary>A product in an opportunity.</summary>
/// <param name="Product">The product.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="Each">The price of one unit, in the opportunity's currency.</param>
public sealed record OpportunityLine(Guid Product, decimal Quantity, decimal Each);

/// <summary>What people enter of an opportunity, and change.</summary>
public sealed record OpportunityTerms
{
    /// <summary>What it is about.</summary>
    public required string Title { get; init; }

    /// <summary>How much it is worth; where it has lines, their sum stands in its place.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The currency of all its amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>The day on which it is expected to be decided.</summary>
    public required DateOnly CloseDay { get; init; }

    /// <summary>Who works on it; null: nobody.</summary>
    public Guid? Owner { get; init; }

    /// <summary>How likely it is won, in percent, as somebody judges; null: as its stage says.</summary>
    public int? Probability { get; init; }

    /// <summary>The products in it; none: its amount is typed.</summary>
    public IReadOnlyList<OpportunityLine> Lines { get; init; } = [];
}

/// <summary>Something that may be sold to a customer.</summary>
public sealed record Opportunity
{
    /// <summary>Its number.</summary>
    public required long Number { get; init; }

    /// <summary>The customer: the page of all that are the same.</summary>
    public required Guid Customer { get; init; }

    /// <summary>What people entered.</summary>
    public required OpportunityTerms Terms { get; init; }

    /// <summary>The pipeline that it goes through.</summary>
    public required Guid Pipeline { get; init; }

    /// <summary>The version of the pipeline in which it was last moved.</summary>
    public required long PipelineVersion { get; init; }

    /// <summary>The key of its stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Whether it is open, won or lost.</summary>
    public required StageKind State { get; init; }

    /// <summary>Why it was won or lost; null: nobody said.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it is in its stage.</summary>
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>When it was won or lost; null: it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>1, and one more with each change.</summary>
    public required long Version { get; init; }

    /// <summary>The number as people write it: <c>O-000123</c>.</summary>
    public string Name => NameOf(Number);

    /// <summary>A number as people write it.</summary>
    public static string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"O-{number:D6}");

    /// <summary>Reads a number: <c>O-000123</c>.</summary>
    public static bool TryParse(string? text, out long number)
    {
        number = 0;
        return text is { Length: > 2 and <= 14 } && text.StartsWith("O-", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}

/// <summary>A state that an opportunity was in, from an instant to the next one's. None is ever changed.</summary>
public sealed record OpportunityChange
{
    /// <summary>The opportunity.</summary>
    public required long Opportunity { get; init; }

    /// <summary>The opportunity's version.</summary>
    public required long Version { get; init; }

    /// <summary>From when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who made it so.</summary>
    public required string Who { get; init; }

    /// <summary>The pipeline.</summary>
    public required Guid Pipeline { get; init; }

    /// <summary>The pipeline's version.</summary>
    public required long PipelineVersion { get; init; }

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Whether it was open, won or lost.</summary>
    public required StageKind State { get; init; }

    /// <summary>Whether the stage began with it.</summary>
    public required bool Entered { get; init; }

    /// <summary>The amount.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The currency.</summary>
    public required string Currency { get; init; }

    /// <summary>The day on which it was expected to be decided.</summary>
    public required DateOnly CloseDay { get; init; }

    /// <summary>How likely somebody judged it, in percent; null: nobody did.</summary>
    public int? Probability { get; init; }
}
