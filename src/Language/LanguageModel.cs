using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ServiceBot.Language.Detection;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;
using ServiceBot.Language.Parts;
using ServiceBot.Language.Sentiments;
using ServiceBot.Language.Slots;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language;

/// <summary>A trained reader of customers' messages: language, entities and intents together. Immutable and thread-safe.</summary>
public sealed class LanguageModel : IUnderstander
{
    private const int FewestExamples = 2;

    [ThreadStatic]
    private static Scratch? _scratch;

    private readonly EntityLexicon _lexicon;
    private readonly EntityRecognizer _entities;
    private readonly IntentModel _intents;
    private readonly string[] _words;    // that a mistyped word may be meant to be
    private readonly Typos _typos;

    private LanguageModel(EntityLexicon lexicon, EntityRecognizer entities, IntentModel intents, string[] words) =>
        (_lexicon, _entities, _intents, _words, _typos) = (lexicon, entities, intents, words, new(words));

    private SlotModel Slots { get; init; } = SlotModel.Empty;

    /// <summary>The names of the intents the model knows, in ordinal order.</summary>
    public IReadOnlyList<string> Intents => _intents.Intents;

    /// <summary>Trains a model. The same arguments give the same model.</summary>
    /// <param name="examples">What customers might write, with its intent; may be empty, and may repeat itself.</param>
    /// <param name="lexicon">The names to recognise.</param>
    /// <param name="options">How to train.</param>
    public static LanguageModel Train(IReadOnlyList<IntentExample> examples, EntityLexicon lexicon, LanguageOptions options)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(lexicon);
        ArgumentNullException.ThrowIfNull(options);

