using System.Runtime.InteropServices;

namespace ServiceBot.Language.Slots;

/// <summary>A known value in a sentence.</summary>
/// <param name="Type">The number of its type.</param>
/// <param name="Start">Its first token.</param>
/// <param name="Count">How many tokens it has.</param>
/// <param name="Trust">How sure it is: 0 where these words mostly are something else, 2 where they nearly always are a value of this type.</param>
internal readonly record struct GazetteerMatch(int Type, int Start, int Count, int Trust);

/// <summary>The values that training sentences hold, found again in other sentences.</summary>
/// <remarks>While training, a sentence's own values are left out («leave one out»), or the model would believe that every value is known.</remarks>
internal sealed class Gazetteer
{
    private const int Longest = 8;
    private const double Seldom = 0.3;
    private const double Mostly = 0.8;

    private readonly Dictionary<ulong, Entry[]> _entries;    // by the hash of the value's words
    private readonly Dictionary<ulong, int> _occurrences;     // of the same words, as a value or not

    private Gazetteer(Dictionary<ulong, Entry[]> entries, Dictionary<ulong, int> occurrences) => (_entries, _occurrences) = (entries, occurrences);

    public static Gazetteer Empty { get; } = new([], []);

    /// <summary>Gathers the values of sentences.</summary>
    /// <param name="sentences">The words of each, and its values by tokens.</param>
    public static Gazetteer Of(IReadOnlyList<(ulong[] Words, LabelledSpan[] Spans)> sentences)
    {
        Dictionary<ulong, Dictionary<int, int>> counts = [];
        foreach (var (words, spans) in sentences)
        {
            foreach (var span in spans.Where(span => span.Count <= Longest))
            {
                var types = CollectionsMarshal.GetValueRefOrAddDefault(counts, HashOf(words.AsSpan(span.Start, span.Count)), out _) ??= [];
                CollectionsMarshal.GetValueRefOrAddDefault(types, span.Type, out _)++;
            }
        }

        var occurrences = counts.Keys.ToDictionary(key => key, _ => 0);
        foreach (var (words, _) in sentences)
        {
            for (var start = 0; start < words.Length; start++)
            {
                var hash = 0UL;
                for (var i = start; i < Math.Min(words.Length, start + Longest); i++)
                {
                    hash = SlotHash.Join(hash, words[i]);
                    if (occurrences.TryGetValue(hash, out var count))
                    {
                        occurrences[hash] = count + 1;
                    }
                }
            }
        }

        return new(counts.ToDictionary(pair => pair.Key, pair => pair.Value.OrderBy(type => type.Key).Select(type => new Entry(type.Key, type.Value)).ToArray()), occurrences);
    }

    /// <summary>Finds known values; of one type the longest at a place, from left to right.</summary>
    /// <param name="words">The words of a sentence.</param>
    /// <param name="own">The values that are the sentence's own, while it is trained on; otherwise empty.</param>
    /// <param name="matches">Receives what is found.</param>
    public void Find(ReadOnlySpan<ulong> words, ReadOnlySpan<LabelledSpan> own, List<GazetteerMatch> matches)
    {
        if (_entries.Count == 0)
        {
            return;
        }

        for (var start = 0; start < words.Length; start++)
        {
            var hash = 0UL;
            var before = matches.Count;
            for (var i = start; i < Math.Min(words.Length, start + Longest); i++)
            {
                hash = SlotHash.Join(hash, words[i]);
                if (_entries.TryGetValue(hash, out var entries))
                {
                    foreach (var entry in entries)
                    {
                        Add(words, own, matches, new(entry.Type, start, i - start + 1, 0), entry.Count, hash);
                    }
                }
            }

            KeepLongest(matches, before);
        }
    }

    private void Add(ReadOnlySpan<ulong> words, ReadOnlySpan<LabelledSpan> own, List<GazetteerMatch> matches, GazetteerMatch match, int count, ulong hash)
    {
        var occurrences = _occurrences[hash];
        foreach (var span in own)
        {
            var isSame = span.Count == match.Count && words.Slice(span.Start, span.Count).SequenceEqual(words.Slice(match.Start, match.Count));
            count -= isSame && span.Type == match.Type ? 1 : 0;
            occurrences -= isSame ? 1 : 0;
        }

        if (count > 0)
        {
            var share = (double)count / Math.Max(occurrences, count);
            matches.Add(match with { Trust = share < Seldom ? 0 : share < Mostly ? 1 : 2 });
        }
    }

    /// <summary>Of the matches of one type that begin at one place the longest stays, unless it overlaps one before it.</summary>
    private static void KeepLongest(List<GazetteerMatch> matches, int from)
    {
        for (var i = matches.Count - 1; i >= from; i--)
        {
            var match = matches[i];
            for (var j = 0; j < matches.Count; j++)
            {
                var other = matches[j];
                if (j != i && other.Type == match.Type && (other.Start < match.Start ? other.Start + other.Count > match.Start : other.Start == match.Start && other.Count > match.Count))
                {
                    matches.RemoveAt(i);
                    break;
                }
            }
        }
    }

    private static ulong HashOf(ReadOnlySpan<ulong> words)
    {
        var hash = 0UL;
        foreach (var word in words)
        {
            hash = SlotHash.Join(hash, word);
        }

        return hash;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_entries.Count);
        foreach (var (hash, entries) in _entries.OrderBy(pair => pair.Key))
        {
            writer.Write(hash);
            writer.Write(_occurrences[hash]);
            writer.Write((byte)entries.Length);
            foreach (var (type, count) in entries)
            {
                writer.Write((ushort)type);
                writer.Write(count);
            }
        }
    }

    public static Gazetteer Read(BinaryReader reader)
    {
        var count = reader.ReadCount();
        Dictionary<ulong, Entry[]> entries = new(count);
        Dictionary<ulong, int> occurrences = new(count);
        for (var i = 0; i < count; i++)
        {
            var hash = reader.ReadUInt64();
            occurrences[hash] = reader.ReadInt32();
            var types = new Entry[reader.ReadByte()];
            for (var j = 0; j < types.Length; j++)
            {
                types[j] = new(reader.ReadUInt16(), reader.ReadInt32());
            }

            entries[hash] = types;
        }

        return new(entries, occurrences);
    }

    private readonly record struct Entry(int Type, int Count);
}
