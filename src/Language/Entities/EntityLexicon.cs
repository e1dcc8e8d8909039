using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ServiceBot.Language.Entities;

/// <summary>One thing that can be named in a message.</summary>
/// <param name="Type">The entity's type, for example <c>product</c>.</param>
/// <param name="Value">The canonical name; it is recognised as well.</param>
/// <param name="Synonyms">Other ways of naming it, in any language.</param>
public sealed record LexiconEntry(string Type, string Value, ImmutableArray<string> Synonyms);

/// <summary>A way in which things of one type are written.</summary>
/// <param name="Type">The entity's type, for example <c>serial_number</c>.</param>
/// <param name="Pattern">A regular expression for the whole of it, without look-around and back references; case does not matter.</param>
public sealed record EntityPattern(string Type, string Pattern);

/// <summary>The names an operator wants recognised: products, plans, places …</summary>
/// <remarks>
/// Case and width of letters, spaces and hyphens do not matter (<c>mesh point</c> = <c>Mesh-Point</c>), nor does a space before a
/// number (<c>harbor500</c>) or a plural <c>s</c>. Latin names are found between word borders, Chinese ones anywhere; at one place
/// the longest name wins.
/// </remarks>
public sealed class EntityLexicon
{
    /// <summary>A lexicon without names.</summary>
    public static EntityLexicon Empty { get; } = new([]);

    /// <summary>Makes a lexicon.</summary>
    /// <param name="entries">What can be named; where two entries of one type share a name, the first has it.</param>
    public EntityLexicon(IEnumerable<LexiconEntry> entries) => Entries = [.. entries];

    /// <summary>What can be named, in the given order.</summary>
    public ImmutableArray<LexiconEntry> Entries { get; }

    /// <summary>What is recognised by how it is written.</summary>
    public ImmutableArray<EntityPattern> Patterns { get; init; } = [];

    /// <summary>The types whose names are recognised when they are mistyped, too, or written with other ideographs of the same sound.</summary>
    public IReadOnlySet<string> Fuzzy { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The country, ISO 3166, whose phone numbers may be without their country code: phones are then in E.164. Null: they are as they are written.</summary>
    public string? Country { get; init; }

    /// <summary>Makes a lexicon from type → canonical value → synonyms, as dialog files write it.</summary>
    /// <param name="types">The types with their values.</param>
    public static EntityLexicon From(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> types) =>
        new(types.SelectMany(type => type.Value.Select(value => new LexiconEntry(type.Key, value.Key, [.. value.Value]))));

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Entries.Length);
        foreach (var (type, value, synonyms) in Entries)
        {
            writer.Write(type);
            writer.Write(value);
            writer.Write(synonyms.Length);
            foreach (var synonym in synonyms)
            {
                writer.Write(synonym);
            }
        }

        writer.Write(Country ?? "");
        writer.Write(Patterns.Length);
        foreach (var (type, pattern) in Patterns)
        {
            writer.Write(type);
            writer.Write(pattern);
        }

        writer.Write(Fuzzy.Count);
        foreach (var type in Fuzzy.Order(StringComparer.Ordinal))
        {
            writer.Write(type);
        }
    }

    internal static EntityLexicon Read(BinaryReader reader)
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

        var country = reader.ReadString();
        var patterns = new EntityPattern[reader.ReadCount()];
        for (var i = 0; i < patterns.Length; i++)
        {
            patterns[i] = new(reader.ReadString(), reader.ReadString());
        }

        var fuzzy = new string[reader.ReadCount()];
        for (var i = 0; i < fuzzy.Length; i++)
        {
            fuzzy[i] = reader.ReadString();
        }

        return new(entries) { Country = country.Length > 0 ? country : null, Patterns = [.. patterns], Fuzzy = fuzzy.ToFrozenSet() };
    }
}
