using System.Globalization;
using System.Text;
using ServiceBot.Dialogs;
using ServiceBot.Language;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Intents;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks.Language;

/// <summary>The shipped bot's own examples by cross-validation, with its names of products.</summary>
internal static class OwnExamples
{
    private const int Folds = 10;

    public static void Write(StringBuilder page, LanguageData data)
    {
        var load = DialogLoader.LoadFolder(Repository.At("dialogs"), KnownActions.All);
        var catalog = load.Catalog ?? throw new DialogLoadException(load.Errors);
        IntentExample[] examples = [.. catalog.Examples];
        new Random(1).Shuffle(examples);
        page.Append(CultureInfo.InvariantCulture, $"\n## The shipped bot\n\nIts {examples.Length} examples of {catalog.Intents.Count} intents in both languages by {Folds} parts of cross-validation.\n\n| model | accuracy % | macro F1 % | calibration error |\n|---|---|---|---|\n");
        foreach (var kind in new[] { ModelKind.Linear, ModelKind.Full })
        {
            List<IntentPrediction> predictions = [];
            for (var fold = 0; fold < Folds; fold++)
            {
                var sets = new IntentData { Train = [.. examples.Where((_, i) => i % Folds != fold)], Dev = [], Test = [.. examples.Where((_, i) => i % Folds == fold)] };
                predictions.AddRange(IntentEvaluation.Run(sets, catalog.ToLexicon(), new() { Kind = kind }).Predictions);
            }

            page.Append(CultureInfo.InvariantCulture, $"| {kind} | {100 * predictions.Average(prediction => prediction.IsRight ? 1.0 : 0):0.0} | {100 * IntentMetrics.MacroF1(predictions):0.0} | {IntentMetrics.ExpectedCalibrationError(predictions):0.000} |\n");
        }
    }
}
