using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ServiceBot.Language.Detection;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language;

/// <summary>A trained reader of customers' messages: language, entities and intents together. Immutable and thread-safe.</summary>
public sealed class LanguageModel : IUnderstander
{
    [ThreadStatic]
    private static Scratch? _scratch;

    private readonly EntityLexicon _lexicon;
    private readonly EntityRecognizer _entities;
    private readonly IntentModel _intents;

    private LanguageModel(EntityLexicon lexicon, EntityRecognizer entities, IntentModel intents) =>
        (_lexicon, _entities, _intents) = (lexicon, entities, intents);

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
        var intents = new IntentTrainer(options).Fit(
            [.. examples.Select(example => (example.Intent, Features: FeaturesOf(example.Text))).Where(example => example.Features.Length > 0)],
            [.. options.OutOfScope.Select(FeaturesOf)],
            [.. options.UseGeneralOffTopic ? OffTopic.Sentences.Select(FeaturesOf) : []]);
        return new(lexicon, entities, intents);

        ulong[] FeaturesOf(string text)
        {
            List<Token> tokens = [];
            List<ulong> features = [];
            Tokenizer.Tokenize(text, tokens);
            FeatureReader.Read(text, tokens, entities.Recognize(text, tokens, DateTimeOffset.UnixEpoch), features);
            return [.. features];
        }
    }

    /// <inheritdoc/>
    public Understanding Understand(string text, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(text);

        var scratch = _scratch ?? new();
        _scratch = null;    // taken, should anything below come back here
        scratch.Clear();
        Tokenizer.Tokenize(text, scratch.Tokens);
        var entities = _entities.Recognize(text, scratch.Tokens, now);
        FeatureReader.Read(text, scratch.Tokens, entities, scratch.Features);
        var (best, inScope) = _intents.Predict(scratch.FeatureSpan);
        var language = LanguageDetector.Detect(text, scratch.Tokens);
        _scratch = scratch.IsSmall ? scratch : null;
        return new() { Text = text, Language = language, Intents = best, InScope = inScope, Entities = entities };
    }

    /// <summary>Writes the model.</summary>
    /// <param name="stream">Where to; stays open.</param>
    public void Save(Stream stream) => ModelFile.Write(stream, writer =>
    {
        _lexicon.Write(writer);
        _intents.Write(writer);
    });

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="stream">Where from; stays open, and is read to the model's end.</param>
    /// <exception cref="InvalidDataException">It is no model, a newer one, cut short or damaged; the message says which.</exception>
    public static LanguageModel Load(Stream stream) => ModelFile.Read(stream, reader =>
    {
        var lexicon = EntityLexicon.Read(reader);
        return new LanguageModel(lexicon, new(lexicon), IntentModel.Read(reader));
    });

    /// <summary>A key for what <see cref="Train"/> would make of its arguments: equal keys, equal models.</summary>
    /// <param name="examples">The training examples.</param>
    /// <param name="lexicon">The names to recognise.</param>
    /// <param name="options">How to train.</param>
    /// <returns>64 hex digits, in small letters.</returns>
    public static string ContentHash(IReadOnlyList<IntentExample> examples, EntityLexicon lexicon, LanguageOptions options)
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
            writer.Write(options.Cost);
            writer.Write(options.Seed);
            writer.Write(options.UseGeneralOffTopic);
            writer.Write(options.OutOfScopeShare);
            writer.Write(options.Calibrate);
            foreach (var sentence in options.OutOfScope)
            {
                writer.Write(sentence);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
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
