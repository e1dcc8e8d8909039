using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ServiceBot.Insight.Learning.Trees;

/// <summary>Grows a tree that takes one step down a loss, the leaf with the most to gain first.</summary>
/// <remarks>
/// Chen and Guestrin (2016), «XGBoost», eq. 6 and 7, on histograms as in Ke et al. (2017), «LightGBM»: a child's histogram is its parent's without its sibling's.
/// Categories stand in the order of their gradient (Fisher 1958). One thread; the same input gives the same tree.
/// </remarks>
internal sealed class GradientTree
{
    private readonly BinnedRows _data;
    private readonly BoostingOptions _options;
    private readonly TreeShape _shape;
    private readonly int[] _offsets;
    private readonly int _cells;
    private readonly Stack<Vector128<double>[]> _free = new();
    private readonly int[] _spare;
    private readonly int[] _order = new int[256];
    private readonly double[] _ratio = new double[256];

    public GradientTree(BinnedRows data, BoostingOptions options, TreeShape shape)
    {
        (_data, _options, _shape) = (data, options, shape);
        _offsets = new int[data.Columns];
        for (var f = 0; f < data.Columns; f++)
        {
            _offsets[f] = _cells;
            _cells += data.Features.Features[f].Bins;
        }

        _spare = new int[data.Rows];
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="rows">The rows to learn from; their order changes.</param>
    /// <param name="slopes">First and second derivative of the loss by the log-odds, for each row of the table.</param>
    /// <param name="columns">The columns to ask about.</param>
    /// <param name="logOdds">The log-odds of each row of the table; those learned from take the step.</param>
    public Tree Grow(int[] rows, Vector128<double>[] slopes, int[] columns, double[] logOdds)
    {
        var builder = new TreeBuilder(1);
        var histogram = Rent();
        Fill(histogram, rows, slopes, columns);
        var total = Vector128<double>.Zero;
        foreach (var row in rows)
        {
            total += slopes[row];
        }

        var root = new Leaf { Node = builder.AddLeaf([ValueOf(total)]), First = 0, Count = rows.Length, Total = total, Histogram = histogram };
        FindSplit(ref root, columns);
        var leaves = new List<Leaf> { root };
        while (leaves.Count < _shape.Leaves)
        {
            var best = 0;
            for (var i = 1; i < leaves.Count; i++)
            {
                best = leaves[i].Split.Gain > leaves[best].Split.Gain ? i : best;
            }

            var parent = leaves[best];
            if (parent.Split.Gain <= 0)
            {
                break;
            }

            var isLast = leaves.Count + 1 == _shape.Leaves;
            var count = parent.Split.Part(_data, rows.AsSpan(parent.First, parent.Count), _spare);
            var left = new Leaf { First = parent.First, Count = count, Depth = parent.Depth + 1 };
            var right = new Leaf { First = parent.First + count, Count = parent.Count - count, Depth = parent.Depth + 1 };
            ref var small = ref left.Count < right.Count ? ref left : ref right;
            ref var large = ref left.Count < right.Count ? ref right : ref left;
            var smallRows = rows.AsSpan(small.First, small.Count);
            foreach (var row in smallRows)
            {
                small.Total += slopes[row];
            }

            large.Total = parent.Total - small.Total;
            if (!isLast)
            {
                small.Histogram = Rent();
                Fill(small.Histogram, smallRows, slopes, columns);
                large.Histogram = parent.Histogram;
                Subtract(large.Histogram, small.Histogram);
                FindSplit(ref left, columns);
                FindSplit(ref right, columns);
            }
            else
            {
                _free.Push(parent.Histogram);
            }

            left.Node = builder.Split(parent.Node, parent.Split, [ValueOf(left.Total)], [ValueOf(right.Total)]);
            right.Node = left.Node + 1;
            leaves[best] = left;
            leaves.Add(right);
        }

        foreach (var leaf in leaves)
        {
            var value = ValueOf(leaf.Total);
            foreach (var row in rows.AsSpan(leaf.First, leaf.Count))
            {
                logOdds[row] += value;
            }

            if (leaf.Histogram is { } used)
            {
                _free.Push(used);
            }
        }

        return builder.Build();
    }

    private double ValueOf(Vector128<double> sum) => -_options.Rate * sum[0] / (sum[1] + _shape.Shrinkage);

    private Vector128<double>[] Rent() => _free.TryPop(out var histogram) ? histogram : new Vector128<double>[_cells];

    private void Fill(Vector128<double>[] histogram, ReadOnlySpan<int> rows, Vector128<double>[] slopes, int[] columns)
    {
        Array.Clear(histogram);
        ref var cells = ref MemoryMarshal.GetArrayDataReference(histogram);
        var width = _data.Columns;
        Span<int> places = stackalloc int[columns.Length];
        for (var c = 0; c < columns.Length; c++)
        {
            places[c] = _offsets[columns[c]];
        }

        foreach (var row in rows)
        {
            var slope = slopes[row];
            ref var bins = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_data.Bins), row * width);
            for (var c = 0; c < columns.Length; c++)
            {
                Unsafe.Add(ref cells, places[c] + Unsafe.Add(ref bins, columns[c])) += slope;
            }
        }
    }

    private static void Subtract(Vector128<double>[] from, Vector128<double>[] what)
    {
        for (var i = 0; i < from.Length; i++)
        {
            from[i] -= what[i];
        }
    }

    private void FindSplit(ref Leaf leaf, int[] columns)
    {
        leaf.Split = default;
        if (leaf.Total[1] < 2 * _shape.LeastCurvature || leaf.Count < 2 || leaf.Depth >= _shape.Depth)
        {
            return;
        }

        foreach (var column in columns)
        {
            var feature = _data.Features.Features[column];
            var cells = leaf.Histogram.AsSpan(_offsets[column], feature.Bins);
            if (feature.IsNumber)
            {
                OfNumber(ref leaf.Split, column, cells, leaf.Total);
            }
            else
            {
                OfCategory(ref leaf.Split, column, cells, leaf.Total);
            }
        }
    }

    private void OfNumber(ref Split best, int column, ReadOnlySpan<Vector128<double>> cells, Vector128<double> total)
    {
        var missing = cells[^1];
        var hasMissing = missing[1] > 0;
        var whole = Score(total, _shape.Shrinkage);
        var left = Vector128<double>.Zero;
        for (var bin = 0; bin < cells.Length - 1; bin++)
        {
            if (cells[bin][1] < 1e-9)
            {
                continue;
            }

            left += cells[bin];
            if (Gain(left, total, whole, 0) is var gain && gain > best.Gain)
            {
                best = new() { Gain = gain, Column = column, Threshold = bin };
                if (!hasMissing && left[1] > total[1] / 2)
                {
                    best.SendWithMissing(bin, cells.Length - 1);  // what was never missing here goes with most rows
                }
            }

            if (hasMissing && Gain(left + missing, total, whole, 0) is var other && other > best.Gain)
            {
                best = new() { Gain = other, Column = column };
                best.SendWithMissing(bin, cells.Length - 1);
            }
        }
    }

    private void OfCategory(ref Split best, int column, ReadOnlySpan<Vector128<double>> cells, Vector128<double> total)
    {
        var (used, unmet) = (0, cells.Length);
        for (var bin = 0; bin < cells.Length; bin++)
        {
            if (cells[bin][1] > 1e-9)
            {
                _ratio[used] = cells[bin][0] / (cells[bin][1] + _options.CategoryShrinkage);
                _order[used++] = bin;
            }
            else
            {
                _order[--unmet] = bin;
            }
        }

        Array.Sort(_ratio, _order, 0, used);
        var extra = used > 2 ? _options.CategoryShrinkage : 0;  // two categories are chosen no more freely than a number
        var whole = Score(total, _shape.Shrinkage);
        var left = Vector128<double>.Zero;
        for (var taken = 1; taken < used; taken++)
        {
            left += cells[_order[taken - 1]];
            if (Gain(left, total, whole, extra) is var gain && gain > best.Gain)
            {
                best = new() { Gain = gain, Column = column };
                best.Send(_order.AsSpan(0, taken), left[1] > total[1] / 2 ? _order.AsSpan(unmet, cells.Length - unmet) : []);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Gain(Vector128<double> left, Vector128<double> total, double whole, double extra)
    {
        var right = total - left;
        return left[1] < _shape.LeastCurvature || right[1] < _shape.LeastCurvature
            ? 0
            : Score(left, _shape.Shrinkage + extra) + Score(right, _shape.Shrinkage + extra) - whole;
    }

    private static double Score(Vector128<double> sum, double shrinkage) => sum[0] * sum[0] / (sum[1] + shrinkage);

    private record struct Leaf
    {
        public int Node, First, Count, Depth;
        public Vector128<double> Total;
        public Vector128<double>[] Histogram;
        public Split Split;
    }
}
