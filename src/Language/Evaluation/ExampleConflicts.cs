using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Evaluation;

/// <summary>Two intents that examples pull together.</summary>
/// <param name="Intent">The intent that the examples were written for.</param>
/// <param name="TakenFor">The intent that a model which has not seen them takes them for.</param>
/// <param name="Examples">These examples with the probability of the mistake, the surest first.</param>
public sealed record IntentPull(string Intent, string TakenFor, IReadOnlyList<(string Text, double Probability)> Examples);

/// <summary>What is wrong with the examples of intents, as a list to work off.</summary>
/// <param name="Twice">Texts that are examples of several intents; only one can be right.</param>
/// <param name="Pulls">Intents that are mistaken for each other, the most examples first.</param>
/// <param name="Few">Intents with too few examples, and how many they have.</param>
/// <param name="Uniform">Intents whose examples resemble each other too much, and how much: the mean share of words that two of them have in common, in [0, 1].</param>
/// <param name="Accuracy">Share of the examples that a model which has not seen them understands, in [0, 1].</param>
public sealed record ExampleConflicts(
    IReadOnlyList<(string Text, IReadOnlyList<string> Intents)> Twice, IReadOnlyList<IntentPull> Pulls,
    IReadOnlyList<(string Intent, int Examples)> Few, IReadOnlyList<(string Intent, double Resemblance)> Uniform, double Accuracy)
{
    private const int MostCompared = 60;
    private const double TooUniform = 0.5;

    /// <summary>Looks for what is wrong: each fifth of the examples is read by a model of the others.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="lexicon">The names to recognise.</param>
    /// <param name="options">How to train.</param>
    /// <param name="fewest">An intent with fewer examples has too few.</param>
    public static ExampleConflicts Find(IReadOnlyList<IntentExample> examples, EntityLexicon lexicon, LanguageOptions options, int fewest = 10)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var mistakes = HeldOut.Read(examples, [], lexicon, options)
            .Where(one => one.Best is { } best && best.Intent != one.Example.Intent)
            .Select(one => (one.Example, TakenFor: one.Best!.Value.Intent, one.Best.Value.Probability)).ToList();
        return new(
            [.. examples.GroupBy(example => Plain(example.Text)).Select(group => (group.First().Text, (IReadOnlyList<string>)[.. group.Select(example => example.Intent).Distinct().Order(StringComparer.Ordinal)]))
                .Where(one => one.Item2.Count > 1)],
            [.. mistakes.GroupBy(mistake => (mistake.Example.Intent, mistake.TakenFor)).OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
                .Select(group => new IntentPull(group.Key.Intent, group.Key.TakenFor, [.. group.OrderByDescending(one => one.Probability).Select(one => (one.Example.Text, one.Probability))]))],
            [.. examples.CountBy(example => example.Intent).Where(pair => pair.Value < fewest).OrderBy(pair => pair.Value).Select(pair => (pair.Key, pair.Value))],
            [.. examples.GroupBy(example => example.Intent).Select(group => (group.Key, Resemblance([.. group.Select(example => example.Text).Take(MostCompared)])))
                .Where(one => one.Item2 >= TooUniform).OrderByDescending(one => one.Item2)],
            examples.Count == 0 ? 0 : 1 - ((double)mistakes.Count / examples.Count));
    }

    /// <summary>Mean Jaccard similarity of the words of two examples.</summary>
    private static double Resemblance(IReadOnlyList<string> texts)
    {
        var words = texts.Select(WordsOf).ToArray();
        var (sum, pairs) = (0.0, 0);
        for (var i = 0; i < words.Length; i++)
        {
            for (var j = i + 1; j < words.Length; j++, pairs++)
            {
                var common = words[i].Count(words[j].Contains);
                sum += (double)common / Math.Max(1, words[i].Count + words[j].Count - common);
            }
        }

        return pairs == 0 ? 0 : sum / pairs;
    }

    private static HashSet<string> WordsOf(string text)
    {
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        return [.. tokens.Select(token => Fold(token.In(text)))];
    }

    private static string Plain(string text)
    {
        List<Token> tokens = [];
        Tokenizer.Tokenize(text, tokens);
        return string.Join(' ', tokens.Select(token => Fold(token.In(text))));
    }

    private static string Fold(ReadOnlySpan<char> word) => string.Create(word.Length, word, static (folded, word) => Folding.Fold(word, folded));
}
