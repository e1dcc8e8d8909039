using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;

namespace ServiceBot.Language.Slots;

/// <summary>What a model that has not seen a sentence takes it to mean: as often wrong while values are learned as it will be later.</summary>
internal static class IntentGuesses
{
    private const int Folds = 5;
    private const int Fewest = 2 * Folds;

    /// <summary>Guesses each intent by a model of the other folds.</summary>
    /// <param name="examples">Sentences; an intent of null is not learned from, and guessed.</param>
    /// <param name="lexicon">The names to recognise.</param>
    /// <param name="options">How to train.</param>
    /// <returns>A guess for each; null where there are too few intents or examples to guess.</returns>
    public static string?[] Of(IReadOnlyList<SlotExample> examples, EntityLexicon lexicon, LanguageOptions options)
    {
        var guesses = new string?[examples.Count];
        var known = examples.Where(example => example.Intent is not null).ToList();
        if (known.Count < Fewest || known.DistinctBy(example => example.Intent).Count() < 2)
        {
            return guesses;
        }

        int[] folds = [.. Enumerable.Range(0, examples.Count).Select(i => i % Folds)];
#pragma warning disable CA5394 // The order of folds is no secret.
        new Random(options.Seed).Shuffle(folds);
#pragma warning restore CA5394
        for (var fold = 0; fold < Folds; fold++)
        {
            var others = examples.Where((example, i) => folds[i] != fold && example.Intent is not null).Select(example => new IntentExample(example.Intent!, example.Text));
            var model = LanguageModel.Train([.. others], lexicon, options with { Kind = ModelKind.Linear, Calibrate = false });
            for (var i = 0; i < guesses.Length; i++)
            {
                if (folds[i] == fold)
                {
                    guesses[i] = model.Understand(examples[i].Text, DateTimeOffset.UnixEpoch).Best?.Intent;
                }
            }
        }

        return guesses;
    }
}
