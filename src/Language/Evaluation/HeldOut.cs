using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;

namespace ServiceBot.Language.Evaluation;

/// <summary>Reads each fifth of examples by a model that was trained on the other four: what a model makes of words that it has not seen.</summary>
public static class HeldOut
{
    private const int Folds = 5;

    /// <summary>Which examples a model understands that has not seen them.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="more">Further examples that every model is trained on; they are not read themselves.</param>
    /// <param name="lexicon">The names to recognise.</param>
    /// <param name="options">How to train.</param>
    /// <returns>A truth value for each example, in an order that depends on the examples alone.</returns>
    public static bool[] Understood(IReadOnlyList<IntentExample> examples, IReadOnlyList<IntentExample> more, EntityLexicon lexicon, LanguageOptions options)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(more);
        return [.. Read(examples, more, lexicon, options).Select(one => one.Best is null || one.Best.Value.Intent == one.Example.Intent)];
    }

    internal static IEnumerable<(IntentExample Example, ScoredIntent? Best)> Read(
        IReadOnlyList<IntentExample> examples, IReadOnlyList<IntentExample> more, EntityLexicon lexicon, LanguageOptions options)
    {
        var place = PlacesWithin(examples);
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = LanguageModel.Train([.. examples.Where((_, i) => place[i] % Folds != fold), .. more], lexicon, options with { Kind = ModelKind.Linear });
            foreach (var example in examples.Where((_, i) => place[i] % Folds == fold))
            {
                yield return (example, model.Understand(example.Text, DateTimeOffset.UnixEpoch).Best);
            }
        }
    }

    /// <summary>The number of each example within its intent, so that each fold takes its share of every intent.</summary>
    private static int[] PlacesWithin(IReadOnlyList<IntentExample> examples)
    {
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. examples.Select(example => next[example.Intent] = next.GetValueOrDefault(example.Intent, -1) + 1)];
    }
}
