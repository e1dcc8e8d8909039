using System.Runtime.InteropServices;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Slots;

/// <summary>The features of each token of a sentence: its words in a window, forms, beginnings and endings, groups, known values, intent, what was asked for.</summary>
internal static class SlotFeatures
{
    private const int LongestAffix = 4;
    private const ulong Outside = 1;

    /// <param name="text">The text.</param>
    /// <param name="sentence">The sentence, with its matches.</param>
    /// <param name="intent">What it means, as far as is known; 0: not known.</param>
    /// <param name="requested">The types that were just asked for.</param>
    /// <param name="features">Receives the features of all tokens, one after the other.</param>
    /// <param name="ends">Receives where the features of each token end.</param>
    public static void Read(ReadOnlySpan<char> text, SlotSentence sentence, ulong intent, ReadOnlySpan<ulong> requested, List<ulong> features, List<int> ends)
    {
        features.Clear();
        ends.Clear();
        for (var i = 0; i < sentence.Count; i++)
        {
            var add = new Adder(features);
            Window(sentence, i, add);
            Forms(text, sentence, i, add);
            Groups(sentence, i, add);
            Circumstances(sentence, i, intent, requested, add);
            foreach (var match in CollectionsMarshal.AsSpan(sentence.Matches))
            {
                Known(match, i, intent, add);
            }

            ends.Add(features.Count);
        }
    }

    private static void Window(SlotSentence sentence, int i, Adder add)
    {
        var words = sentence.Words;
        var (before2, before, word, after, after2) = (At(words, i - 2), At(words, i - 1), words[i], At(words, i + 1), At(words, i + 2));
        add.One(1, word);
        add.One(2, before);
        add.One(3, after);
        add.One(4, before2);
        add.One(5, after2);
        add.Two(6, before, word);
        add.Two(7, word, after);
        add.Two(8, before, after);
        add.Two(9, before2, before);
        add.Two(10, after, after2);
        if (sentence.IsHan(i))
        {
            add.One(11, At(words, i - 3));
            add.One(12, At(words, i + 3));
            add.One(13, SlotHash.Join(before2, before, word));
            add.One(14, SlotHash.Join(before, word, after));
            add.One(15, SlotHash.Join(word, after, after2));
        }
    }

    private static void Forms(ReadOnlySpan<char> text, SlotSentence sentence, int i, Adder add)
    {
        var shapes = sentence.Shapes;
        add.One(20, shapes[i]);
        add.One(21, At(shapes, i - 1));
        add.One(22, At(shapes, i + 1));
        add.Two(23, At(shapes, i - 1), shapes[i]);
        add.Two(24, shapes[i], At(shapes, i + 1));
        if (sentence.Tokens[i].Kind == TokenKind.Word)
        {
            var word = sentence.Tokens[i].In(text);
            for (var length = 1; length <= Math.Min(LongestAffix, word.Length - 1); length++)
            {
                add.One(25, SlotHash.Of(word[..length]));
                add.One(26, SlotHash.Of(word[^length..]));
            }
        }
    }

    private static void Groups(SlotSentence sentence, int i, Adder add)
    {
        var groups = sentence.Clusters;
        var found = sentence.Recognised;
        add.One(30, groups[i]);
        add.One(31, At(groups, i - 1));
        add.One(32, At(groups, i + 1));
        add.Two(33, At(groups, i - 1), groups[i]);
        add.Two(34, groups[i], At(groups, i + 1));
        add.One(35, found[i]);
        add.One(36, At(found, i - 1));
        add.One(37, At(found, i + 1));
    }

    private static void Circumstances(SlotSentence sentence, int i, ulong intent, ReadOnlySpan<ulong> requested, Adder add)
    {
        var (word, shape) = (sentence.Words[i], sentence.Shapes[i]);
        add.One(40, 0);
        add.One(41, (i == 0 ? 1UL : 0) | (i == sentence.Count - 1 ? 2UL : 0));
        if (intent != 0)
        {
            add.One(42, intent);
            add.Two(43, intent, word);
            add.Two(44, intent, At(sentence.Words, i - 1));
            add.Two(45, intent, shape);
            add.Two(46, intent, sentence.Clusters[i]);
        }

        var size = (ulong)Math.Min(sentence.Count, 6);
        foreach (var type in requested)
        {
            add.One(47, type);
            add.Two(48, type, shape);
            add.Two(49, type, size);
            add.Two(50, type, word);
        }
    }

    private static void Known(GazetteerMatch match, int i, ulong intent, Adder add)
    {
        var (type, end) = ((ulong)match.Type, match.Start + match.Count);
        if (i >= match.Start && i < end)
        {
            var place = (i == match.Start ? 1UL : 0) | (i == end - 1 ? 2UL : 0) | ((ulong)match.Trust << 2);
            add.Two(60, type, place);
            if (intent != 0)
            {
                add.One(61, SlotHash.Join(type, place, intent));
            }
        }
        else if (i == match.Start - 1 || i == end)
        {
            add.Two(62, type, i == end ? 1UL : 0);
        }
    }

    private static ulong At(ReadOnlySpan<ulong> values, int i) => (uint)i < (uint)values.Length ? values[i] : Outside;

    /// <summary>Adds features under the number of their template.</summary>
    private readonly ref struct Adder(List<ulong> features)
    {
        public void One(ulong template, ulong value) => features.Add(SlotHash.Join(template, value));

        public void Two(ulong template, ulong a, ulong b) => features.Add(SlotHash.Join(template, a, b));
    }
}
