using System.Numerics;
using System.Runtime.InteropServices;

namespace ServiceBot.Language.Slots;

/// <summary>The sums and maxima over all label sequences of a sentence, in a linear chain.</summary>
/// <remarks>
/// Lafferty, McCallum and Pereira (2001). Forward and backward sums are kept as probabilities, each token's scaled to one (Rabiner 1989), so that a step is
/// a product of a vector and the matrix of exponentials, and reads whole rows. Rows are padded to the width of a vector.
/// </remarks>
internal sealed class ChainLattice
{
    private const float Lowest = -60;    // below e^-60 nothing counts in single precision

    private readonly int _labels;
    private float[] _scores = [];
    private float[] _forward = [];
    private float[] _backward = [];
    private float[] _exponentials = [];
    private int[] _back = [];

    public ChainLattice(int labels)
    {
        _labels = labels;
        Stride = (labels + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
    }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; }

    public int Tokens { get; private set; }

    public void Clear(int tokens)
    {
        Tokens = tokens;
        if (_scores.Length < tokens * Stride)
        {
            var size = tokens * Stride * 2;
            (_scores, _forward, _backward, _exponentials, _back) = (new float[size], new float[size], new float[size], new float[size], new int[size]);
        }

        _scores.AsSpan(0, tokens * Stride).Clear();
    }

    /// <summary>The scores of the labels of a token, to be added to.</summary>
    public Span<float> Scores(int token) => _scores.AsSpan(token * Stride, Stride);

    /// <summary>After <see cref="Sum"/>: the probability of each label of a token.</summary>
    public ReadOnlySpan<float> Probabilities(int token) => _forward.AsSpan(token * Stride, Stride);

    /// <summary>Computes the probabilities of labels, and adds those of pairs of neighbours to a matrix.</summary>
    /// <param name="first">e to the score of each label at the first token; 0: not allowed.</param>
    /// <param name="transitions">e to the score of each pair, the label before by rows; 0: not allowed.</param>
    /// <param name="pairs">Receives sums of products that are probabilities of pairs once multiplied with <paramref name="transitions"/>.</param>
    public void Sum(ReadOnlySpan<float> first, ReadOnlySpan<float> transitions, Span<float> pairs)
    {
        for (var t = 0; t < Tokens; t++)
        {
            var scores = Scores(t);
            var e = _exponentials.AsSpan(t * Stride, Stride);
            e.Clear();
            var most = float.NegativeInfinity;
            for (var l = 0; l < _labels; l++)
            {
                most = Math.Max(most, scores[l]);
            }

            for (var l = 0; l < _labels; l++)
            {
                e[l] = MathF.Exp(Math.Max(scores[l] - most, Lowest));
            }

            var forward = _forward.AsSpan(t * Stride, Stride);
            forward.Clear();
            if (t == 0)
            {
                first.CopyTo(forward);
            }
            else
            {
                AddProduct(_forward.AsSpan((t - 1) * Stride, Stride), transitions, forward);
            }

            Multiply(forward, e);
            Scale(forward);
        }

        var last = _backward.AsSpan((Tokens - 1) * Stride, Stride);
        last.Clear();
        last[.._labels].Fill(1);
        for (var t = Tokens - 1; t >= 0; t--)
        {
            var forward = _forward.AsSpan(t * Stride, Stride);
            var backward = _backward.AsSpan(t * Stride, Stride);
            if (t > 0)
            {
                // What a label before can still become, and with it the pairs.
                var e = _exponentials.AsSpan(t * Stride, Stride);
                Multiply(e, backward);
                var before = _backward.AsSpan((t - 1) * Stride, Stride);
                before.Clear();
                var scale = Products(transitions, e, _forward.AsSpan((t - 1) * Stride, Stride), before);
                AddOuter(_forward.AsSpan((t - 1) * Stride, Stride), e, 1 / scale, pairs);
                Scale(before);
            }

            Multiply(forward, backward);
            Scale(forward);
        }
    }

