using ServiceBot.Insight.Learning.Scores;
using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Learning.Models;

/// <summary>A linear support vector machine whose margins are turned into probabilities on held-out rows.</summary>
/// <remarks>
/// Minimises ½‖w‖² + Σ C max(0, 1 - y z), where the rarer outcome costs more, by dual coordinate descent: Hsieh et al. (2008), «A dual coordinate descent method for large-scale linear SVM», algorithm 1 with
/// the L1 loss. The intercept is the weight of a constant, and the larger this is the freer it is.
/// </remarks>
public sealed class SvmTrainer : ITrainer
{
    private const int Members = 4;

    /// <summary>C: the cost of an error where both outcomes are as frequent, above 0; higher fits closer.</summary>
    public double Cost { get; init; } = 0.1;

    /// <inheritdoc/>
    public string Name => "linear_svm";

    /// <inheritdoc/>
    public Classifier Fit(Table table, bool[] labels, long seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var features = FeatureSet.Of(table);
        var rows = features.ToLinear(table);
        var parts = Parts.Of(labels, Members, seed);
        var margins = new double[rows.Rows];
        var members = new (double[] Weights, double Intercept)[Members];
        Cores.For(0, Members, m =>
        {
            var (held, learned) = Parts.Rows(parts, m);
            var ups = Math.Max(1, learned.Count(row => labels[row]));
            var (up, down) = (Cost * learned.Length / (2 * ups), Cost * learned.Length / (2 * Math.Max(1, learned.Length - ups)));
            members[m] = Fit(rows, labels, learned, up, down, 2, 1e-2, 100, seed + m);
            foreach (var row in held)
            {
                margins[row] = members[m].Intercept + rows.Dot(members[m].Weights, row);
            }
        });

        // The mean of the members' planes is a plane too; each member's margins are those of rows that it has not seen.
        var weights = new double[rows.Weights];
        foreach (var member in members)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] += member.Weights[i] / Members;
            }
        }

        return LinearModel.Of(features, rows, weights, members.Average(member => member.Intercept), Platt.Fit(margins, labels));
    }

    /// <summary>Fits a plane.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="labels">What happened.</param>
    /// <param name="learned">Places of the rows to learn from.</param>
    /// <param name="up">C of rows where it happened.</param>
    /// <param name="down">C of all others.</param>
    /// <param name="constant">The constant whose weight the intercept is.</param>
    /// <param name="tolerance">How far the slopes of the dual may differ at the end.</param>
    /// <param name="rounds">Times that all rows are seen, at most.</param>
    /// <param name="seed">Orders the rows.</param>
    internal static (double[] Weights, double Intercept) Fit(LinearRows rows, bool[] labels, int[] learned, double up, double down, double constant, double tolerance, int rounds, long seed)
    {
        var w = new double[rows.Weights];
        var intercept = 0.0;
        var alpha = new double[learned.Length];
        var squared = new double[learned.Length];
        for (var i = 0; i < learned.Length; i++)
        {
            squared[i] = constant * constant;
            foreach (var value in rows.Values.AsSpan(learned[i] * rows.Numbers, rows.Numbers))
            {
                squared[i] += value * value;
            }

            foreach (var slot in rows.Slots.AsSpan(learned[i] * rows.Groups, rows.Groups))
            {
                squared[i] += slot >= 0 ? 1 : 0;
            }
        }

        var random = new SeededRandom(seed);
        var order = random.Permutation(learned.Length);
        for (var round = 0; round < rounds; round++)
        {
            random.Shuffle(order.AsSpan());
            var (highest, lowest) = (double.NegativeInfinity, double.PositiveInfinity);
            foreach (var i in order)
            {
                var (y, cost) = labels[learned[i]] ? (1, up) : (-1, down);
                var slope = (y * (rows.Dot(w, learned[i]) + (intercept * constant))) - 1;
                var projected = alpha[i] <= 0 ? Math.Min(slope, 0) : alpha[i] >= cost ? Math.Max(slope, 0) : slope;
                highest = Math.Max(highest, projected);
                lowest = Math.Min(lowest, projected);
                if (Math.Abs(projected) > 1e-12)
                {
                    var before = alpha[i];
                    alpha[i] = Math.Clamp(before - (slope / squared[i]), 0, cost);
                    var change = (alpha[i] - before) * y;
                    rows.Add(w, learned[i], change);
                    intercept += change * constant;
                }
            }

            if (highest - lowest <= tolerance)
            {
                break;
            }
        }

        return (w, intercept * constant);
    }
}
