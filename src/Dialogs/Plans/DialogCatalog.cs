using System.Collections.Frozen;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;
using ServiceBot.Language.Slots;

namespace ServiceBot.Dialogs;

/// <summary>An intent with its training examples.</summary>
/// <param name="Name">The intent's name.</param>
/// <param name="Title">What a customer is shown in «did you mean».</param>
/// <param name="English">English examples.</param>
/// <param name="Chinese">Chinese examples.</param>
public sealed record IntentExamples(string Name, Words Title, IReadOnlyList<string> English, IReadOnlyList<string> Chinese)
{
    /// <summary>Every example with the values that are annotated in it.</summary>
    public IReadOnlyList<SlotExample> Annotated { get; init; } = [];
}

/// <summary>A value of an entity of the lexicon with the words that mean it.</summary>
/// <param name="Type">The entity, for example <c>product</c>.</param>
/// <param name="Canonical">The normal form, as it is stored and shown.</param>
/// <param name="English">English words for it; the canonical form counts without being listed.</param>
/// <param name="Chinese">Chinese words for it.</param>
public sealed record LexiconEntry(string Type, string Canonical, IReadOnlyList<string> English, IReadOnlyList<string> Chinese);

/// <summary>All dialogs of one folder at one moment. Immutable; checked as a whole.</summary>
public sealed class DialogCatalog
{
    internal DialogCatalog(string version, string languageVersion, CatalogParts parts)
    {
        Version = version;
        LanguageVersion = languageVersion;
        Intents = parts.Intents.ToFrozenDictionary();
        Lexicon = [.. parts.Lexicon];
        Patterns = [.. parts.Patterns];
        Fuzzy = parts.Fuzzy.ToFrozenSet();
        Slots = parts.Slots.ToFrozenDictionary();
        RequestTypes = parts.RequestTypes.ToFrozenDictionary();
        Responses = parts.Responses.ToFrozenDictionary();
        Dialogs = parts.Dialogs.ToFrozenDictionary();
        ByIntent = parts.Dialogs.Values.SelectMany(d => d.Intents.Select(i => (i, d))).ToFrozenDictionary(p => p.i, p => p.d);
        ExactControl = Names.Control.Append(Names.Person).Append(Names.Goodbye).Where(Intents.ContainsKey).Select(name => Intents[name])
            .SelectMany(i => i.English.Concat(i.Chinese).Select(e => (Text: PlainText.Of(e), i.Name)))
            .DistinctBy(e => e.Text).ToFrozenDictionary(e => e.Text, e => e.Name);
        SkipWords = [.. Lexicon.Where(e => e.Type == BotWords.Skip).SelectMany(e => e.English.Concat(e.Chinese)).Select(PlainText.Of)];
    }

    /// <summary>First 12 hex digits of the SHA-256 over all files.</summary>
    public string Version { get; }

    /// <summary>Like <see cref="Version"/>, over intents and entities only: when it stays, the language model stays.</summary>
    public string LanguageVersion { get; }

    /// <summary>The intents by name.</summary>
    public IReadOnlyDictionary<string, IntentExamples> Intents { get; }

    /// <summary>The examples of all intents with the values that are annotated in them, in the order of the intents' names.</summary>
    public IReadOnlyList<SlotExample> Annotated => [.. Intents.Values.OrderBy(i => i.Name, StringComparer.Ordinal).SelectMany(i => i.Annotated)];

    /// <summary>The words of the entities.</summary>
    public IReadOnlyList<LexiconEntry> Lexicon { get; }

    /// <summary>The examples of all intents, in a fixed order: what a language model is trained on.</summary>
    public IReadOnlyList<IntentExample> Examples => [.. Intents.Values.OrderBy(intent => intent.Name, StringComparer.Ordinal)
        .SelectMany(intent => intent.English.Concat(intent.Chinese).Select(text => new IntentExample(intent.Name, text)))];

    /// <summary>What the entities' patterns describe: type and pattern.</summary>
    public IReadOnlyList<EntityPattern> Patterns { get; }

    /// <summary>The types of entities whose names may be mistyped.</summary>
    public IReadOnlySet<string> Fuzzy { get; }

    internal FrozenDictionary<string, Slot> Slots { get; }

    internal FrozenDictionary<string, RequestType> RequestTypes { get; }

    internal FrozenDictionary<string, Response> Responses { get; }

    internal FrozenDictionary<string, DialogPlan> Dialogs { get; }

    internal FrozenDictionary<string, DialogPlan> ByIntent { get; }

    /// <summary>Examples of control intents, word for word: «yes» means yes whatever a model makes of it.</summary>
    internal FrozenDictionary<string, string> ExactControl { get; }

    /// <summary>What a customer says who leaves a slot empty, as <see cref="PlainText"/>.</summary>
    internal IReadOnlyList<string> SkipWords { get; }

    /// <summary>What the language model recognises besides what it knows by itself.</summary>
    /// <param name="country">The country of phone numbers without a country code; empty: none.</param>
    public EntityLexicon ToLexicon(string country = "") => new(Lexicon.Select(entry =>
        new Language.Entities.LexiconEntry(entry.Type, entry.Canonical, [.. entry.English, .. entry.Chinese])))
    {
        Patterns = [.. Patterns],
        Fuzzy = Fuzzy,
        Country = string.IsNullOrEmpty(country) ? null : country,
    };

    /// <summary>The names of the dialogs, sorted.</summary>
    public IReadOnlyList<string> DialogNames => [.. Dialogs.Keys.Order(StringComparer.Ordinal)];
}

/// <summary>What the loader gathers for a catalog.</summary>
internal sealed class CatalogParts
{
    public Dictionary<string, IntentExamples> Intents { get; } = [];
    public Annotations Annotations { get; } = new();
    public List<LexiconEntry> Lexicon { get; } = [];
    public List<EntityPattern> Patterns { get; } = [];
    public HashSet<string> Fuzzy { get; } = [];

    /// <summary>The types of entities, declared or found by the bot itself.</summary>
    public HashSet<string> EntityTypes => [.. Lexicon.Select(entry => entry.Type), .. Patterns.Select(pattern => pattern.Type)];

    public Dictionary<string, Slot> Slots { get; } = [];
    public Dictionary<string, RequestType> RequestTypes { get; } = [];
    public Dictionary<string, Response> Responses { get; } = [];
    public Dictionary<string, DialogPlan> Dialogs { get; } = [];
}
