namespace ServiceBot.Insight.Learning.Trees;

/// <summary>How a tree of classes grows.</summary>
/// <param name="Depth">Questions from the root to a leaf at most.</param>
/// <param name="LeastRows">The least rows in a leaf, 1 or more.</param>
/// <param name="Columns">How many columns, drawn anew, each node may ask about; 0: all.</param>
/// <param name="Smoothing">How many rows of the root's shares are added to each node's; 0: its values are the plain shares.</param>
internal sealed record ClassTreeOptions(int Depth, int LeastRows, int Columns, double Smoothing);

/// <summary>Grows classification and regression trees by Gini's impurity (Breiman et al. 1984) on bins. One thread.</summary>
internal sealed class ClassTree
{
    private readonly BinnedRows _data;
    private readonly int[] _labels;
    private readonly int _classes;
    private readonly ClassTreeOptions _options;
    private readonly int[] _spare;
    private readonly int[] _counts;
    private readonly double[] _left;
    private readonly double[] _ratio = new double[256];
    private readonly int[] _order = new int[256];
    private readonly int[] _columns;

    /// <param name="data">The rows.</param>
    /// <param name="labels">The class of each.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="options">When to stop.</param>
    public ClassTree(BinnedRows data, int[] labels, int classes, ClassTreeOptions options)
    {
        (_data, _labels, _classes, _options) = (data, labels, classes, options);
        _spare = new int[data.Rows];
        _counts = new int[256 * classes];
        _left = new double[classes];
        _columns = new int[data.Columns];
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="rows">The rows to learn from, one as often as it counts; their order changes.</param>
    /// <param name="random">Draws columns.</param>
    public Tree Grow(int[] rows, SeededRandom random)
    {
        for (var c = 0; c < _columns.Length; c++)
        {
            _columns[c] = c;  // no tree may depend on which one was grown before
        }

        var builder = new TreeBuilder(_classes);
        var prior = CountsOf(rows);
        for (var k = 0; k < _classes; k++)
        {
            prior[k] /= rows.Length;
        }

        var root = CountsOf(rows);
        var open = new Stack<(int Node, int First, int Count, int Depth, double[] Classes)>();
        open.Push((builder.AddLeaf(Values(root, prior)), 0, rows.Length, 0, root));
        while (open.TryPop(out var node))
        {
            var span = rows.AsSpan(node.First, node.Count);
            var split = node.Depth < _options.Depth && node.Count >= 2 * _options.LeastRows ? Find(span, node.Classes, random) : default;
            if (split.Gain <= 1e-9)
            {
                continue;
            }

            var count = split.Part(_data, span, _spare);
            var (left, right) = (CountsOf(span[..count]), CountsOf(span[count..]));
            var child = builder.Split(node.Node, split, Values(left, prior), Values(right, prior));
            open.Push((child + 1, node.First + count, node.Count - count, node.Depth + 1, right));
            open.Push((child, node.First, count, node.Depth + 1, left));
        }

        return builder.Build();
    }

    private double[] CountsOf(ReadOnlySpan<int> rows)
    {
        var counts = new double[_classes];
        foreach (var row in rows)
        {
            counts[_labels[row]]++;
        }

        return counts;
    }

    private double[] Values(double[] counts, double[] prior)
    {
        var total = counts.Sum() + _options.Smoothing;
        var values = new double[_classes];
        for (var k = 0; k < _classes; k++)
        {
            values[k] = (counts[k] + (_options.Smoothing * prior[k])) / total;
        }

        return values;
    }

    private Split Find(ReadOnlySpan<int> rows, double[] classes, SeededRandom random)
    {
        var best = default(Split);
        var purest = 0;
        for (var k = 1; k < _classes; k++)
        {
            purest = classes[k] > classes[purest] ? k : purest;
        }

        if (classes[purest] == rows.Length)
        {
            return best;
        }

        var wanted = _options.Columns == 0 ? _columns.Length : Math.Min(_options.Columns, _columns.Length);
        for (var c = 0; c < _columns.Length && (c < wanted || best.Gain <= 0); c++)
        {
            if (_options.Columns > 0)
            {
                var swap = c + random.Next(_columns.Length - c);
                (_columns[c], _columns[swap]) = (_columns[swap], _columns[c]);
            }

            Try(ref best, _columns[c], rows, classes, _classes == 2 ? 1 : purest);
        }

        return best;
    }

    private void Try(ref Split best, int column, ReadOnlySpan<int> rows, double[] classes, int orderBy)
    {
        var feature = _data.Features.Features[column];
        var (bins, width) = (_data.Bins, _data.Columns);
        Array.Clear(_counts, 0, feature.Bins * _classes);
        foreach (var row in rows)
        {
            _counts[(bins[(row * width) + column] * _classes) + _labels[row]]++;
        }

        var (used, unmet) = (0, feature.Bins);
        for (var bin = 0; bin < feature.Bins; bin++)
        {
            var total = 0;
            for (var k = 0; k < _classes; k++)
            {
                total += _counts[(bin * _classes) + k];
            }

            if (total > 0)
            {
                _ratio[used] = feature.IsNumber ? bin : (double)_counts[(bin * _classes) + orderBy] / total;
                _order[used++] = bin;
            }
            else
            {
                _order[--unmet] = bin;
            }
        }

        if (used < 2)
        {
            return;
        }

        if (!feature.IsNumber)
        {
            Array.Sort(_ratio, _order, 0, used);
        }

        var hasMissing = feature.IsNumber && _order[used - 1] == feature.Bins - 1;
        Scan(ref best, column, feature.IsNumber, used, rows.Length, classes, -1, hasMissing ? -1 : feature.Bins - 1);
        if (hasMissing && used > 2)
        {
            Scan(ref best, column, true, used - 1, rows.Length, classes, feature.Bins - 1, -1);
        }
    }

    /// <summary>Tries each border in the order of bins.</summary>
    /// <param name="best">The best question until now.</param>
    /// <param name="column">The column.</param>
    /// <param name="isNumber">Whether its bins keep their own order.</param>
    /// <param name="used">How many bins have rows.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="classes">How many of each class.</param>
    /// <param name="missing">The bin that always goes left; -1: none.</param>
    /// <param name="unmet">The bin of missing numbers where none is; it goes with most rows. -1: there are some.</param>
    private void Scan(ref Split best, int column, bool isNumber, int used, int count, double[] classes, int missing, int unmet)
    {
        Array.Clear(_left);
        if (missing >= 0)
        {
            Take(missing);
        }

        var whole = 0.0;
        for (var k = 0; k < _classes; k++)
        {
            whole += classes[k] * classes[k] / count;
        }

        for (var taken = 1; taken < used; taken++)
        {
            Take(_order[taken - 1]);
            var (left, inLeft, inRight) = (0.0, 0.0, 0.0);
            for (var k = 0; k < _classes; k++)
            {
                left += _left[k];
                inLeft += _left[k] * _left[k];
                inRight += (classes[k] - _left[k]) * (classes[k] - _left[k]);
            }

            var right = count - left;
            if (left < _options.LeastRows || right < _options.LeastRows)
            {
                continue;
            }

            var gain = (inLeft / left) + (inRight / right) - whole;
            if (gain > best.Gain)
            {
                best = new() { Gain = gain, Column = column, Threshold = _order[taken - 1] };
                if (!isNumber)
                {
                    best.Send(_order.AsSpan(0, taken), left > right ? _order.AsSpan(used, _data.Features.Features[column].Bins - used) : []);
                }
                else if (missing >= 0 || (unmet >= 0 && left > right))
                {
                    best.SendWithMissing(_order[taken - 1], Math.Max(missing, unmet));
                }
            }
        }
    }

    private void Take(int bin)
    {
        for (var k = 0; k < _classes; k++)
        {
            _left[k] += _counts[(bin * _classes) + k];
        }
    }
}
