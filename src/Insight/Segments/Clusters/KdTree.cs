namespace ServiceBot.Insight.Segments.Clusters;

/// <summary>Finds the points near a point (Bentley 1975): halves of the widest dimension, with the box around each half.</summary>
internal sealed class KdTree
{
    private const int LeafSize = 24;

    private readonly Points _points;
    private readonly Points _sorted;
    private readonly int[] _order;
    private readonly List<(int First, int Count, int Left, int Right)> _nodes = [];
    private readonly List<double> _boxes = [];

    public KdTree(Points points)
    {
        _points = points;
        _order = [.. Enumerable.Range(0, points.Count)];
        Build(0, points.Count, new double[points.Count]);
        _sorted = points.Take(_order);
    }

    /// <summary>Adds all points within a distance, the point itself among them.</summary>
    public void Near(ReadOnlySpan<double> point, double distance, List<int> found) => Near(0, point, distance * distance, found);

    private int Build(int first, int count, double[] keys)
    {
        var node = _nodes.Count;
        var d = _points.Dimensions;
        _nodes.Add((first, count, -1, -1));
        var (widest, width) = (0, -1.0);
        for (var j = 0; j < d; j++)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var i = first; i < first + count; i++)
            {
                var value = _points.Values[(_order[i] * d) + j];
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }

            _boxes.Add(low);
            _boxes.Add(high);
            (widest, width) = high - low > width ? (j, high - low) : (widest, width);
        }

        if (count > LeafSize && width > 0)
        {
            for (var i = first; i < first + count; i++)
            {
                keys[i] = _points.Values[(_order[i] * d) + widest];
            }

            Array.Sort(keys, _order, first, count);
            var half = count / 2;
            var left = Build(first, half, keys);
            var right = Build(first + half, count - half, keys);
            _nodes[node] = (first, count, left, right);
        }

        return node;
    }

    private void Near(int node, ReadOnlySpan<double> point, double squared, List<int> found)
    {
        var (nearest, farthest) = (0.0, 0.0);
        for (var j = 0; j < point.Length; j++)
        {
            var (low, high) = (_boxes[((node * point.Length) + j) * 2], _boxes[(((node * point.Length) + j) * 2) + 1]);
            var outside = Math.Max(0, Math.Max(low - point[j], point[j] - high));
            var across = Math.Max(Math.Abs(point[j] - low), Math.Abs(point[j] - high));
            nearest += outside * outside;
            farthest += across * across;
        }

        var (first, count, left, right) = _nodes[node];
        if (nearest > squared)
        {
            return;
        }

        if (farthest <= squared)
        {
            found.AddRange(_order.AsSpan(first, count));
        }
        else if (left >= 0)
        {
            Near(left, point, squared, found);
            Near(right, point, squared, found);
        }
        else
        {
            for (var i = first; i < first + count; i++)
            {
                if (Points.SquaredDistance(_sorted[i], point) <= squared)
                {
                    found.Add(_order[i]);
                }
            }
        }
    }
}
