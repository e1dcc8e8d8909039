using System.Runtime.InteropServices;

namespace ServiceBot.Language.Slots;

/// <summary>The training sentences as numbers of features and labels.</summary>
internal sealed class FeatureRows
{
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<ulong> _keys = [];
    private readonly List<ulong> _features = [];
    private readonly List<int> _ends = [];
    private readonly List<ulong> _requested = [];

    public IReadOnlyList<ulong> Keys => _keys;

    public List<Sentence> Sentences { get; } = [];

    public void Add(SlotExample example, SlotSentence sentence, ReadOnlySpan<LabelledSpan> spans, string? intent)
    {
        if (sentence.Count == 0)
        {
            return;
        }

        SlotFeatures.Read(example.Text, sentence, SlotModel.HashOfIntent(intent), SlotModel.HashesOf(example.Requested, _requested), _features, _ends);
        var features = new int[_features.Count];
        for (var i = 0; i < features.Length; i++)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, _features[i], out var isKnown);
            if (!isKnown)
            {
                number = _keys.Count;
                _keys.Add(_features[i]);
            }

            features[i] = number;
        }

        var labels = new int[sentence.Count];
        Labels.Of(spans, labels);
        Sentences.Add(new(features, [.. _ends], labels));
    }

    /// <summary>A sentence: the features of all tokens, where those of each end, and its labels.</summary>
    internal sealed record Sentence(int[] Features, int[] Ends, int[] Labels);
}
