using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Intents;

/// <summary>The name that an operator gave an intent is a wording of it too: <c>card_arrival</c>, <c>AddToPlaylist</c>.</summary>
internal static class IntentNames
{
    /// <summary>An intent with so many examples says more by them.</summary>
    private const int EnoughExamples = 30;

    /// <summary>An example from the name of each intent that has few, where its words are among those of the examples.</summary>
    /// <param name="examples">The examples.</param>
    public static IEnumerable<IntentExample> AsExamples(IReadOnlyList<IntentExample> examples)
    {
        var names = examples.CountBy(example => example.Intent)
            .Where(pair => pair.Value < EnoughExamples)
            .Select(pair => new IntentExample(pair.Key, ToWords(pair.Key)))
            .OrderBy(name => name.Intent, StringComparer.Ordinal)
            .ToList();
        if (names.Count == 0)
        {
            return [];
        }

        var known = examples.SelectMany(example => Words(example.Text)).ToHashSet();
        return names.Where(name => Words(name.Text).Exists(known.Contains));
    }

    private static string ToWords(string name)
    {
        var words = new List<char>(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]))
            {
                words.Add(' ');
            }

            words.Add(char.IsLetterOrDigit(name[i]) ? name[i] : ' ');
        }

        return new([.. words]);
    }

    private static List<ulong> Words(string text)
    {
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        return tokens.ConvertAll(token => FeatureReader.OfWord(token.In(text)));
    }
}
