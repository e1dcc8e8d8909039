using System.Buffers.Binary;
using System.Numerics;

namespace ServiceBot.Desk.Search;

/// <summary>Which documents of a chunk have something: a bit for each, 64 words of 64 bits; and how that is kept.</summary>
internal static class DocSet
{
    /// <summary>How many documents are a chunk.</summary>
    public const int ChunkSize = 4096;

    /// <summary>How many words a set has.</summary>
    public const int Words = ChunkSize / 64;

    private const int Bytes = ChunkSize / 8;

    /// <summary>An empty set.</summary>
    public static ulong[] Empty() => new ulong[Words];

    /// <summary>Puts a document in.</summary>
    /// <returns>False: it was in.</returns>
    public static bool Add(ulong[] set, int place)
    {
        var bit = 1UL << (place & 63);
        var isNew = (set[place >> 6] & bit) == 0;
        set[place >> 6] |= bit;
        return isNew;
    }

    /// <summary>Takes documents out.</summary>
    /// <returns>False: none of them was in.</returns>
    public static bool Remove(ulong[] set, ulong[] documents)
    {
        var isChanged = false;
        for (var i = 0; i < Words; i++)
        {
            isChanged |= (set[i] & documents[i]) != 0;
            set[i] &= ~documents[i];
        }

        return isChanged;
    }

    /// <summary>As it is kept: the places, two bytes each, while that is shorter than all the bits.</summary>
    public static string Write(ReadOnlySpan<ulong> set)
    {
        var count = 0;
        foreach (var word in set)
        {
            count += BitOperations.PopCount(word);
        }

        Span<byte> bytes = stackalloc byte[Bytes];
        if (2 * count >= Bytes)
        {
            for (var i = 0; i < Words; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[(8 * i)..], set[i]);
            }

            return Convert.ToBase64String(bytes);
        }

        var at = 0;
        for (var i = 0; i < Words; i++)
        {
            for (var word = set[i]; word != 0; word &= word - 1, at += 2)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], (ushort)((64 * i) + BitOperations.TrailingZeroCount(word)));
            }
        }

        return Convert.ToBase64String(bytes[..at]);
    }

    /// <summary>Reads what was kept into a set, beside what is in it.</summary>
    public static void Read(string kept, ulong[] set)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        _ = Convert.TryFromBase64String(kept, bytes, out var length);
        if (length == Bytes)
        {
            for (var i = 0; i < Words; i++)
            {
                set[i] |= BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]);
            }

            return;
        }

        for (var at = 0; at < length; at += 2)
        {
            Add(set, BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]));
        }
    }

    /// <summary>The documents that are in so many of some sets at least.</summary>
    public static ulong[] AtLeast(IReadOnlyList<ulong[]> sets, int least)
    {
        var found = Empty();
        if (least >= sets.Count)
        {
            for (var i = 0; i < Words && sets.Count == least; i++)
            {
                found[i] = ulong.MaxValue;
                foreach (var set in sets)
                {
                    found[i] &= set[i];
                }
            }

            return found;
        }

        var counts = new byte[ChunkSize];
        foreach (var set in sets)
        {
            for (var i = 0; i < Words; i++)
            {
                for (var word = set[i]; word != 0; word &= word - 1)
                {
                    var place = (64 * i) + BitOperations.TrailingZeroCount(word);
                    if (++counts[place] == least)
                    {
                        Add(found, place);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>The documents that are in any of some sets.</summary>
    public static ulong[] Any(IEnumerable<ulong[]> sets)
    {
        var found = Empty();
        foreach (var set in sets)
        {
            for (var i = 0; i < Words; i++)
            {
                found[i] |= set[i];
            }
        }

        return found;
    }

    /// <summary>The places in a set, the highest first.</summary>
    public static IEnumerable<int> Descending(ulong[] set)
    {
        for (var i = Words - 1; i >= 0; i--)
        {
            for (var word = set[i]; word != 0;)
            {
                var bit = 63 - BitOperations.LeadingZeroCount(word);
                yield return (64 * i) + bit;
                word &= ~(1UL << bit);
            }
        }
    }
}
