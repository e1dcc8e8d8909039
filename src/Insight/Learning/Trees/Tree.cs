namespace ServiceBot.Insight.Learning.Trees;

/// <summary>A grown tree of questions about bins, as flat arrays: a place each for every node, the root first.</summary>
public sealed record Tree
{
    /// <summary>The column each node asks about; -1: it is a leaf.</summary>
    public required int[] Columns { get; init; }

    /// <summary>0 or above: this bin and those before it go left, all others, the missing one among them, right. Below 0: -1 - the place of a set in <see cref="Sets"/>.</summary>
    public required int[] Questions { get; init; }

    /// <summary>The left child; the right one stands behind it.</summary>
    public required int[] Children { get; init; }

    /// <summary>What each node says of its rows: a share of each class, or a step of the log-odds.</summary>
    public required double[] Values { get; init; }

    /// <summary>How many values a node has.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>Sets of the bins that go left, four words of 64 bits each.</summary>
    public ulong[] Sets { get; init; } = [];

    /// <summary>The leaf that a row comes to.</summary>
    internal int LeafOf(ReadOnlySpan<byte> bins)
    {
        var node = 0;
        for (var column = Columns[0]; column >= 0; column = Columns[node])
        {
            node = ChildOf(node, bins[column]);
        }

        return node;
    }

    /// <summary>Adds to each column what its questions change on the way down; their sum is the leaf's value without the root's.</summary>
    /// <param name="bins">The row.</param>
    /// <param name="output">Which of the values.</param>
    /// <param name="contributions">A sum for each column.</param>
    /// <param name="weight">What the tree counts.</param>
    /// <returns>The root's value.</returns>
    /// <remarks>Saabas (2014): the path's own decomposition.</remarks>
    internal double Explain(ReadOnlySpan<byte> bins, int output, Span<double> contributions, double weight)
    {
        var node = 0;
        for (var column = Columns[0]; column >= 0; column = Columns[node])
        {
            var child = ChildOf(node, bins[column]);
            contributions[column] += weight * (Values[(child * Outputs) + output] - Values[(node * Outputs) + output]);
            node = child;
        }

        return weight * Values[output];
    }

    private int ChildOf(int node, int bin) => Children[node] + (GoesLeft(Questions[node], Sets, bin) ? 0 : 1);

    /// <summary>Whether a bin goes left.</summary>
    internal static bool GoesLeft(int question, ReadOnlySpan<ulong> sets, int bin) =>
        question >= 0 ? bin <= question : (sets[((-1 - question) * 4) + (bin >> 6)] >> (bin & 63) & 1) != 0;
}

/// <summary>A tree while it grows.</summary>
/// <param name="outputs">How many values a node has.</param>
internal sealed class TreeBuilder(int outputs)
{
    private readonly List<int> _columns = [];
    private readonly List<int> _questions = [];
    private readonly List<int> _children = [];
    private readonly List<double> _values = [];
    private readonly List<ulong> _sets = [];

    public int AddLeaf(ReadOnlySpan<double> values)
    {
        _columns.Add(-1);
        _questions.Add(0);
        _children.Add(-1);
        _values.AddRange(values);
        return _columns.Count - 1;
    }

    /// <summary>Makes a leaf a question, with two leaves below it.</summary>
    /// <returns>The left one's place; the right one stands behind it.</returns>
    public int Split(int leaf, in Split split, ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        _columns[leaf] = split.Column;
        _questions[leaf] = split.Threshold;
        if (split.Threshold < 0)
        {
            _questions[leaf] = -1 - (_sets.Count / 4);
            _sets.AddRange([split.Set0, split.Set1, split.Set2, split.Set3]);
        }

        _children[leaf] = _columns.Count;
        AddLeaf(left);
        AddLeaf(right);
        return _columns.Count - 2;
    }

    public Tree Build() => new()
    {
        Columns = [.. _columns],
        Questions = [.. _questions],
        Children = [.. _children],
        Values = [.. _values],
        Sets = [.. _sets],
        Outputs = outputs,
    };
}

/// <summary>A question that parts rows.</summary>
internal record struct Split
{
    /// <summary>What it gains; 0: there is no question worth asking.</summary>
    public double Gain;

    /// <summary>The column.</summary>
    public int Column;

    /// <summary>This bin and those before it go left; -1: those of the set.</summary>
    public int Threshold;

    /// <summary>Which bins go left.</summary>
    public ulong Set0, Set1, Set2, Set3;

    /// <summary>Sends some bins left, and with them those that no row here had, if most rows go there.</summary>
    public void Send(ReadOnlySpan<int> bins, ReadOnlySpan<int> unmet)
    {
        Threshold = -1;
        (Set0, Set1, Set2, Set3) = (0, 0, 0, 0);
        foreach (var bin in bins)
        {
            Add(bin);
        }

        foreach (var bin in unmet)
        {
            Add(bin);
        }
    }

    /// <summary>Sends bins up to one left, and the missing one with them.</summary>
    public void SendWithMissing(int last, int missing)
    {
        Threshold = -1;
        Set0 = Word(last, 0);
        Set1 = Word(last, 64);
        Set2 = Word(last, 128);
        Set3 = Word(last, 192);
        Add(missing);

        static ulong Word(int last, int first) => last < first ? 0 : last - first >= 63 ? ulong.MaxValue : (2UL << (last - first)) - 1;
    }

    private void Add(int bin)
    {
        var bit = 1UL << (bin & 63);
        switch (bin >> 6)
        {
            case 0:
                Set0 |= bit;
                break;
            case 1:
                Set1 |= bit;
                break;
            case 2:
                Set2 |= bit;
                break;
            default:
                Set3 |= bit;
                break;
        }
    }

    /// <summary>Puts rows that go left before those that go right; both keep their order.</summary>
    /// <returns>How many go left.</returns>
    public readonly int Part(BinnedRows data, Span<int> rows, int[] spare)
    {
        ReadOnlySpan<ulong> sets = [Set0, Set1, Set2, Set3];
        var question = Threshold < 0 ? -1 : Threshold;
        var (bins, columns) = (data.Bins, data.Columns);
        var (left, right) = (0, 0);
        foreach (var row in rows)
        {
            if (Tree.GoesLeft(question, sets, bins[(row * columns) + Column]))
            {
                rows[left++] = row;
            }
            else
            {
                spare[right++] = row;
            }
        }

        spare.AsSpan(0, right).CopyTo(rows[left..]);
        return left;
    }
}
