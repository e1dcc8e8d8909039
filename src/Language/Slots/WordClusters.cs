namespace ServiceBot.Language.Slots;

/// <summary>Groups of words that stand in the same places, learned from the training text itself: «monday» and «friday», «boston» and «denver».</summary>
internal sealed class WordClusters
{
    private readonly Dictionary<ulong, ushort> _groups;

    internal WordClusters(Dictionary<ulong, ushort> groups) => _groups = groups;

    public static WordClusters Empty { get; } = new([]);

    /// <summary>The number of a word's group, from 1; 0 for a word of none.</summary>
    public ulong Of(ulong word) => _groups.GetValueOrDefault(word);

    public void Write(BinaryWriter writer)
    {
        var pairs = _groups.OrderBy(pair => pair.Key).ToArray();
        writer.WriteArray<ulong>([.. pairs.Select(pair => pair.Key)]);
        writer.WriteArray<ushort>([.. pairs.Select(pair => pair.Value)]);
    }

    public static WordClusters Read(BinaryReader reader)
    {
        var (words, groups) = (reader.ReadArray<ulong>(), reader.ReadArray<ushort>());
        return words.Length == groups.Length
            ? new(words.Zip(groups).ToDictionary(pair => pair.First, pair => pair.Second))
            : throw new InvalidDataException("The parts of the language model do not fit together.");
    }
}
