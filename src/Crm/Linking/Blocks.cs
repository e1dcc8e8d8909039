using System.Runtime.InteropServices;

namespace ServiceBot.Crm.Linking;

/// <summary>Who shares a block with whom, kept as records come and go.</summary>
/// <remarks>
/// A block holds its records as a linked list through the slots. One that has grown beyond <paramref name="largest"/> is refined: its records move to blocks with
/// longer keys, and it stays behind empty as the sign of that. One that cannot be refined is crowded: there a record is compared with the
/// <paramref name="largest"/> that came before it.
/// </remarks>
/// <param name="largest">Records in a block before it is refined.</param>
internal sealed class Blocks(int largest)
{
    private const int End = -1;

    private readonly Dictionary<ulong, Block>[] _blocks = [.. Enumerable.Range(0, BlockKey.Count).Select(_ => new Dictionary<ulong, Block>())];
    private PreparedRecord?[] _records = [];
    private ulong[] _keys = [];    // slot by slot, a key a rule; 0: in no block
    private int[] _next = [];

    /// <summary>Slots that were ever used.</summary>
    public int Slots { get; private set; }

    public PreparedRecord? this[int slot] => _records[slot];

    public void Add(int slot, PreparedRecord record)
    {
        Put(slot, record);
        for (var rule = 0; rule < BlockKey.Count; rule++)
        {
            Insert(rule, slot, 0);
        }
    }

    /// <summary>Adds many at once, the rules side by side.</summary>
    public void AddRange(int first, IReadOnlyList<PreparedRecord> records)
    {
        Reserve(first + records.Count);
        for (var i = 0; i < records.Count; i++)
        {
            Put(first + i, records[i]);
        }

        Parallel.For(0, BlockKey.Count, rule =>
        {
            for (var i = 0; i < records.Count; i++)
            {
                Insert(rule, first + i, 0);
            }
        });
    }

    public void Remove(int slot)
    {
        for (var rule = 0; rule < BlockKey.Count; rule++)
        {
            var at = At(slot, rule);
            if (_keys[at] == 0)
            {
                continue;
            }

            ref var block = ref CollectionsMarshal.GetValueRefOrNullRef(_blocks[rule], _keys[at]);
            ref var link = ref block.Head;
            while (link != slot)
            {
                link = ref _next[At(link, rule)];
            }

            link = _next[at];
            if (--block.Count == 0)
            {
                _blocks[rule].Remove(_keys[at]);
            }

            _keys[at] = 0;
        }

        _records[slot] = null;
    }

    /// <summary>The slots that a record is to be compared with, each once, lowest first.</summary>
    public List<int> Candidates(PreparedRecord record)
    {
        var found = new List<int>();
        for (var rule = 0; rule < BlockKey.Count; rule++)
        {
            for (var depth = 0; depth <= BlockKey.Depth(rule); depth++)
            {
                var key = BlockKey.Of(rule, depth, record);
                if (key == 0 || !_blocks[rule].TryGetValue(key, out var block))
                {
                    break;
                }

                if (!block.Refined)
                {
                    var taken = 0;
                    for (var slot = block.Head; slot != End && taken < largest; slot = _next[At(slot, rule)], taken++)
                    {
                        found.Add(slot);
                    }

                    break;
                }
            }
        }

        found.Sort();
        var kept = 0;
        for (var i = 0; i < found.Count; i++)
        {
            if (i == 0 || found[i] != found[i - 1])
            {
                found[kept++] = found[i];
            }
        }

        found.RemoveRange(kept, found.Count - kept);
        return found;
    }

