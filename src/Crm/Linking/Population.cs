namespace ServiceBot.Crm.Linking;

/// <summary>The records that are linked: their values with counts, their blocks, and what is learned from them.</summary>
internal sealed class Population(int largestBlock)
{
    private const int RandomPairs = 1_000_000;
    private const int TrainingRecords = 50_000;
    private const int Fewest = 10;
    private const double LeastWorth = 10;
    private const double WorthOfRecord = 0.03;    // what is assumed counts as much as three matches for a hundred records, so that no chance likeness of many is learned
    private const double LeastU = 0.05;
    private const double LeastCount = 0.5;
    private const double MostPairs = 1e8;    // what is equal by chance less often than once in twice as many is not told from never
    private const double DuplicatesPerRecord = 0.1;
    private const double FewestDuplicatesPerRecord = 0.001;

    /// <summary>The records, by their blocks.</summary>
    public Blocks Blocks { get; } = new(largestBlock);

    /// <summary>What a pair of them weighs.</summary>
    public PairWeights Weights { get; } = new(LinkModel.Default);

    public PreparedRecord Keep(string?[] texts) => new(texts, (field, text) => Weights.Terms[field].Add(text));

    public void Forget(PreparedRecord record)
    {
        for (var field = 0; field < PreparedRecord.Fields; field++)
        {
            if (record[(LinkField)field] is { } term)
            {
                Weights.Terms[field].Remove(term);
            }
        }
    }

    /// <summary>Learns from the records.</summary>
    /// <param name="seed">Which random pairs are drawn.</param>
    public void Train(int seed)
    {
        var slots = Enumerable.Range(0, Blocks.Slots).Where(slot => Blocks[slot] is not null).ToArray();
        if (slots.Length < Fewest)
        {
            return;
        }

        var stride = Math.Max(1, slots.Length / TrainingRecords);
        var patterns = new Dictionary<Pattern, double>();
        foreach (var found in Blocks.Pairs(stride, () => new Dictionary<Pattern, int>(), (counts, a, b) =>
        {
            var pattern = Comparison.Compare(Blocks[a]!, Blocks[b]!);
            counts[pattern] = counts.GetValueOrDefault(pattern) + 1;
        }))
        {
            foreach (var (pattern, count) in found)
            {
                patterns[pattern] = patterns.GetValueOrDefault(pattern) + (count * (double)stride);
            }
        }

        var allPairs = slots.Length * (slots.Length - 1.0) / 2;
        var share = DuplicatesPerRecord * slots.Length / allPairs;
        var start = LinkModel.Default with { Lambda = share, Household = share };
        var trainer = new LinkTrainer { StartWorth = LeastWorth + (WorthOfRecord * slots.Length), LeastU = LeastU, LeastLambda = FewestDuplicatesPerRecord * slots.Length / allPairs };
        Weights.Model = trainer.Fit(start, [.. patterns.OrderBy(pair => pair.Key.Bits)], allPairs, Levels(slots, seed)).Model;
    }

    /// <summary>P(level) among all pairs: exact agreement by counting, the others by drawing pairs.</summary>
    private double[,] Levels(int[] slots, int seed)
    {
        var random = new Random(seed);
        var counts = new double[PreparedRecord.Fields, LinkModel.Default.Levels];
        for (var draws = Math.Min(RandomPairs, (long)slots.Length * slots.Length / 2); draws > 0; draws--)
        {
            var (a, b) = (random.Next(slots.Length), random.Next(slots.Length - 1));
            var pattern = Comparison.Compare(Blocks[slots[a]]!, Blocks[slots[b >= a ? b + 1 : b]]!);
            for (var field = 0; field < PreparedRecord.Fields; field++)
            {
                counts[field, pattern[field]]++;
            }
        }

        var levels = new double[PreparedRecord.Fields, LinkModel.Default.Levels];
        for (var field = 0; field < PreparedRecord.Fields; field++)
        {
            var drawn = Enumerable.Range(1, LinkModel.Default.Levels - 1).Sum(level => counts[field, level]);
            if (drawn == 0)
            {
                CopyRow(LinkModel.Default.U, levels, field);
                continue;
            }

            var pairs = Weights.Terms[field].Records * (Weights.Terms[field].Records - 1.0) / 2;
            var exact = Math.Max(Weights.Terms[field].SamePairs / pairs, LeastCount / Math.Min(pairs, MostPairs));
            levels[field, (int)LinkLevel.Exact] = exact;
            for (var level = (int)LinkLevel.Near; level < LinkModel.Default.Levels; level++)
            {
                levels[field, level] = Math.Max(counts[field, level] / drawn, LeastCount / Math.Min(drawn, pairs));
            }
        }

        return levels;
    }

    private static void CopyRow(double[,] from, double[,] to, int row)
    {
        for (var column = 0; column < from.GetLength(1); column++)
        {
            to[row, column] = from[row, column];
        }
    }
}
