namespace ServiceBot.Knowledge.Index;

/// <summary>What speaks for the best passage being the answer, in figures that are comparable over questions.</summary>
internal readonly record struct Evidence
{
    /// <summary>Share of the question's idf that the passage's words have, in [0, 1].</summary>
    public required double Coverage { get; init; }

    /// <summary>Share of the question's idf that the article's title has, in [0, 1].</summary>
    public required double TitleCoverage { get; init; }

    /// <summary>The passage's score over the highest that any passage could have for this question, in [0, 1).</summary>
    public required double Strength { get; init; }

    /// <summary>How far the best passage of the next article is behind, as a share of the best score, in [0, 1].</summary>
    public required double Gap { get; init; }

    /// <summary>ln(1 + the idf that is covered, in unknown words' worth), 0 or more: one rare word in common says less than five.</summary>
    public required double Mass { get; init; }

    /// <summary>Whether the article has one of the preferred tags.</summary>
    public required bool IsTagged { get; init; }
}
