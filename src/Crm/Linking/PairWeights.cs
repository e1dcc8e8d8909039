namespace ServiceBot.Crm.Linking;

/// <summary>What a pair of records weighs: by a model, and by how rare the values are in which the two agree.</summary>
internal sealed class PairWeights
{
    private const double Contradiction = -6;    // 64 to 1
    private const double FarBelow = -20;

    private double[][] _weights = [];
    private bool[] _shared = [];
    private double _prior;

    /// <summary>Weighs with a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="terms">The values of each field, with their counts; null: none is known yet.</param>
    public PairWeights(LinkModel model, Terms[]? terms = null)
    {
        Terms = terms ?? [.. Enumerable.Range(0, PreparedRecord.Fields).Select(_ => new Terms())];
        Model = model;
    }

    /// <summary>The values of each field.</summary>
    public Terms[] Terms { get; }

    /// <summary>What agreeing and differing weigh.</summary>
    public LinkModel Model
    {
        get;
        set
        {
            (field, _prior) = (value, value.Prior);
            _weights = [.. Enumerable.Range(0, value.Fields).Select(row => Enumerable.Range(0, value.Levels).Select(level => value.WeightOf(row, level)).ToArray())];
            _shared = [.. Enumerable.Range(0, value.Fields).Select(value.IsShared)];
        }
    }

    /// <summary>A record in the form in which it is compared, without counting its values.</summary>
    public PreparedRecord Prepare(string?[] texts) => new(texts, (field, text) => Terms[field].Of(text));

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
                weight += Terms[field].Rarity(Math.Max(a[(LinkField)field]!.Count, b[(LinkField)field]!.Count));
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
}
