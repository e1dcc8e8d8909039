using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Segments.Clusters;

/// <summary>Points gathered around centres.</summary>
/// <param name="Centres">The centres.</param>
/// <param name="Clusters">The centre of each point.</param>
/// <param name="Inertia">Σ squared distance of each point to its centre.</param>
/// <param name="Rounds">How often the centres moved.</param>
public sealed record KMeansResult(Points Centres, int[] Clusters, double Inertia, int Rounds)
{
    /// <summary>The nearest centre of a point.</summary>
    public int ClusterOf(ReadOnlySpan<double> point)
    {
        var (best, nearest) = (0, double.PositiveInfinity);
        for (var k = 0; k < Centres.Count; k++)
        {
            var distance = Points.SquaredDistance(point, Centres[k]);
            (best, nearest) = distance < nearest ? (k, distance) : (best, nearest);
        }

        return best;
    }

    /// <summary>How many points each centre has.</summary>
    public int[] Sizes()
    {
        var sizes = new int[Centres.Count];
        foreach (var cluster in Clusters)
        {
            sizes[cluster]++;
        }

        return sizes;
    }
}

/// <summary>Gathers points around k centres so that their squared distances are small.</summary>
/// <remarks>
/// Seeds as k-means++ (Arthur and Vassilvitskii 2007), each chosen from a few candidates; Lloyd's rounds with the bounds of Hamerly (2010), «Making k-means even faster»; a centre without
/// points moves to the point that is farthest from its own. Points are worked on in chunks whose sums are added in order, so processors change nothing.
/// </remarks>
public static class KMeans
{
    private const int Chunk = 16_384;

