using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Slots;

/// <summary>64-bit hashes of what features are made of. Stable: they are saved with the model.</summary>
internal static class SlotHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The hash of a text as it is compared: in lower case, half width and simplified characters.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var character in text)
        {
            hash = (hash ^ Folding.Fold(character)) * Prime;
        }

        return Mix(hash);
    }

    /// <summary>The form of a word: kinds of characters, runs of one kind up to two long, digits up to four: «Boxton» is Xxx, «5pm» is dxx.</summary>
    public static ulong OfShape(ReadOnlySpan<char> text)
    {
        var (hash, last, run) = (Offset, '\0', 0);
        foreach (var character in text)
        {
            var kind = char.IsDigit(character) ? 'd' : char.IsUpper(character) ? 'X'
                : Scripts.IsHan(character) ? 'h' : char.IsLetter(character) ? 'x' : character;
            run = kind == last ? run + 1 : 1;
            last = kind;
            if (run <= (kind == 'd' ? 4 : 2))
            {
                hash = (hash ^ kind) * Prime;
            }
        }

        return Mix(hash);
    }

    public static ulong Join(ulong a, ulong b) => Mix((a * Prime) ^ b);

    public static ulong Join(ulong a, ulong b, ulong c) => Mix((Join(a, b) * Prime) ^ c);

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 31)) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
