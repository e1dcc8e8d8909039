using System.Runtime.Intrinsics;
using ServiceBot.Insight.Learning.Models;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Learning.Trees;

/// <summary>Gradient boosting of trees on histograms (Friedman 2001).</summary>
/// <remarks>
/// The rows are dealt into parts. Each member learns from all parts but one, and keeps as many trees as made that one likeliest; so no row is lost to
/// early stopping, and the mean of the members errs less than one of them. The first two members try every shape of tree, and the better one serves all.
/// </remarks>
public sealed class BoostingTrainer : ITrainer
{
    private const int Trials = 2;

    /// <summary>How it learns.</summary>
    public BoostingOptions Options { get; init; } = new();

    /// <inheritdoc/>
    public string Name => "gradient_boosting";

    /// <inheritdoc/>
    public Classifier Fit(Table table, bool[] labels, long seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var features = FeatureSet.Of(table);
        var data = features.ToBins(table);
        var parts = Parts.Of(labels, Options.Members, seed);
        var trials = new (BoostedMember Member, double Loss)[Options.Shapes.Count * Trials];
        Cores.For(0, trials.Length, t => trials[t] = FitMember(data, labels, parts, t % Trials, Options.Shapes[t / Trials], seed));
        var best = Enumerable.Range(0, Options.Shapes.Count).MinBy(shape => trials.Skip(shape * Trials).Take(Trials).Sum(trial => trial.Loss));
        var members = new BoostedMember[Options.Members];
        Cores.For(0, members.Length, m => members[m] = m < Trials
            ? trials[(best * Trials) + m].Member
            : FitMember(data, labels, parts, m, Options.Shapes[best], seed).Member);
        return new BoostedModel { Features = features.Features, Members = members };
    }

    private (BoostedMember Member, double Loss) FitMember(BinnedRows data, bool[] labels, int[] parts, int part, TreeShape shape, long seed)
    {
        var random = new SeededRandom((seed * 1_000_003) + part);
        var (held, learned) = Parts.Rows(parts, part);
        var ups = learned.Count(row => labels[row]);
        var start = LogOdds.Of((ups + 0.5) / (learned.Length + 1.0));
        var logOdds = new double[data.Rows];
        Array.Fill(logOdds, start);
        var slopes = new Vector128<double>[data.Rows];
        var grower = new GradientTree(data, Options, shape);
        var trees = new List<Tree>();
        var (best, keep) = (Loss(held, logOdds, labels), 0);
        var columns = Enumerable.Range(0, data.Columns).ToArray();
        var asked = new int[(int)Math.Ceiling(shape.Columns * columns.Length)];
        var rows = new int[learned.Length];
        while (trees.Count < Options.Trees && trees.Count - keep < Options.Patience)
        {
            foreach (var row in learned)
            {
                var p = LogOdds.ToProbability(logOdds[row]);
                slopes[row] = Vector128.Create(p - (labels[row] ? 1 : 0), p * (1 - p));
            }

            learned.CopyTo(rows, 0);
            random.Shuffle(columns.AsSpan());
            columns.AsSpan(0, asked.Length).CopyTo(asked);
            var tree = grower.Grow(rows, slopes, asked, logOdds);
            trees.Add(tree);
            foreach (var row in held)
            {
                logOdds[row] += tree.Values[tree.LeafOf(data.Row(row))];
            }

            var loss = Loss(held, logOdds, labels);
            if (loss < best)
            {
                (best, keep) = (loss, trees.Count);
            }
        }

        return (new(start, trees.GetRange(0, keep)), best);
    }

    private static double Loss(int[] rows, double[] logOdds, bool[] labels)
    {
        var loss = 0.0;
        foreach (var row in rows)
        {
            loss += LogOdds.SoftPlus(labels[row] ? -logOdds[row] : logOdds[row]);
        }

        return loss;
    }
}
