namespace ServiceBot.Crm.Linking;

/// <summary>Persons who are kept so that duplicates among them, and of somebody new, are found without comparing everybody.</summary>
/// <remarks>
/// It follows every write: <see cref="Add"/> and <see cref="Remove"/> touch only the record's blocks. Counts of values are always those of now; what was
/// learned stays until <see cref="Train"/> learns again. One thread at a time may write, and none may read meanwhile.
/// </remarks>
/// <typeparam name="TKey">What records are called.</typeparam>
/// <param name="largestBlock">Records in a block before it is refined, 2 or more. More of them find more, and take longer.</param>
public sealed class LinkIndex<TKey>(int largestBlock = LinkIndex<TKey>.DefaultLargestBlock)
    where TKey : notnull
{
    /// <summary>Records in a block before it is refined, if nothing else is said.</summary>
    public const int DefaultLargestBlock = 50;

    private readonly Population _population = new(largestBlock);
    private readonly Dictionary<TKey, int> _slots = [];
    private readonly List<TKey> _keys = [];
    private readonly Stack<int> _free = [];

    /// <summary>Number of records.</summary>
    public int Count => _slots.Count;

    /// <summary>What it weighs by: <see cref="LinkModel.Default"/> until it is trained or given another.</summary>
    public LinkModel Model
    {
        get => _population.Weights.Model;
        set => _population.Weights.Model = value;
    }

    /// <summary>Adds a record, or puts it in the place of the one of that key.</summary>
    /// <param name="key">Whose it is.</param>
    /// <param name="record">The record.</param>
    public void Add(TKey key, LinkRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Remove(key);
        _population.Blocks.Add(Slot(key), _population.Keep(PreparedRecord.Texts(record)));
    }

    /// <summary>Adds many records at once, which is faster than one by one; the keys are new.</summary>
    /// <param name="records">The records.</param>
    /// <exception cref="ArgumentException">A key comes twice, or is there already; the records before it have been added.</exception>
    public void AddRange(IEnumerable<KeyValuePair<TKey, LinkRecord>> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var first = _keys.Count;
        var prepared = new List<PreparedRecord>();
        try
        {
            foreach (var (key, texts) in records.AsParallel().AsOrdered().Select(pair => (pair.Key, PreparedRecord.Texts(pair.Value))))
            {
                _slots.Add(key, _keys.Count);
                _keys.Add(key);
                prepared.Add(_population.Keep(texts));
            }
        }
        finally
        {
            _population.Blocks.AddRange(first, prepared);
        }
    }

    /// <summary>Takes a record out.</summary>
    /// <param name="key">Whose it is.</param>
    /// <returns>False when there was none.</returns>
    public bool Remove(TKey key)
    {
        if (!_slots.Remove(key, out var slot))
        {
            return false;
        }

        _population.Forget(_population.Blocks[slot]!);
        _population.Blocks.Remove(slot);
        _free.Push(slot);
        return true;
    }

    /// <summary>Those that are most likely the person of a record, which itself need not be in the index; where it is, it finds itself too.</summary>
    /// <param name="record">The record.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="leastProbability">How likely at least, 0 to 1.</param>
    /// <returns>The likeliest first.</returns>
    public IReadOnlyList<LinkCandidate<TKey>> Find(LinkRecord record, int take = 10, double leastProbability = 0.01)
    {
        ArgumentNullException.ThrowIfNull(record);
        var prepared = _population.Weights.Prepare(PreparedRecord.Texts(record));
        var least = Math.Log2(leastProbability / (1 - leastProbability));
        return [.. _population.Blocks.Candidates(prepared)
            .Select(slot => (Slot: slot, Match: _population.Weights.Compare(prepared, _population.Blocks[slot]!)))
            .Where(found => found.Match.Weight >= least)
            .OrderBy(found => found.Match.Contradicts).ThenByDescending(found => found.Match.Weight).ThenBy(found => found.Slot)
            .Take(take)
            .Select(found => new LinkCandidate<TKey>(
                _keys[found.Slot], found.Match.Weight, LinkModel.Probability(found.Match.Weight), found.Match.Contradicts, _population.Weights.Explain(prepared, _population.Blocks[found.Slot]!)))];
    }

    /// <summary>Learns from the records what agreeing and differing weigh.</summary>
    /// <param name="seed">Which random pairs are drawn: the same records and number give the same model.</param>
    public void Train(int seed = 1) => _population.Train(seed);

    /// <summary>Finds the persons among the records.</summary>
    public LinkResult<TKey> Link()
    {
        var blocks = _population.Blocks;
        var workers = blocks.Pairs(1, () => new Worker(), (worker, a, b) =>
        {
            worker.Compared++;
            var (weight, contradicts) = _population.Weights.Compare(blocks[a]!, blocks[b]!);
            if (weight > 0 && !contradicts)
            {
                worker.Pairs.Add(new(a, b, weight));
            }
        });
        var groups = LinkClusters.Of(workers.SelectMany(worker => worker.Pairs), (a, b) =>
        {
            var (weight, contradicts) = _population.Weights.Compare(blocks[a]!, blocks[b]!);
            return contradicts ? double.NegativeInfinity : weight;
        });
        return new()
        {
            PairsCompared = workers.Sum(worker => worker.Compared),
            PairsLinked = workers.Sum(worker => worker.Pairs.Count),
            Crowded = blocks.Crowded,
            Persons = [.. groups.Select(group => (IReadOnlyList<TKey>)[.. group.Select(slot => _keys[slot])])],
        };
    }

    private int Slot(TKey key)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = _keys.Count;
            _keys.Add(key);
        }

        _keys[slot] = key;
        _slots[key] = slot;
        return slot;
    }

    private sealed class Worker
    {
        public long Compared { get; set; }

        public List<LinkedPair> Pairs { get; } = [];
    }
}
