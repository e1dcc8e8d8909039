using ServiceBot.Insight.Learning.Models;
using ServiceBot.Insight.Learning.Scores;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Learning.Trees;

/// <summary>A random forest: trees on rows drawn with replacement, each node asking about columns drawn anew (Breiman 2001).</summary>
/// <remarks>Rows that a tree has not drawn decide how small leaves may be, and calibrate the forest.</remarks>
public sealed class ForestTrainer : ITrainer
{
    private const int Depth = 24;
    private const double TrialShare = 0.2;

    /// <summary>How many trees.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>The least rows in a leaf, to choose from.</summary>
    public IReadOnlyList<int> LeastRows { get; init; } = [2, 12];

    /// <inheritdoc/>
    public string Name => "random_forest";

    /// <inheritdoc/>
    public Classifier Fit(Table table, bool[] labels, long seed)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(labels);
        var features = FeatureSet.Of(table);
        var data = features.ToBins(table);
        var first = LeastRows.Count > 1 ? (int)(TrialShare * Trees) : Trees;
        var (grove, platt) = LeastRows.Select(least =>
        {
            var grove = new Grove(data, labels, least, seed);
            grove.Grow(0, first);
            return (Grove: grove, Fitted: grove.Calibrate());
        }).MinBy(trial => trial.Fitted.Loss) is var best ? (best.Grove, best.Fitted.Platt) : default;
        if (first < Trees)
        {
            grove.Grow(first, Trees);
            platt = grove.Calibrate().Platt;
        }

        return new TreeModel { Features = features.Features, Trees = grove.Trees, Calibration = platt };
    }

    /// <summary>0 for what did not happen, 1 for what did.</summary>
    internal static int[] ClassesOf(bool[] labels) => Array.ConvertAll(labels, label => label ? 1 : 0);

    /// <summary>Trees with leaves of one size, and what those say of each row that have not drawn it.</summary>
    private sealed class Grove(BinnedRows data, bool[] labels, int leastRows, long seed)
    {
        private readonly int[] _classes = ClassesOf(labels);
        private readonly double[] _sums = new double[labels.Length];
        private readonly int[] _counts = new int[labels.Length];

        public List<Tree> Trees { get; } = [];

        public void Grow(int from, int to)
        {
            var columns = (int)Math.Ceiling(Math.Sqrt(data.Columns));
            var grown = new (Tree Tree, bool[] Drawn)[to - from];
            using var growers = new ThreadLocal<ClassTree>(() => new(data, _classes, 2, new(Depth, leastRows, columns, 0)));
            Cores.For(from, to, t =>
            {
                var random = new SeededRandom((seed * 1_000_003) + t);
                var rows = new int[data.Rows];
                var drawn = new bool[data.Rows];
                for (var i = 0; i < rows.Length; i++)
                {
                    rows[i] = random.Next(rows.Length);
                    drawn[rows[i]] = true;
                }

                Array.Sort(rows);
                grown[t - from] = (growers.Value!.Grow(rows, random), drawn);
            });
            Cores.For(0, data.Rows, row =>
            {
                foreach (var (tree, drawn) in grown)
                {
                    if (!drawn[row])
                    {
                        _sums[row] += tree.Values[(tree.LeafOf(data.Row(row)) * 2) + 1];
                        _counts[row]++;
                    }
                }
            });
            Trees.AddRange(grown.Select(one => one.Tree));
        }

        public (Platt Platt, double Loss) Calibrate()
        {
            int[] seen = [.. Enumerable.Range(0, data.Rows).Where(row => _counts[row] > 0)];
            var scores = Array.ConvertAll(seen, row => TreeModel.Bounded(_sums[row] / _counts[row]));
            var outcomes = Array.ConvertAll(seen, row => labels[row]);
            var platt = Platt.Fit(scores, outcomes);
            return (platt, seen.Length == 0 ? 0 : ProbabilityScore.LogLoss(Array.ConvertAll(scores, platt.Of), outcomes));
        }
    }
}