    /// <summary>Finds the most probable labels.</summary>
    /// <param name="first">The score of each label at the first token.</param>
    /// <param name="transitions">The score of each pair, the label before by rows.</param>
    /// <param name="best">Receives a label for each token.</param>
    public void Best(ReadOnlySpan<float> first, ReadOnlySpan<float> transitions, Span<int> best)
    {
        var row = _forward.AsSpan(0, Stride);
        row.Fill(float.NegativeInfinity);
        for (var l = 0; l < _labels; l++)
        {
            row[l] = first[l] + Scores(0)[l];
        }

        for (var t = 1; t < Tokens; t++)
        {
            var next = _forward.AsSpan(t * Stride, Stride);
            var back = _back.AsSpan(t * Stride, Stride);
            next.Fill(float.NegativeInfinity);
            var nexts = MemoryMarshal.Cast<float, Vector<float>>(next);
            var backs = MemoryMarshal.Cast<int, Vector<int>>(back);
            for (var p = 0; p < _labels; p++)
            {
                var (from, number) = (new Vector<float>(row[p]), new Vector<int>(p));
                var scores = MemoryMarshal.Cast<float, Vector<float>>(transitions.Slice(p * Stride, Stride));
                for (var v = 0; v < nexts.Length; v++)
                {
                    var score = from + scores[v];
                    var isBetter = Vector.GreaterThan(score, nexts[v]);
                    nexts[v] = Vector.ConditionalSelect(isBetter, score, nexts[v]);
                    backs[v] = Vector.ConditionalSelect(isBetter, number, backs[v]);
                }
            }

            var own = MemoryMarshal.Cast<float, Vector<float>>(Scores(t));
            for (var v = 0; v < nexts.Length; v++)
            {
                nexts[v] += own[v];
            }

            row = next;
        }

        var label = 0;
        for (var l = 1; l < _labels; l++)
        {
            label = row[l] > row[label] ? l : label;
        }

        for (var t = Tokens - 1; t >= 0; t--)
        {
            best[t] = label;
            label = t > 0 ? _back[(t * Stride) + label] : 0;
        }
    }

    private void AddProduct(ReadOnlySpan<float> row, ReadOnlySpan<float> matrix, Span<float> sum)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        for (var p = 0; p < _labels; p++)
        {
            if (row[p] == 0)
            {
                continue;
            }

            var factor = new Vector<float>(row[p]);
            var values = MemoryMarshal.Cast<float, Vector<float>>(matrix.Slice(p * Stride, Stride));
            for (var v = 0; v < sums.Length; v++)
            {
                sums[v] += factor * values[v];
            }
        }
    }

    /// <summary>The product of each row with a vector; gives the sum of the products weighed by <paramref name="weights"/>.</summary>
    private float Products(ReadOnlySpan<float> matrix, ReadOnlySpan<float> vector, ReadOnlySpan<float> weights, Span<float> products)
    {
        var factors = MemoryMarshal.Cast<float, Vector<float>>(vector);
        var total = 0f;
        for (var p = 0; p < _labels; p++)
        {
            var values = MemoryMarshal.Cast<float, Vector<float>>(matrix.Slice(p * Stride, Stride));
            var sum = Vector<float>.Zero;
            for (var v = 0; v < factors.Length; v++)
            {
                sum += values[v] * factors[v];
            }

            products[p] = Vector.Sum(sum);
            total += products[p] * weights[p];
        }

        return total;
    }

    private void AddOuter(ReadOnlySpan<float> rows, ReadOnlySpan<float> columns, float scale, Span<float> matrix)
    {
        var factors = MemoryMarshal.Cast<float, Vector<float>>(columns);
        for (var p = 0; p < _labels; p++)
        {
            if (rows[p] == 0)
            {
                continue;
            }

            var factor = new Vector<float>(rows[p] * scale);
            var values = MemoryMarshal.Cast<float, Vector<float>>(matrix.Slice(p * Stride, Stride));
            for (var v = 0; v < factors.Length; v++)
            {
                values[v] += factor * factors[v];
            }
        }
    }

    private static void Multiply(Span<float> values, ReadOnlySpan<float> factors)
    {
        var left = MemoryMarshal.Cast<float, Vector<float>>(values);
        var right = MemoryMarshal.Cast<float, Vector<float>>(factors);
        for (var v = 0; v < left.Length; v++)
        {
            left[v] *= right[v];
        }
    }

    private static void Scale(Span<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var sum = Vector<float>.Zero;
        foreach (var vector in vectors)
        {
            sum += vector;
        }

        var factor = new Vector<float>(1 / Vector.Sum(sum));
        for (var v = 0; v < vectors.Length; v++)
        {
            vectors[v] *= factor;
        }
    }
}