    /// <summary>Gathers points, and keeps the best of several starts.</summary>
    /// <param name="points">The points.</param>
    /// <param name="k">How many centres, 1 to the number of points.</param>
    /// <param name="seed">The same seed gives the same result.</param>
    /// <param name="starts">How many starts.</param>
    /// <param name="rounds">Rounds of a start at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer points than centres.</exception>
    public static KMeansResult Fit(Points points, int k, long seed, int starts = 10, int rounds = 300)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, points.Count);
        KMeansResult? best = null;
        for (var start = 0; start < starts; start++)
        {
            var result = new Lloyd(points, Seeds(points, k, new SeededRandom((seed * 1_000_003) + start))).Run(rounds);
            best = best is null || result.Inertia < best.Inertia ? result : best;
        }

        return best!;
    }

    /// <summary>Draws seeds with chances by squared distance to those drawn before; of each few candidates the one that lowers the distances most is taken.</summary>
    private static double[] Seeds(Points points, int k, SeededRandom random)
    {
        var d = points.Dimensions;
        var seeds = new double[k * d];
        var nearest = new double[points.Count];
        var candidate = new double[points.Count];
        var tried = new double[points.Count];
        var candidates = 2 + (int)Math.Log(k);
        points[random.Next(points.Count)].CopyTo(seeds);
        Array.Fill(nearest, double.PositiveInfinity);
        var total = Nearer(points, seeds.AsMemory(0, d), nearest, nearest);
        for (var c = 1; c < k; c++)
        {
            var bestTotal = double.PositiveInfinity;
            for (var t = 0; t < candidates; t++)
            {
                var point = Draw(nearest, total * random.NextDouble());
                var sum = Nearer(points, points.Values.AsMemory(point * d, d), nearest, tried);
                if (sum < bestTotal)
                {
                    bestTotal = sum;
                    (candidate, tried) = (tried, candidate);
                    points[point].CopyTo(seeds.AsSpan(c * d));
                }
            }

            (nearest, candidate) = (candidate, nearest);
            total = bestTotal;
        }

        return seeds;
    }

    private static int Draw(double[] weights, double at)
    {
        var last = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                last = i;
                at -= weights[i];
                if (at < 0)
                {
                    break;
                }
            }
        }

        return last;
    }

    /// <summary>The squared distance of each point to the nearest of the seeds, with one more.</summary>
    private static double Nearer(Points points, ReadOnlyMemory<double> seed, double[] before, double[] after)
    {
        var sums = new double[((points.Count - 1) / Chunk) + 1];
        Parallel.For(0, sums.Length, chunk =>
        {
            var centre = seed.Span;
            var sum = 0.0;
            for (var i = chunk * Chunk; i < Math.Min(points.Count, (chunk + 1) * Chunk); i++)
            {
                after[i] = Math.Min(before[i], Points.SquaredDistance(points[i], centre));
                sum += after[i];
            }

            sums[chunk] = sum;
        });
        return sums.Sum();
    }

    /// <summary>One start.</summary>
    private sealed class Lloyd
    {
        private readonly Points _points;
        private readonly double[] _centres;
        private readonly int _k, _d, _chunks;
        private readonly int[] _clusters;
        private readonly double[] _upper, _lower;
        private readonly double[] _half;
        private readonly double[][] _sums;
        private readonly int[][] _counts;
        private readonly int[] _changes;

        public Lloyd(Points points, double[] seeds)
        {
            (_points, _centres, _d) = (points, seeds, points.Dimensions);
            _k = seeds.Length / _d;
            _chunks = ((points.Count - 1) / Chunk) + 1;
            _clusters = new int[points.Count];
            _upper = new double[points.Count];
            _lower = new double[points.Count];
            _half = new double[_k];
            _sums = [.. Enumerable.Range(0, _chunks).Select(_ => new double[_k * _d])];
            _counts = [.. Enumerable.Range(0, _chunks).Select(_ => new int[_k])];
            _changes = new int[_chunks];
            Array.Fill(_upper, double.PositiveInfinity);
        }

        public KMeansResult Run(int rounds)
        {
            var round = 0;
            var moved = new double[_k];
            while (round < rounds)
            {
                HalfDistances();
                Parallel.For(0, _chunks, Assign);
                round++;
                if (round > 1 && _changes.All(changes => changes == 0))
                {
                    break;
                }

                Move(moved);
                var farthest = moved.Max();
                Parallel.For(0, _chunks, chunk => Loosen(chunk, moved, farthest));
            }

            // The last assignment has to be of the last centres.
            HalfDistances();
            Array.Fill(_upper, double.PositiveInfinity);
            Parallel.For(0, _chunks, Assign);
            var inertia = 0.0;
            for (var i = 0; i < _points.Count; i++)
            {
                inertia += Points.SquaredDistance(_points[i], Centre(_clusters[i]));
            }

            return new(new(_d, _centres), _clusters, inertia, round);
        }

        private ReadOnlySpan<double> Centre(int k) => _centres.AsSpan(k * _d, _d);

        /// <summary>Half the distance of each centre to the next one: a point nearer than that belongs to it.</summary>
        private void HalfDistances()
        {
            Array.Fill(_half, double.PositiveInfinity);
            for (var a = 0; a < _k; a++)
            {
                for (var b = a + 1; b < _k; b++)
                {
                    var half = Math.Sqrt(Points.SquaredDistance(Centre(a), Centre(b))) / 2;
                    _half[a] = Math.Min(_half[a], half);
                    _half[b] = Math.Min(_half[b], half);
                }
            }
        }

        private void Assign(int chunk)
        {
            var (sums, counts, changes) = (_sums[chunk], _counts[chunk], 0);
            Array.Clear(sums);
            Array.Clear(counts);
            for (var i = chunk * Chunk; i < Math.Min(_points.Count, (chunk + 1) * Chunk); i++)
            {
                var point = _points[i];
                var cluster = _clusters[i];
                var bound = Math.Max(_half[cluster], _lower[i]);
                if (_upper[i] > bound)
                {
                    _upper[i] = Math.Sqrt(Points.SquaredDistance(point, Centre(cluster)));
                    if (_upper[i] > bound)
                    {
                        var nearest = Nearest(point, i);
                        changes += nearest == cluster ? 0 : 1;
                        _clusters[i] = cluster = nearest;
                    }
                }

                counts[cluster]++;
                var sum = sums.AsSpan(cluster * _d, _d);
                for (var j = 0; j < sum.Length; j++)
                {
                    sum[j] += point[j];
                }
            }

            _changes[chunk] = changes;
        }

        private int Nearest(ReadOnlySpan<double> point, int i)
        {
            var (best, nearest, second) = (0, double.PositiveInfinity, double.PositiveInfinity);
            for (var k = 0; k < _k; k++)
            {
                var distance = Points.SquaredDistance(point, Centre(k));
                if (distance < nearest)
                {
                    (best, nearest, second) = (k, distance, nearest);
                }
                else
                {
                    second = Math.Min(second, distance);
                }
            }

            _upper[i] = Math.Sqrt(nearest);
            _lower[i] = Math.Sqrt(second);
            return best;
        }

        private void Move(double[] moved)
        {
            var taken = new HashSet<int>();
            var centre = new double[_d];
            for (var k = 0; k < _k; k++)
            {
                Array.Clear(centre);
                var count = 0;
                for (var chunk = 0; chunk < _chunks; chunk++)
                {
                    count += _counts[chunk][k];
                    for (var j = 0; j < _d; j++)
                    {
                        centre[j] += _sums[chunk][(k * _d) + j];
                    }
                }

                if (count == 0)
                {
                    Farthest(taken).CopyTo(centre);
                    count = 1;
                }

                for (var j = 0; j < _d; j++)
                {
                    centre[j] /= count;
                }

                moved[k] = Math.Sqrt(Points.SquaredDistance(centre, Centre(k)));
                centre.CopyTo(_centres.AsSpan(k * _d));
            }
        }

        private ReadOnlySpan<double> Farthest(HashSet<int> taken)
        {
            var (best, distance) = (0, -1.0);
            for (var i = 0; i < _points.Count; i++)
            {
                if (Points.SquaredDistance(_points[i], Centre(_clusters[i])) is var own && own > distance && !taken.Contains(i))
                {
                    (best, distance) = (i, own);
                }
            }

            taken.Add(best);
            return _points[best];
        }

        private void Loosen(int chunk, double[] moved, double farthest)
        {
            for (var i = chunk * Chunk; i < Math.Min(_points.Count, (chunk + 1) * Chunk); i++)
            {
                _upper[i] += moved[_clusters[i]];
                _lower[i] = Math.Max(0, _lower[i] - farthest);
            }
        }
    }
}
