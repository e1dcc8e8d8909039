using System.Collections.Frozen;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Entities;

/// <summary>Finds names of a lexicon that are mistyped («powrline», «Harbuor 500») or written with other ideographs of the same sound (电立猫).</summary>
/// <remarks>
/// A word of five letters may have one slip, one of eight two, and never in the first letter. Sounds are without tones, and zh, ch, sh, ang, eng, ing are as z, c,
/// s, an, en, in; a name of two ideographs keeps one of them.
/// </remarks>
internal sealed class FuzzyMatcher
{
    private const int ShortestWord = 5;

    private readonly FrozenDictionary<string, Name[]> _byFirst;    // a word, or the sound of an ideograph
    private readonly FrozenSet<string> _words;
    private readonly Typos _typos;

    public FuzzyMatcher(EntityLexicon lexicon)
    {
        List<Name> names = [.. lexicon.Entries.Where(entry => lexicon.Fuzzy.Contains(entry.Type))
            .SelectMany(entry => entry.Synonyms.Prepend(entry.Value), (entry, name) => NameOf(entry, name)).Where(name => name.Keys.Length > 0)];
        _words = names.SelectMany(name => name.Keys).ToFrozenSet();
        _typos = new(_words.Where(word => word.Length >= ShortestWord).Order(StringComparer.Ordinal));
        _byFirst = names.GroupBy(name => name.Keys[0]).ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(name => name.Keys.Length).ToArray());
    }

    public void Find(MessageText text)
    {
        if (_byFirst.Count == 0)
        {
            return;
        }

        string?[] keys = [.. text.Tokens.Select(token => KeyOf(text, token))];
        var end = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] is not { } first || text.Tokens[i].Start < end || !_byFirst.TryGetValue(first, out var names))
            {
                continue;
            }

            foreach (var name in names)
            {
                if (!Matches(text, keys, i, name))
                {
                    continue;
                }

                var (start, stop) = (text.Tokens[i].Start, text.Tokens[i + name.Keys.Length - 1].End);
                text.Add(name.Type, name.Value, start, stop, take: false);
                end = stop;
                break;
            }
        }
    }

    private static bool Matches(MessageText text, string?[] keys, int at, Name name)
    {
        if (at + name.Keys.Length > keys.Length)
        {
            return false;
        }

        var same = 0;
        for (var i = 0; i < name.Keys.Length; i++)
        {
            if (keys[at + i] != name.Keys[i])
            {
                return false;
            }

            same += text[text.Tokens[at + i]].SequenceEqual(name.Words[i]) ? 1 : 0;
        }

        // What is the same throughout is the exact matcher's.
        return same < name.Keys.Length && (!name.IsHan || name.Keys.Length > 2 || same > 0);
    }

    /// <summary>What a token is compared by: the sound of an ideograph, the name's word that a word was probably meant to be, or itself.</summary>
    private string? KeyOf(MessageText text, Token token)
    {
        var word = text[token];
        if (token.Kind == TokenKind.Han)
        {
            return SoundOf(word[0]);
        }

        var own = word.ToString();
        if (token.Kind != TokenKind.Word || word.Length < ShortestWord || _words.Contains(own) || _typos.Correct(word) is not { } meant)
        {
            return own;
        }

        // «routed» and «routers» are words of their own more often than slips.
        var isInflected = meant.StartsWith(own, StringComparison.Ordinal) || own.StartsWith(meant, StringComparison.Ordinal);
        return isInflected ? own : meant;
    }

    private static string? SoundOf(char ideograph)
    {
        if (Pinyin.Of(ideograph) is not { } sound)
        {
            return null;
        }

        sound = sound.Length > 1 && sound[1] == 'h' ? sound[0] + sound[2..] : sound;
        return sound.EndsWith("ng", StringComparison.Ordinal) && sound[^3] is 'a' or 'e' or 'i' ? sound[..^1] : sound;
    }

    private static Name NameOf(LexiconEntry entry, string name)
    {
        var text = name.Select(Folding.Fold).ToArray();
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        var isHan = tokens.Count > 1 && tokens.TrueForAll(token => token.Kind == TokenKind.Han);
        var isLatin = tokens.Exists(token => token.Kind == TokenKind.Word && token.Length >= ShortestWord) && tokens.TrueForAll(token => token.Kind != TokenKind.Han);
        string?[] keys = isHan ? [.. tokens.Select(token => SoundOf(token.In(text)[0]))] : isLatin ? [.. tokens.Select(token => token.In(text).ToString())] : [];
        return new(entry.Type, entry.Value, Array.Exists(keys, key => key is null) ? [] : [.. keys.Select(key => key!)], [.. tokens.Select(token => token.In(text).ToString())], isHan);
    }

    private sealed record Name(string Type, string Value, string[] Keys, string[] Words, bool IsHan);
}
