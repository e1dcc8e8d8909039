using Microsoft.Extensions.Options;
using ServiceBot.Knowledge;
using ServiceBot.Language;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Intents;

namespace ServiceBot.Dialogs.Learning;

/// <summary>Checks whether anything gets worse by added examples: the dialog tests, and what a model makes of words that it has not seen.</summary>
internal sealed class CheckExamples(LearnedExamples learned, DialogEngine engine, IKnowledge knowledge, IOptions<DialogOptions> options)
{
    private const int MostLines = 5;
    private static readonly LanguageOptions Quick = new() { Kind = ModelKind.Linear, Calibrate = false, Threads = 1 };     // customers are answered meanwhile

    private Standing[] _known = [];     // what is live most often was measured when it was tried

    /// <summary>Checks them as a whole.</summary>
    /// <param name="release">The dialogs, with the model that is live.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ExampleVerdict> HandleAsync(DialogRelease release, IReadOnlyList<AddedExample> examples, CancellationToken cancellationToken)
    {
        var before = await MeasureAsync(release, learned.With(release.Catalog), cancellationToken);
        var after = await MeasureAsync(release, learned.With(release.Catalog, examples), cancellationToken);
        _known = [before, after];
        var pairs = before.Understood.Zip(after.Understood).ToList();
        var anew = after.Failures.Where(failure => !before.Failures.Any(known => known.File == failure.File && known.Line == failure.Line));
        return new(
            before.Share, after.Share, pairs.Count(pair => pair is (true, false)), pairs.Count(pair => pair is (false, true)),
            before.Failures.Count, after.Failures.Count, [.. anew.Take(MostLines).Select(failure => failure.ToString())]);
    }

    /// <summary>How a model of examples does, those of the files first.</summary>
    private async Task<Standing> MeasureAsync(DialogRelease release, IReadOnlyList<IntentExample> examples, CancellationToken cancellationToken)
    {
        var (own, lexicon) = (release.Catalog.Examples, release.Catalog.ToLexicon(options.Value.Country));
        var key = LanguageModel.ContentHash(examples, lexicon, Quick) + release.Catalog.Version;
        if (Array.Find(_known, standing => standing.Key == key) is { } known)
        {
            return known;
        }

        var understood = HeldOut.Understood(own, [.. examples.Skip(own.Count)], lexicon, Quick);
        var model = LanguageModel.Train(examples, lexicon, Quick);
        var folder = options.Value.Path;
        return new(key, understood, !Directory.Exists(folder) ? [] :
            (await new ConversationRunner(engine, release with { Understander = model }, knowledge, email => new MemoryActions(email)).RunFolderAsync(folder, cancellationToken)).Failures);
    }

    private sealed record Standing(string Key, bool[] Understood, IReadOnlyList<ConversationFailure> Failures)
    {
        public double Share => Understood.Length == 0 ? 0 : (double)Understood.Count(one => one) / Understood.Length;
    }
}