        var entities = new EntityRecognizer(lexicon);
        var messages = Read([.. examples, .. IntentNames.AsExamples(examples)], entities, options);
        return new LanguageModel(lexicon, entities, new IntentTrainer(options).Fit(messages), Words(examples));
    }

    /// <summary>This model, which also finds values as annotated examples have them. The same arguments give the same model.</summary>
    /// <param name="examples">Sentences with all values that they hold; those of all intents, so that it is known where there are none. None annotated: the model stays.</param>
    /// <param name="options">How to train.</param>
    public LanguageModel WithSlots(IReadOnlyList<SlotExample> examples, LanguageOptions options)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);

        return examples.All(example => example.Spans.Count == 0) ? this : new(_lexicon, _entities, _intents, _words)
        {
            Slots = new SlotTrainer(_entities, new SlotOptions { Seed = options.Seed }).Fit(examples, IntentGuesses.Of(examples, _lexicon, options)),
        };
    }

    private static TrainingMessages Read(IReadOnlyList<IntentExample> examples, EntityRecognizer entities, LanguageOptions options)
    {
        return new(
            [.. examples.Select(example => (example.Intent, Features: FeaturesOf(example.Text))).Where(example => example.Features.Length > 0)],
            [.. options.OutOfScope.Select(FeaturesOf)],
            [.. options.UseGeneralOffTopic ? OffTopic.Sentences.Select(FeaturesOf) : []],
            examples.Select(example => example.Text).Concat(options.Unlabelled).Select(UnitsOf));

        ulong[] FeaturesOf(string text)
        {
            List<Token> tokens = [];
            List<ulong> features = [];
            Tokenizer.Tokenize(text, tokens);
            FeatureReader.Read(text, tokens, entities.Recognize(text, tokens, DateTimeOffset.UnixEpoch), features);
            return [.. features];
        }

        static PlacedUnit[] UnitsOf(string text)
        {
            List<Token> tokens = [];
            List<PlacedUnit> units = [];
            Tokenizer.Tokenize(text, tokens);
            FeatureReader.ReadUnits(text, CollectionsMarshal.AsSpan(tokens), units);
            return [.. units];
        }
    }

    /// <inheritdoc/>
    public Understanding Understand(string text, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(text);

        var whole = UnderstandWhole(text, now);
        var parts = PartFinder.Find(whole, part => UnderstandWhole(part, now));
        return parts.Count == 0 ? whole : whole with { Parts = parts };
    }

    private Understanding UnderstandWhole(string text, DateTimeOffset now)
    {
        var scratch = _scratch ?? new();
        _scratch = null;    // taken, should anything below come back here
        scratch.Clear();
        Tokenizer.Tokenize(text, scratch.Tokens);
        var entities = _entities.Recognize(text, scratch.Tokens, now);
        ReadFeatures(text, scratch, entities, now);
        var (best, inScope) = _intents.Predict(scratch.FeatureSpan);
        List<SlotSpan> slots = [];
        Slots.Find(text, scratch.Tokens, entities, best.Length > 0 ? best[0].Intent : null, [], slots);
        var (language, tag) = LanguageDetector.Read(text, scratch.Tokens);
        var tone = ToneReader.Read(text, scratch.Tokens);
        _scratch = scratch.IsSmall ? scratch : null;
        return new() { Text = text, Language = language, LanguageTag = tag, Tone = tone, Intents = best, InScope = inScope, Entities = entities, Slots = slots };
    }

    /// <summary>Writes the model.</summary>
    /// <param name="stream">Where to, at its end; can be read and sought, and stays open.</param>
    public void Save(Stream stream) => ModelFile.Write(stream, writer =>
    {
        _lexicon.Write(writer);
        _intents.Write(writer);
        writer.Write(_words.Length);
        foreach (var word in _words)
        {
            writer.Write(word);
        }

        Slots.Write(writer);
    });

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="stream">Where from; stays open, and is read to the model's end.</param>
    /// <exception cref="InvalidDataException">It is no model, a newer one, cut short or damaged; the message says which.</exception>
    public static LanguageModel Load(Stream stream) => ModelFile.Read(stream, reader =>
    {
        var lexicon = EntityLexicon.Read(reader);
        var intents = IntentModel.Read(reader);
        var words = new string[reader.ReadCount()];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = reader.ReadString();
        }

        return new LanguageModel(lexicon, new(lexicon), intents, words) { Slots = SlotModel.Read(reader) };
    });

    /// <summary>A key for what <see cref="Train"/> would make of its arguments: equal keys, equal models.</summary>
    /// <param name="examples">The training examples.</param>
    /// <param name="lexicon">The names to recognise.</param>
    /// <param name="options">How to train.</param>
    /// <param name="slots">The examples of <see cref="WithSlots"/>; null: none.</param>
    /// <returns>64 hex digits, in small letters.</returns>
    public static string ContentHash(
        IReadOnlyList<IntentExample> examples, EntityLexicon lexicon, LanguageOptions options, IReadOnlyList<SlotExample>? slots = null)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(lexicon);
        ArgumentNullException.ThrowIfNull(options);

        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            // The build's own id stands for the algorithm: a new build trains anew.
            writer.Write(typeof(LanguageModel).Module.ModuleVersionId.ToByteArray());
            writer.Write(examples.Count);
            foreach (var (intent, text) in examples)
            {
                writer.Write(intent);
                writer.Write(text);
            }

            lexicon.Write(writer);
            writer.Write((int)options.Kind);
            writer.Write(options.Cost);
            writer.Write(options.Seed);
            writer.Write(options.UseGeneralOffTopic);
            writer.Write(options.OutOfScopeShare);
            writer.Write(options.Calibrate);
            foreach (var sentence in (ReadOnlySpan<string>)[.. options.OutOfScope, "", .. options.Unlabelled])
            {
                writer.Write(sentence);
            }

            foreach (var example in slots ?? [])
            {
                foreach (var span in example.Spans)
                {
                    writer.Write(example.Text);
                    writer.Write(span.Type);
                    writer.Write(span.Start);
                    writer.Write(span.Length);
                }
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }

    /// <summary>The words of several examples, the most frequent first; a word of one example may be a slip itself.</summary>
    private static string[] Words(IReadOnlyList<IntentExample> examples)
    {
        var frequency = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (_, text) in examples)
        {
            List<Token> tokens = [];
            Tokenizer.Tokenize(text, tokens);
            foreach (var word in tokens.Select(token => Fold(token.In(text))).Distinct().Where(word => Typos.IsCorrectable(word)))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(frequency, word, out _)++;
            }
        }

        return [.. frequency.Where(pair => pair.Value >= FewestExamples).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)];
    }

    private void ReadFeatures(string text, Scratch scratch, IReadOnlyList<Entity> entities, DateTimeOffset now)
    {
        if (Corrected(text, scratch.Tokens, entities) is not { } corrected)
        {
            FeatureReader.Read(text, scratch.Tokens, entities, scratch.Features);
            return;
        }

        List<Token> tokens = [];
        Tokenizer.Tokenize(corrected, tokens);
        FeatureReader.Read(corrected, tokens, _entities.Recognize(corrected, tokens, now), scratch.Features);
    }

    /// <summary>The text with the words that no example holds replaced by those that they were probably meant to be; null when there are none.</summary>
    private string? Corrected(string text, List<Token> tokens, IReadOnlyList<Entity> entities)
    {
        StringBuilder? corrected = null;
        var done = 0;
        foreach (var token in CollectionsMarshal.AsSpan(tokens)[..Math.Min(tokens.Count, FeatureReader.MaxTokens)])
        {
            if (token.Kind != TokenKind.Word || token.Length < Typos.Shortest || _intents.Knows(token.In(text)) || IsNamed(token, entities))
            {
                continue;
            }

            var folded = Fold(token.In(text));
            if ((_typos.Correct(folded) ?? Split(folded)) is not { } word)
            {
                continue;
            }

            corrected = (corrected ?? new()).Append(text, done, token.Start - done).Append(word);
            done = token.End;
        }

        return corrected?.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Two known words that were written as one, or null: the shorter of them as long as can be.</summary>
    private string? Split(string word)
    {
        var best = 0;
        for (var at = 1; at < word.Length && Typos.IsCorrectable(word); at++)
        {
            if (Math.Min(at, word.Length - at) > Math.Min(best, word.Length - best) && _intents.Knows(word.AsSpan(0, at)) && _intents.Knows(word.AsSpan(at)))
            {
                best = at;
            }
        }

        return best == 0 ? null : word.Insert(best, " ");
    }

    private static bool IsNamed(Token token, IReadOnlyList<Entity> entities)
    {
        foreach (var entity in entities)
        {
            if (entity.Start < token.End && token.Start < entity.Start + entity.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static string Fold(ReadOnlySpan<char> word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var character in word)
        {
            if (!Folding.IsAccent(character))
            {
                folded.Append(Folding.Fold(character));
            }
        }

        return folded.ToString();
    }

    /// <summary>Lists for one message, kept by each thread.</summary>
    private sealed class Scratch
    {
        private const int LargestKept = 1 << 14;

        public List<Token> Tokens { get; } = [];

        public List<ulong> Features { get; } = [];

        public Span<ulong> FeatureSpan => CollectionsMarshal.AsSpan(Features);

        public bool IsSmall => Tokens.Capacity <= LargestKept && Features.Capacity <= LargestKept;

        public void Clear()
        {
            Tokens.Clear();
            Features.Clear();
        }
    }
}
