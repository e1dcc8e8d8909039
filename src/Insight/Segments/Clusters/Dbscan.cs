namespace ServiceBot.Insight.Segments.Clusters;

/// <summary>Clusters of any shape: places where points lie close together (Ester et al. 1996). What lies alone is noise.</summary>
public static class Dbscan
{
    /// <summary>The cluster of points that belong to none.</summary>
    public const int Noise = -1;

    /// <summary>Finds clusters.</summary>
    /// <param name="points">The points.</param>
    /// <param name="distance">How near neighbours are, above 0, in the unit of the points.</param>
    /// <param name="neighbours">How many points within that distance, itself among them, make a point part of a cluster's core.</param>
    /// <returns>A cluster for each point, from 0 in the order of their first points, or <see cref="Noise"/>. A point between two clusters is the earlier one's.</returns>
    public static int[] Fit(Points points, double distance, int neighbours)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(distance);
        var clusters = new int[points.Count];
        Array.Fill(clusters, Noise);
        if (points.Count == 0)
        {
            return clusters;
        }

        var tree = new KdTree(points);
        var asked = new bool[points.Count];
        var open = new Stack<int>();
        var found = new List<int>();
        var next = 0;
        for (var start = 0; start < points.Count; start++)
        {
            if (asked[start] || clusters[start] != Noise)
            {
                continue;
            }

            open.Push(start);
            var isCluster = false;
            while (open.TryPop(out var point))
            {
                if (asked[point])
                {
                    continue;
                }

                asked[point] = true;
                found.Clear();
                tree.Near(points[point], distance, found);
                if (found.Count < neighbours)
                {
                    continue;
                }

                isCluster = true;
                clusters[point] = next;
                foreach (var near in found)
                {
                    if (clusters[near] == Noise)
                    {
                        clusters[near] = next;
                        open.Push(near);
                    }
                }
            }

            next += isCluster ? 1 : 0;
        }

        return clusters;
    }
}
