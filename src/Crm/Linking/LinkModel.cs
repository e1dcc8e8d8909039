namespace ServiceBot.Crm.Linking;

/// <summary>Weighs how two records agree: the model of Fellegi and Sunter, with a third class for people who live together. Immutable.</summary>
/// <remarks>
/// Fellegi and Sunter (1969), A theory for record linkage, JASA 64, 1183. A pair is a match (one person), or it is not; given that, fields agree independently:
/// weight = log2(λ/(1−λ)) + Σ log2(m/u), P = 2^w/(1 + 2^w). People of one household break the independence: they agree on all that a household shares, name
/// and address, as matches do. So a non-match is one of strangers, or, with prior η, one of a household, which has m in shared fields and u in the
/// others. That subtracts log2((1 − λ − η + η·2^S)/(1 − λ)) from the weight, S the sum over shared fields; it is 0 where η is 0.
/// </remarks>
public sealed record LinkModel
{
    /// <summary>Prior probability that two records, drawn at random, are one person, in (0, 1).</summary>
    public required double Lambda { get; init; }

    /// <summary>Prior probability that they are of two people who live together, in [0, 1 − λ).</summary>
    public double Household { get; init; }

    /// <summary>P(level | match): a row for each field, a column for each level; the first column, of fields that tell nothing, is not used.</summary>
    public required double[,] M { get; init; }

    /// <summary>P(level | no match), in the same form.</summary>
    public required double[,] U { get; init; }

    /// <summary>Whether a household shares the field; a value for each, or none at all.</summary>
    public IReadOnlyList<bool> Shared { get; init; } = [];

    /// <summary>What is assumed of persons before anything was learned: rounded figures of no certain file.</summary>
    public static LinkModel Default { get; } = LinkDefaults.Model();

    /// <summary>Number of fields.</summary>
    public int Fields => M.GetLength(0);

    /// <summary>Number of levels, the one that tells nothing included.</summary>
    public int Levels => M.GetLength(1);

    /// <summary>log2(m/u) of a level.</summary>
    /// <param name="field">0 to <see cref="Fields"/> - 1.</param>
    /// <param name="level">0 to <see cref="Levels"/> - 1.</param>
    /// <returns>Bits; 0 for level 0.</returns>
    public double WeightOf(int field, int level) => level == 0 ? 0 : Math.Log2(M[field, level] / U[field, level]);

    /// <summary>The weight of a pattern, without term frequencies.</summary>
    /// <param name="pattern">The levels.</param>
    /// <returns>Bits: the log2 of the odds that the two are one person.</returns>
    public double Weight(Pattern pattern)
    {
        var (shared, personal) = (0.0, 0.0);
        for (var field = 0; field < Fields; field++)
        {
            var weight = WeightOf(field, pattern[field]);
            (shared, personal) = IsShared(field) ? (shared + weight, personal) : (shared, personal + weight);
        }

        return Prior + shared + personal + HouseholdWeight(shared);
    }

    /// <summary>The probability that belongs to a weight.</summary>
    /// <param name="weight">Bits.</param>
    /// <returns>2^w/(1 + 2^w), in [0, 1].</returns>
    public static double Probability(double weight) => 1 / (1 + Math.Pow(2, -weight));

    /// <summary>log2(λ/(1−λ)), in bits.</summary>
    public double Prior => Math.Log2(Lambda / (1 - Lambda));

    /// <summary>What living together takes from the weight.</summary>
    /// <param name="shared">Sum of the weights of shared fields, in bits.</param>
    /// <returns>Bits, 0 or less where shared fields agree.</returns>
    public double HouseholdWeight(double shared) =>
        Household == 0 ? 0 : -Math.Log2((1 - Lambda - Household + (Household * Math.Pow(2, shared))) / (1 - Lambda));

    internal bool IsShared(int field) => Shared.Count > 0 && Shared[field];
}