    /// <summary>Visits every pair that shares a block, once, on all cores.</summary>
    /// <param name="stride">1: all pairs. n: those whose lower slot is a multiple of n, as a sample.</param>
    /// <param name="start">Makes what a worker keeps.</param>
    /// <param name="visit">Takes a pair, the lower slot first.</param>
    /// <returns>What each worker kept, in no certain order.</returns>
    public List<T> Pairs<T>(int stride, Func<T> start, Action<T, int, int> visit)
    {
        var done = new List<T>();
        for (var rule = 0; rule < BlockKey.Count; rule++)
        {
            var (now, shared) = (rule, _blocks[rule].Values.Where(block => block.Count > 1 && !block.Refined).ToArray());
            Parallel.For(
                0,
                Environment.ProcessorCount,
                () => (Kept: start(), Members: new List<int>()),
                (part, _, worker) =>
                {
                    for (var i = part; i < shared.Length; i += Environment.ProcessorCount)
                    {
                        Within(now, shared[i], stride, worker.Members, (a, b) => visit(worker.Kept, a, b));
                    }

                    return worker;
                },
                worker =>
                {
                    lock (done)
                    {
                        done.Add(worker.Kept);
                    }
                });
        }

        return done;
    }

    /// <summary>Records that stand in crowded blocks, counted once a block.</summary>
    public long Crowded => _blocks.Sum(rule => rule.Values.Where(block => block.Count > largest).Sum(block => (long)block.Count));

    private void Within(int rule, Block block, int stride, List<int> members, Action<int, int> visit)
    {
        members.Clear();
        for (var slot = block.Head; slot != End; slot = _next[At(slot, rule)])
        {
            members.Add(slot);
        }

        for (var i = 0; i < members.Count; i++)
        {
            for (var j = i + 1; j < Math.Min(members.Count, i + 1 + largest); j++)
            {
                var (a, b) = members[i] < members[j] ? (members[i], members[j]) : (members[j], members[i]);
                if (a % stride == 0 && !MetBefore(rule, a, b))
                {
                    visit(a, b);
                }
            }
        }
    }

    /// <summary>Whether an earlier rule has the pair in one block already.</summary>
    private bool MetBefore(int rule, int a, int b)
    {
        var keysOfA = _keys.AsSpan(At(a, 0), rule);
        var keysOfB = _keys.AsSpan(At(b, 0), rule);
        for (var earlier = 0; earlier < keysOfA.Length; earlier++)
        {
            if (keysOfA[earlier] == keysOfB[earlier] && keysOfA[earlier] != 0 && _blocks[earlier][keysOfA[earlier]].Count <= largest)
            {
                return true;
            }
        }

        return false;
    }

    private void Put(int slot, PreparedRecord record)
    {
        if (slot >= _records.Length)
        {
            Reserve(Math.Max(slot + 1, _records.Length * 3 / 2));
        }

        _records[slot] = record;
        Slots = Math.Max(Slots, slot + 1);
    }

    private void Reserve(int slots)
    {
        if (slots > _records.Length)
        {
            Array.Resize(ref _records, slots);
            Array.Resize(ref _keys, slots * BlockKey.Count);
            Array.Resize(ref _next, slots * BlockKey.Count);
        }
    }

    private void Insert(int rule, int slot, int depth)
    {
        for (; ; depth++)
        {
            var key = BlockKey.Of(rule, depth, _records[slot]!);
            if (key == 0)
            {
                return;
            }

            ref var block = ref CollectionsMarshal.GetValueRefOrAddDefault(_blocks[rule], key, out var known);
            if (!known)
            {
                block.Head = End;
            }

            if (block.Refined)
            {
                continue;
            }

            if (block.Count < largest || depth == BlockKey.Depth(rule))
            {
                var at = At(slot, rule);
                (_keys[at], _next[at]) = (key, block.Head);
                (block.Head, block.Count) = (slot, block.Count + 1);
                return;
            }

            var member = block.Head;
            block = new() { Head = End, Refined = true };
            while (member != End)
            {
                var next = _next[At(member, rule)];
                Insert(rule, member, depth + 1);
                member = next;
            }
        }
    }

    private static int At(int slot, int rule) => (slot * BlockKey.Count) + rule;

    private struct Block
    {
        public int Head;
        public int Count;
        public bool Refined;
    }
}
