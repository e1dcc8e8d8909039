namespace ServiceBot.Crm.Linking;

/// <summary>The records that are linked: their values with counts, their blocks, and what a pair of them weighs.</summary>
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
    private const double Contradiction = -6;    // 64 to 1
    private const double FarBelow = -20;
    private const double DuplicatesPerRecord = 0.1;

    private readonly Terms[] _terms = [.. Enumerable.Range(0, PreparedRecord.Fields).Select(_ => new Terms())];
    private double[][] _weights = Weights(LinkModel.Default);
    private bool[] _shared = [.. LinkModel.Default.Shared];
    private double _prior = LinkModel.Default.Prior;

    public Blocks Blocks { get; } = new(largestBlock);

    public LinkModel Model { get; private set; } = LinkModel.Default;

    /// <summary>Weighs with another model from now on.</summary>
    public void Use(LinkModel model)
    {
        (Model, _weights, _prior) = (model, Weights(model), model.Prior);
        _shared = [.. Enumerable.Range(0, model.Fields).Select(model.IsShared)];
    }

    public PreparedRecord Keep(string?[] texts) => new(texts, (field, text) => _terms[field].Add(text));

    public PreparedRecord Prepare(LinkRecord record) => new(PreparedRecord.Texts(record), (field, text) => _terms[field].Of(text));

    public void Forget(PreparedRecord record)
    {
        for (var field = 0; field < PreparedRecord.Fields; field++)
        {
            if (record[(LinkField)field] is { } term)
            {
                _terms[field].Remove(term);
            }
        }
    }

    /// <summary>What a pair weighs, with the rarity of what it agrees in, and whether it contradicts itself.</summary>
    public (double Weight, bool Contradicts) Compare(PreparedRecord a, PreparedRecord b)
    {
        var (weight, forLife) = Weight(a, b, Comparison.Compare(a, b), null);
        return (weight, forLife < Contradiction);
    }

    /// <summary>The same, and each step of it.</summary>
    public IReadOnlyList<WaterfallStep> Explain(PreparedRecord a, PreparedRecord b)
    {
        var steps = new List<WaterfallStep>();
        Weight(a, b, Comparison.Compare(a, b), steps);
        return steps;
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
        var trainer = new LinkTrainer { StartWorth = LeastWorth + (WorthOfRecord * slots.Length), LeastU = LeastU };
        Use(trainer.Fit(start, [.. patterns.OrderBy(pair => pair.Key.Bits)], allPairs, Levels(slots, seed)).Model);
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

            var pairs = _terms[field].Records * (_terms[field].Records - 1.0) / 2;
            var exact = Math.Max(_terms[field].SamePairs / pairs, LeastCount / Math.Min(pairs, MostPairs));
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

    private (double Weight, double ForLife) Weight(PreparedRecord a, PreparedRecord b, Pattern pattern, List<WaterfallStep>? steps)
    {
        var (shared, personal, forLife) = (0.0, _prior, 0.0);
        steps?.Add(new(WaterfallKind.Prior, null, null, personal, personal));
        for (var field = 0; field < _weights.Length; field++)
        {
            var level = pattern[field];
            if (level == 0)
            {
                continue;
            }

            var weight = _weights[field][level];
            if (level == (int)LinkLevel.Exact)
            {
                weight += _terms[field].Rarity(Math.Max(a[(LinkField)field]!.Count, b[(LinkField)field]!.Count));
            }

            (shared, personal) = _shared[field] ? (shared + weight, personal) : (shared, personal + weight);
            forLife += (LinkField)field is LinkField.GivenName or LinkField.BirthDate or LinkField.Number ? weight : 0;
            steps?.Add(new(WaterfallKind.Field, (LinkField)field, (LinkLevel)level, weight, shared + personal));
        }

        // It only ever takes from what agrees: nothing to compute for the many pairs that are far below.
        var household = steps is null && shared + personal < FarBelow ? 0 : Model.HouseholdWeight(shared);
        steps?.Add(new(WaterfallKind.Household, null, null, household, shared + personal + household));
        return (shared + personal + household, forLife);
    }

    private static double[][] Weights(LinkModel model) =>
        [.. Enumerable.Range(0, model.Fields).Select(field => Enumerable.Range(0, model.Levels).Select(level => model.WeightOf(field, level)).ToArray())];
}
