using System.Numerics;

namespace ServiceBot.Language.Tokens;

/// <summary>Finds the known word that a mistyped one was meant to be: «intrnet» is «internet». Immutable and thread-safe.</summary>
/// <remarks>
/// Only words of plain letters are looked at, so that numbers and names such as <c>wifi6</c> stay as they are. The first letter is nearly always right: where no word is found with
/// it, it alone may be lost, too many, swapped with the second or the key beside. Short words have too many neighbours: 4 letters may be
/// swapped («wrok»), 5 allow any edit, 8 allow two.
/// </remarks>
public sealed class Typos
{
    /// <summary>Letters of the shortest word that is looked at.</summary>
    public const int Shortest = 4;

    private const int Short = 5;

    private const int Long = 8;
    private const int Longest = 32;

    private readonly Dictionary<int, List<Known>> _words = [];    // by first letter and length
    private readonly Dictionary<string, int> _ranks = [];

    /// <summary>Takes the known words.</summary>
    /// <param name="words">In lower case, the likeliest first; what is not of letters a to z alone is left out.</param>
    public Typos(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        foreach (var (rank, word) in words.Where(word => IsCorrectable(word)).Index())
        {
            var key = Key(word[0], word.Length);
            _words[key] = _words.GetValueOrDefault(key) ?? [];
            _words[key].Add(new(word, rank, Letters(word)));
            _ranks.TryAdd(word, rank);
        }
    }

    /// <summary>Whether a word is long enough, and of letters a to z alone.</summary>
    /// <param name="word">The word.</param>
    public static bool IsCorrectable(ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
        {
            if (letter is < 'a' or > 'z')
            {
                return false;
            }
        }

        return word.Length is >= Shortest and <= Longest;
    }

    /// <summary>The known word that is nearest to an unknown one, or null when none is near.</summary>
    /// <param name="word">In lower case.</param>
    public string? Correct(ReadOnlySpan<char> word)
    {
        if (!IsCorrectable(word))
        {
            return null;
        }

        var (least, most) = word.Length switch { < Short => (word.Length, 1), < Long => (word.Length - 1, 1), _ => (word.Length - 2, 2) };
        var letters = Letters(word);
        (string? Word, (int Distance, int Rank) Key) nearest = (null, (most, int.MaxValue));
        for (var length = least; length <= (2 * word.Length) - least; length++)
        {
            if (!_words.TryGetValue(Key(word[0], length), out var candidates))
            {
                continue;
            }

            foreach (var known in candidates)
            {
                // An edit changes at most two kinds of letters, which spares nearly all of the work; swapping changes none.
                if (BitOperations.PopCount(known.Letters ^ letters) <= (word.Length < Short ? 0 : 2 * most)
                    && (Distance(word, known.Word), known.Rank) is var key && key.CompareTo(nearest.Key) < 0)
                {
                    nearest = (known.Word, key);
                }
            }
        }

        return nearest.Word ?? (word.Length >= Short ? WithOtherBeginning(word) : null);
    }

    /// <summary>The likeliest known word that differs in its beginning alone, or null.</summary>
    private string? WithOtherBeginning(ReadOnlySpan<char> word)
    {
        var known = _ranks.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> room = stackalloc char[Longest + 1];
        (string? Word, int Rank) likeliest = (null, int.MaxValue);
        Look(word[1..]);
        word.CopyTo(room);
        (room[0], room[1]) = (room[1], room[0]);
        Look(room[..word.Length]);
        word[1..].CopyTo(room[1..]);
        foreach (var letter in Keyboard.Beside(word[0]))
        {
            room[0] = letter;
            Look(room[..word.Length]);
        }

        word.CopyTo(room[1..]);
        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            room[0] = letter;
            Look(room[..(word.Length + 1)]);
        }

        return likeliest.Word;

        void Look(ReadOnlySpan<char> candidate)
        {
            if (known.TryGetValue(candidate, out var found, out var rank) && rank < likeliest.Rank)
            {
                likeliest = (found, rank);
            }
        }
    }

    /// <summary>Edits between two words: inserted, lost, changed and swapped letters count one each (Damerau's distance without overlapping edits).</summary>
    /// <param name="a">A word.</param>
    /// <param name="b">Another.</param>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var width = b.Length + 1;
        var rows = width <= 64 ? stackalloc int[3 * width] : new int[3 * width];
        var twoBefore = rows[..width];
        var before = rows.Slice(width, width);
        var row = rows[(2 * width)..];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    row[j] = i + j;
                    continue;
                }

                row[j] = Math.Min(Math.Min(before[j], row[j - 1]) + 1, before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], twoBefore[j - 2] + 1);
                }
            }

            var next = twoBefore;
            twoBefore = before;
            before = row;
            row = next;
        }

        return before[b.Length];
    }

    private static int Key(char first, int length) => (first << 8) | length;

    /// <summary>A bit for each kind of letter that a word has.</summary>
    private static uint Letters(ReadOnlySpan<char> word)
    {
        var letters = 0u;
        foreach (var letter in word)
        {
            letters |= 1u << (letter - 'a');
        }

        return letters;
    }

    private readonly record struct Known(string Word, int Rank, uint Letters);
}
