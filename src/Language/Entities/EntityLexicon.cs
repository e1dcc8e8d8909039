using System.Collections.Immutable;

namespace ServiceBot.Language.Entities;

/// <summary>One thing that can be named in a message.</summary>
/// <param name="Type">The entity's type, for example <c>product</c>.</param>
/// <param name="Value">The canonical name; it is recognised as well.</param>
/// <param name="Synonyms">Other ways of naming it, in any language.</param>
public sealed record LexiconEntry(string Type, string Value, ImmutableArray<string> Synonyms);

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

        return new(entries);
    }
}
