namespace ServiceBot.Crm.Linking;

/// <summary>The persons that were found among records.</summary>
public sealed record LinkResult<TKey>
{
    /// <summary>Pairs that share a block, and were compared.</summary>
    public required long PairsCompared { get; init; }

    /// <summary>Pairs among them that alone are more likely one person than not.</summary>
    public required long PairsLinked { get; init; }

    /// <summary>Records in blocks that are too large and cannot be refined, where each is compared with the nearest only; once for each block.</summary>
    public required long Crowded { get; init; }

    /// <summary>Records of one person, for every person with two or more; each record at most once.</summary>
    public required IReadOnlyList<IReadOnlyList<TKey>> Persons { get; init; }
}
