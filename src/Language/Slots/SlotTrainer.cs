using ServiceBot.Language.Entities;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Slots;

/// <summary>How a <see cref="SlotModel"/> is trained.</summary>
internal sealed record SlotOptions
{
    /// <summary>Passes over the examples.</summary>
    public int Epochs { get; init; } = 14;

    /// <summary>Length of the first steps (AdaGrad; no unit).</summary>
    public double Rate { get; init; } = 0.2;

    /// <summary>How strongly weights are drawn to 0: half of it times their squares is added to the loss.</summary>
    public double Shrink { get; init; } = 0.5;

    /// <summary>Share of the features that are hidden in each pass, at random, so that none is relied on alone: a value that no example holds lacks some.</summary>
    public double Hidden { get; init; } = 0.1;

    /// <summary>Groups of words, at most.</summary>
    public int Groups { get; init; } = 200;

    /// <summary>Orders the examples; the same seed gives the same model.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>Fits a <see cref="SlotModel"/>.</summary>
internal sealed class SlotTrainer(EntityRecognizer recognizer, SlotOptions options)
{
    /// <param name="examples">Sentences with their values.</param>
    /// <param name="intents">What each sentence is taken to mean by a model that has not seen it; null: not known.</param>
    public SlotModel Fit(IReadOnlyList<SlotExample> examples, IReadOnlyList<string?> intents)
    {
        string[] types = [.. examples.SelectMany(example => example.Spans).Select(span => span.Type).Distinct().Order(StringComparer.Ordinal)];
        if (types.Length == 0)
        {
            return SlotModel.Empty;
        }

        var typeOf = types.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var words = examples.Select(example => Read(example.Text, WordClusters.Empty).Words.ToArray()).ToList();
        var clusters = WordClusterTrainer.Fit(words, options.Groups);
        List<(ulong[] Words, LabelledSpan[] Spans)> labelled = [];
        for (var e = 0; e < examples.Count; e++)
        {
            labelled.Add((words[e], SpansOf(examples[e], typeOf)));
        }

        var gazetteer = Gazetteer.Of(labelled);
        var reader = new FeatureRows();
        for (var e = 0; e < examples.Count; e++)
        {
            var sentence = Read(examples[e].Text, clusters);
            gazetteer.Find(sentence.Words, labelled[e].Spans, sentence.Matches);
            reader.Add(examples[e], sentence, labelled[e].Spans, intents[e]);
        }

        var (features, transitions) = new ChainFit(options, Labels.Count(types.Length)).Fit(reader);
        return new(types, features, transitions, gazetteer, clusters);
    }

    private SlotSentence Read(string text, WordClusters clusters)
    {
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        var sentence = new SlotSentence();
        sentence.Read(text, tokens, recognizer.Recognize(text, tokens, DateTimeOffset.UnixEpoch), clusters);
        return sentence;
    }

    /// <summary>The spans by tokens; a span that begins within a token, or overlaps one before it, is left out.</summary>
    private static LabelledSpan[] SpansOf(SlotExample example, Dictionary<string, int> typeOf)
    {
        List<Token> tokens = [];
        List<Token> cut = [];
        Tokenizer.Tokenize(example.Text, tokens);
        SlotTokens.Cut(example.Text, tokens, cut);
        List<LabelledSpan> spans = [];
        var end = 0;
        foreach (var span in example.Spans.OrderBy(span => span.Start).ThenByDescending(span => span.Length))
        {
            var first = cut.FindIndex(token => token.End > span.Start);
            var last = cut.FindLastIndex(token => token.Start < span.End);
            if (first >= end && last >= first)
            {
                spans.Add(new(typeOf[span.Type], first, last - first + 1));
                end = last + 1;
            }
        }

        return [.. spans];
    }
}
