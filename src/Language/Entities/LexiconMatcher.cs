using System.Collections.Frozen;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Entities;

/// <summary>Finds the names of a lexicon in a message, token by token.</summary>
internal sealed class LexiconMatcher
{
    private readonly FrozenDictionary<string, Name[]> _byFirst;

    public LexiconMatcher(EntityLexicon lexicon)
    {
        _byFirst = lexicon.Entries
            .SelectMany(entry => entry.Synonyms.Prepend(entry.Value).SelectMany(Spellings), (entry, tokens) => new Name(entry.Type, entry.Value, tokens))
            .DistinctBy(name => (name.Type, string.Join('\0', name.Tokens)))
            .GroupBy(name => name.Tokens[0])
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(name => name.Tokens.Sum(token => token.Length)).ToArray());
    }

    public void Find(MessageText text)
    {
        var byFirst = _byFirst.GetAlternateLookup<ReadOnlySpan<char>>();
        var endByType = new Dictionary<string, int>();
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (!byFirst.TryGetValue(text[text.Tokens[i]], out var names))
            {
                continue;
            }

            foreach (var name in names)
            {
                var start = text.Tokens[i].Start;
                if (endByType.GetValueOrDefault(name.Type) <= start && Matches(text, i, name.Tokens))
                {
                    var end = text.Tokens[i + name.Tokens.Length - 1].End;
                    endByType[name.Type] = end;
                    text.Add(name.Type, name.Value, start, end, take: false);
                }
            }
        }
    }

    private static bool Matches(MessageText text, int at, string[] tokens)
    {
        if (at + tokens.Length > text.Tokens.Count)
        {
            return false;
        }

        for (var i = 1; i < tokens.Length; i++)
        {
            if (!text[text.Tokens[at + i]].SequenceEqual(tokens[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The name as it is, joined (harbor500, meshpoint), and in the plural.</summary>
    private static IEnumerable<string[]> Spellings(string name)
    {
        var text = name.Select(Folding.Fold).ToArray();
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        if (tokens.Count == 0)
        {
            yield break;
        }

        string[] words = [.. tokens.Select(token => token.In(text).ToString())];
        yield return words;

        var isLatin = words.All(word => word.All(char.IsAsciiLetterOrDigit));
        if (isLatin && words.Length > 1)
        {
            yield return [string.Concat(words)];
        }

        if (isLatin && words[^1].Length > 2 && words[^1].All(char.IsAsciiLetter) && words[^1][^1] != 's')
        {
            yield return [.. words[..^1], words[^1] + "s"];
        }
    }

    private sealed record Name(string Type, string Value, string[] Tokens);
}
