namespace ServiceBot.Knowledge.Index;

/// <summary>A document that was found.</summary>
/// <param name="Document">Its number: the order in which documents were added, from 0.</param>
/// <param name="Score">Its score, above 0; higher is better.</param>
public readonly record struct Hit(int Document, float Score);

/// <summary>The best k of a stream of hits: a heap in the caller's buffer with the worst kept hit on top.</summary>
internal ref struct TopHits(Span<Hit> buffer)
{
    private readonly Span<Hit> _heap = buffer;
    private int _count;

    /// <summary>What a hit must beat to be kept: the worst kept score once k are there, 0 before.</summary>
    public readonly float Threshold => _count == _heap.Length && _count > 0 ? _heap[0].Score : 0;

    public void Add(Hit hit)
    {
        if (_count < _heap.Length)
        {
            Rise(_count++, hit);
        }
        else if (_count > 0 && IsWorse(_heap[0], hit))
        {
            Sink(hit, _count);
        }
    }

    /// <summary>Puts the kept hits in order, best first, of equals the earlier document, and says how many there are.</summary>
    public int Sort()
    {
        for (var last = _count - 1; last > 0; last--)
        {
            var worst = _heap[0];
            Sink(_heap[last], last);
            _heap[last] = worst;
        }

        return _count;
    }

    private static bool IsWorse(Hit a, Hit b) => a.Score < b.Score || (a.Score == b.Score && a.Document > b.Document);

    private readonly void Rise(int at, Hit hit)
    {
        while (at > 0 && IsWorse(hit, _heap[(at - 1) / 2]))
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = hit;
    }

    private readonly void Sink(Hit hit, int count)
    {
        var at = 0;
        for (var child = 1; child < count; child = (2 * at) + 1)
        {
            child += child + 1 < count && IsWorse(_heap[child + 1], _heap[child]) ? 1 : 0;
            if (!IsWorse(_heap[child], hit))
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = hit;
    }
}
