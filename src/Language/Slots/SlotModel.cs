using System.Runtime.InteropServices;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Slots;

/// <summary>Finds the values in a sentence that learned examples hold: a linear-chain conditional random field. Immutable and thread-safe.</summary>
internal sealed class SlotModel
{
    [ThreadStatic]
    private static Scratch? _scratch;

    private readonly string[] _types;
    private readonly FeatureTable _features;
    private readonly float[] _transitions;
    private readonly float[] _first;
    private readonly Gazetteer _gazetteer;
    private readonly WordClusters _clusters;

    /// <param name="types">The types of values.</param>
    /// <param name="features">The weights of features.</param>
    /// <param name="transitions">The score of each label after each other, the one before by rows as wide as there are labels.</param>
    /// <param name="gazetteer">Known values.</param>
    /// <param name="clusters">Groups of words.</param>
    public SlotModel(string[] types, FeatureTable features, float[] transitions, Gazetteer gazetteer, WordClusters clusters)
    {
        (_types, _features, Transitions, _gazetteer, _clusters) = (types, features, transitions, gazetteer, clusters);
        (_first, _transitions) = Padded(transitions, Labels.Count(types.Length));
    }

    /// <summary>A model that finds nothing.</summary>
    public static SlotModel Empty { get; } = new([], new([], [0], [], []), [0], Gazetteer.Empty, WordClusters.Empty);

    /// <summary>The types of values that can be found, in ordinal order.</summary>
    public IReadOnlyList<string> Types => _types;

    private float[] Transitions { get; }

    /// <summary>Finds the values of a sentence.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="entities">What the built-in recognisers find in it, in order of appearance.</param>
    /// <param name="intent">What it is taken to mean, or null.</param>
    /// <param name="requested">The types that were just asked for.</param>
    /// <param name="spans">Receives the values, in order of appearance; they do not overlap.</param>
    public void Find(
        ReadOnlySpan<char> text, List<Token> tokens, IReadOnlyList<Entity> entities, string? intent, IReadOnlyList<string> requested, List<SlotSpan> spans)
    {
        if (_types.Length == 0)
        {
            return;
        }

        var scratch = _scratch ?? new();
        _scratch = null;    // taken, should anything below come back here
        var sentence = scratch.Sentence;
        sentence.Read(text, tokens, entities, _clusters);
        if (sentence.Count > 0)
        {
            _gazetteer.Find(sentence.Words, [], sentence.Matches);
            SlotFeatures.Read(text, sentence, HashOfIntent(intent), HashesOf(requested, scratch.Requested), scratch.Features, scratch.Ends);
            Decode(scratch, sentence.Count);
            Collect(sentence.Tokens, scratch.Labels, spans);
        }

        _scratch = scratch;
    }

    internal static ulong HashOfIntent(string? intent) => intent is null ? 0 : SlotHash.Of(intent) | 1;

    internal static ReadOnlySpan<ulong> HashesOf(IReadOnlyList<string> requested, List<ulong> hashes)
    {
        hashes.Clear();
        for (var i = 0; i < requested.Count; i++)
        {
            hashes.Add(SlotHash.Of(requested[i]));
        }

        return CollectionsMarshal.AsSpan(hashes);
    }

    private void Decode(Scratch scratch, int tokens)
    {
        var lattice = scratch.LatticeOf(Labels.Count(_types.Length));
        lattice.Clear(tokens);
        var at = 0;
        for (var t = 0; t < tokens; t++)
        {
            var scores = lattice.Scores(t);
            for (; at < scratch.Ends[t]; at++)
            {
                if (_features.Find(scratch.Features[at]) is >= 0 and var feature)
                {
                    _features.AddTo(scores, feature);
                }
            }
        }

        lattice.Best(_first, _transitions, scratch.LabelsOf(tokens));
    }

    private void Collect(ReadOnlySpan<Token> tokens, int[] labels, List<SlotSpan> spans)
    {
        for (var i = 0; i < tokens.Length;)
        {
            var label = labels[i];
            var start = i++;
            if (!Labels.IsBegin(label))
            {
                continue;
            }

            while (i < tokens.Length && labels[i] == label + 1)
            {
                i++;
            }

            spans.Add(new(_types[Labels.TypeOf(label)], tokens[start].Start, tokens[i - 1].End - tokens[start].Start));
        }
    }

    /// <summary>Rows as wide as whole vectors; what may not follow has no chance.</summary>
    private static (float[] First, float[] Transitions) Padded(float[] transitions, int labels)
    {
        var stride = new ChainLattice(labels).Stride;
        var padded = new float[labels * stride];
        var first = new float[stride];
        Array.Fill(padded, float.NegativeInfinity);
        for (var label = 0; label < labels; label++)
        {
            first[label] = Labels.MayFollow(Labels.Outside, label) ? transitions[label] : float.NegativeInfinity;
            for (var before = 0; before < labels; before++)
            {
                if (Labels.MayFollow(before, label))
                {
                    padded[(before * stride) + label] = transitions[(before * labels) + label];
                }
            }
        }

        return (first, padded);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_types.Length);
        foreach (var type in _types)
        {
            writer.Write(type);
        }

        _features.Write(writer);
        writer.WriteArray<float>(Transitions);
        _gazetteer.Write(writer);
        _clusters.Write(writer);
    }

    public static SlotModel Read(BinaryReader reader)
    {
        var types = new string[reader.ReadCount()];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = reader.ReadString();
        }

        var labels = Labels.Count(types.Length);
        var features = FeatureTable.Read(reader, labels);
        var transitions = reader.ReadArray<float>();
        return transitions.Length == labels * labels
            ? new(types, features, transitions, Gazetteer.Read(reader), WordClusters.Read(reader))
            : throw new InvalidDataException("The parts of the language model do not fit together.");
    }

    /// <summary>Room for one sentence, kept by each thread.</summary>
    private sealed class Scratch
    {
        private ChainLattice? _lattice;
        private int _labels;

        public SlotSentence Sentence { get; } = new();

        public List<ulong> Features { get; } = [];

        public List<int> Ends { get; } = [];

        public List<ulong> Requested { get; } = [];

        public int[] Labels { get; private set; } = [];

        public ChainLattice LatticeOf(int labels)
        {
            if (_lattice is null || _labels != labels)
            {
                (_lattice, _labels) = (new(labels), labels);
            }

            return _lattice;
        }

        public int[] LabelsOf(int tokens) => Labels = Labels.Length < tokens ? new int[tokens * 2] : Labels;
    }
}
