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
    private const int FormatVersion = 1;
    private const int LongestFile = 1 << 30;
    private static readonly byte[] Magic = "SBLM"u8.ToArray();

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
    /// <remarks>Magic <c>SBLM</c>, format version, length of the payload, the payload's SHA-256, the payload; little-endian.</remarks>
    public void Save(Stream stream)
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, Encoding.UTF8, leaveOpen: true))
        {
            WriteLexicon(writer, _lexicon);
            _intents.Write(writer);
        }

        var bytes = payload.GetBuffer().AsSpan(0, (int)payload.Length);
        using var header = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        header.Write(Magic);
        header.Write(FormatVersion);
        header.Write(bytes.Length);
        header.Write(SHA256.HashData(bytes));
        header.Write(bytes);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="stream">Where from; stays open, and is read to the model's end.</param>
    /// <exception cref="InvalidDataException">It is no model, a newer one, cut short or damaged; the message says which.</exception>
    public static LanguageModel Load(Stream stream)
    {
        try
        {
            using var header = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            Check(header.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic), "This is not a language model.");
            var version = header.ReadInt32();
            Check(version == FormatVersion, $"The language model has format {version}; this program reads {FormatVersion}.");
            var length = header.ReadInt32();
            Check(length is > 0 and < LongestFile, "The language model is damaged: its length cannot be true.");
            var checksum = header.ReadBytes(SHA256.HashSizeInBytes);
            var bytes = header.ReadBytes(length);
            Check(bytes.Length == length, "The language model is cut short.");
            Check(SHA256.HashData(bytes).AsSpan().SequenceEqual(checksum), "The language model is damaged: its checksum is wrong.");

            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            var lexicon = ReadLexicon(reader);
            return new(lexicon, new(lexicon), IntentModel.Read(reader));
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("The language model is cut short.", exception);
        }
    }

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

            WriteLexicon(writer, lexicon);
            writer.Write(options.Cost);
            writer.Write(options.Seed);
            writer.Write(options.UseGeneralOffTopic);
            writer.Write(options.OutOfScopeShare);
            foreach (var sentence in options.OutOfScope)
            {
                writer.Write(sentence);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }

    private static void Check(bool isFine, string otherwise)
    {
        if (!isFine)
        {
            throw new InvalidDataException(otherwise);
        }
    }

    private static void WriteLexicon(BinaryWriter writer, EntityLexicon lexicon)
    {
        writer.Write(lexicon.Entries.Length);
        foreach (var (type, value, synonyms) in lexicon.Entries)
        {
            writer.Write(type);
            writer.Write(value);
            writer.Write(synonyms.Length);
            foreach (var synonym in synonyms)
            {
                writer.Write(synonym);
            }
        }
    }

    private static EntityLexicon ReadLexicon(BinaryReader reader)
    {
        var entries = new LexiconEntry[reader.ReadCount()];
        for (var i = 0; i < entries.Length; i++)
        {
            var (type, value, synonyms) = (reader.ReadString(), reader.ReadString(), new string[reader.ReadCount()]);
            for (var j = 0; j < synonyms.Length; j++)
            {
                synonyms[j] = reader.ReadString();
            }

            entries[i] = new(type, value, [.. synonyms]);
        }

        return new(entries);
    }

    /// <summary>Lists for one message, kept by each thread.</summary>
    private sealed class Scratch
    {
        private const int LargestKept = 1 << 14;

        public List<Token> Tokens { get; } = [];

        public List<ulong> Features { get; } = [];

        public Span<ulong> FeatureSpan => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Features);

        public bool IsSmall => Tokens.Capacity <= LargestKept && Features.Capacity <= LargestKept;

        public void Clear()
        {
            Tokens.Clear();
            Features.Clear();
        }
    }
}
