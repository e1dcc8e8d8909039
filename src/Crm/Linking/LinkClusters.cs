namespace ServiceBot.Crm.Linking;

/// <summary>A pair that is more likely one person than not.</summary>
/// <param name="A">The lower number.</param>
/// <param name="B">The higher.</param>
/// <param name="Weight">In bits, above 0.</param>
internal readonly record struct LinkedPair(int A, int B, double Weight);

/// <summary>Makes persons of pairs.</summary>
/// <remarks>
/// The strongest pairs come first. Two groups become one only when the evidence between all their records, pair by pair, speaks for it in sum, so that
/// nothing hangs on by one weak pair; and never when any two of them contradict each other. The weight of a partition is the sum within its groups,
/// as in correlation clustering: Bansal, Blum and Chawla (2004), Machine Learning 56, 89; this is its greedy form.
/// </remarks>
internal static class LinkClusters
{
    private const double MostOfOnePair = 10;
    private const int MostOfOneGroup = 50;

    /// <summary>The groups of two or more.</summary>
    /// <param name="pairs">In any order.</param>
    /// <param name="weight">What any two records weigh, in bits; negative infinity when they contradict each other.</param>
    public static List<int[]> Of(IEnumerable<LinkedPair> pairs, Func<int, int, double> weight)
    {
        var groups = new Dictionary<int, List<int>>();
        foreach (var (a, b, _) in pairs.OrderByDescending(pair => pair.Weight).ThenBy(pair => pair.A).ThenBy(pair => pair.B))
        {
            var (one, other) = (groups.GetValueOrDefault(a) ?? [a], groups.GetValueOrDefault(b) ?? [b]);
            if (one == other || !Cohere(one, other, weight))
            {
                continue;
            }

            var (larger, smaller) = one.Count >= other.Count ? (one, other) : (other, one);
            larger.AddRange(smaller);
            foreach (var member in larger.Count == 2 ? larger : smaller)
            {
                groups[member] = larger;
            }

            groups[larger[0]] = larger;
        }

        return [.. groups.Values.Distinct().Select(group => group.Order().ToArray()).OrderBy(group => group[0])];
    }

    /// <summary>
    /// Whether two groups are one person, as all their records together say, so that nothing hangs on by one pair. Of a group beyond any that a person makes, the first fifty speak for all.
    /// </summary>
    public static bool Cohere<T>(IReadOnlyCollection<T> one, IReadOnlyCollection<T> other, Func<T, T, double> weight)
    {
        var sum = 0.0;
        foreach (var a in one.Take(MostOfOneGroup))
        {
            foreach (var b in other.Take(MostOfOneGroup))
            {
                sum += Math.Min(MostOfOnePair, weight(a, b));
            }
        }

        return sum > 0;
    }
}
