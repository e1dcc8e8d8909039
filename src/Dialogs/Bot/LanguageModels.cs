using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Dialogs.Learning;
using ServiceBot.Language;

namespace ServiceBot.Dialogs.Bot;

/// <summary>Trains the language model of a catalog, or takes the one that was trained on the same examples before: by an earlier start, or by the build.</summary>
internal sealed partial class LanguageModels(IOptions<DialogOptions> options, LearnedExamples learned, ILogger<LanguageModels> logger)
{
    private static readonly LanguageOptions Thorough = new();
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);
    private const int LongestWait = 60;     // looks
    private const int VersionDigits = 12;
    private static readonly LanguageOptions Quick = Thorough with { Kind = ModelKind.Linear, Calibrate = false };
    private static readonly LanguageOptions OneCore = Thorough with { Threads = 1 };

    /// <summary>The model of a catalog's examples and names. A linear one with the probabilities of a typical desk answers until the thorough one is trained.</summary>
    public Task<IUnderstander> TrainAsync(DialogCatalog catalog, CancellationToken cancellationToken) =>
        Task.Run<IUnderstander>(() => Train(catalog), cancellationToken);

    private ImprovingModel Train(DialogCatalog catalog)
    {
        var (examples, lexicon, annotated) = (learned.With(catalog), catalog.ToLexicon(options.Value.Country), catalog.Annotated);
        var hash = LanguageModel.ContentHash(examples, lexicon, Thorough, annotated);
        var (name, version) = ($"{hash}.model", hash[..VersionDigits]);
        var file = Path.Combine(options.Value.ModelFolder, name);
        if ((TryLoad(file) ?? TryLoad(Path.Combine(AppContext.BaseDirectory, options.Value.BuiltModelFolder, name))) is { } cached)
        {
            return new ImprovingModel(cached, version);
        }

        Log.Training(logger, examples.Count);
        if (!options.Value.QuickStart)
        {
            var thorough = LanguageModel.Train(examples, lexicon, Thorough).WithSlots(annotated, Thorough);
            TrySave(thorough, file);
            return new ImprovingModel(thorough, version);
        }

        var quick = LanguageModel.Train(examples, lexicon, Quick);
        var model = new ImprovingModel(quick, $"{version}-linear");
        _ = ImproveAsync();
        return model;

        async Task ImproveAsync()
        {
            await UntilQuietAsync();
            var thorough = LanguageModel.Train(examples, lexicon, OneCore).WithSlots(annotated, OneCore);     // the other cores answer customers
            TrySave(thorough, file);
            model.Improve(thorough, version);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }

    /// <summary>Waits until customers leave most of a core unused for a second: training takes one for several. They do not wait for it, and it does not wait for ever.</summary>
    private static async Task UntilQuietAsync()
    {
        for (var look = 0; look < LongestWait; look++)
        {
            var before = Environment.CpuUsage.TotalTime;
            await Task.Delay(Look, CancellationToken.None);
            if (look > 0 && Environment.CpuUsage.TotalTime - before < Quiet)
            {
                return;
            }
        }
    }

    /// <summary>A model with its version, which may be replaced by a better one of the same examples.</summary>
    private sealed class ImprovingModel(LanguageModel first, string version) : IUnderstander
    {
        private volatile Tuple<LanguageModel, string> _model = new(first, version);

        public string Version => _model.Item2;

        public void Improve(LanguageModel better, string version) => _model = new(better, version);

        public Understanding Understand(string text, DateTimeOffset now) => _model.Item1.Understand(text, now);
    }

    private LanguageModel? TryLoad(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(file);
            return LanguageModel.Load(stream);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Log.NotLoaded(logger, failure, file);
            return null;
        }
    }

    /// <summary>Keeps the model for the next start; without it the next start only takes longer. Older models go.</summary>
    private void TrySave(LanguageModel model, string file)
    {
        try
        {
            var folder = Path.GetDirectoryName(file)!;
            Directory.CreateDirectory(folder);
            var draft = string.Create(CultureInfo.InvariantCulture, $"{file}.{Environment.ProcessId}");
            using (var stream = File.Create(draft))
            {
                model.Save(stream);
            }

            File.Move(draft, file, overwrite: true);
            foreach (var old in Directory.EnumerateFiles(folder, "*.model").OrderByDescending(File.GetLastWriteTimeUtc).Skip(4))
            {
                File.Delete(old);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotSaved(logger, failure, file);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Training the language model on {Examples} examples")]
        public static partial void Training(ILogger logger, int examples);

        [LoggerMessage(LogLevel.Warning, "The cached model {File} can't be used; it is trained anew")]
        public static partial void NotLoaded(ILogger logger, Exception failure, string file);

        [LoggerMessage(LogLevel.Warning, "The model could not be kept in {File}; the next start trains it again")]
        public static partial void NotSaved(ILogger logger, Exception failure, string file);
    }
}
