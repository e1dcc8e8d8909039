using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Identity;
using ServiceBot.Insight.Experiments;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Learning;
using ServiceBot.Insight.Learning.Models;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Churn;

/// <summary>
/// Learns who will leave, in the background: whenever somebody asks for it, and again after a while. All kinds of models learn from the same rows and are measured on the same later ones; the best takes the place
/// of the one in use if it would have been better there. One node works at a time; what is left lying is begun anew by whoever finds it.
/// </summary>
public sealed partial class TrainChurn : BackgroundService
{
    private const int Together = 100;      // read at once: what is read for longer, turns wait for
    private const int FewestRows = 200;
    private const int FewestOfAKind = 20;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TryAgain = TimeSpan.FromDays(1);

    private readonly IDatabase _database;
    private readonly SignalLog _signals;
    private readonly RefreshFeatures _refresh;
    private readonly MayProfile _mayProfile;
    private readonly ChurnOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<TrainChurn> _logger;

    /// <summary>Makes it; it begins when the product starts, or when somebody calls <see cref="WorkAsync"/>.</summary>
    public TrainChurn(IDatabase database, SignalLog signals, RefreshFeatures refresh, MayProfile mayProfile, IOptions<ChurnOptions> options, TimeProvider clock, ILogger<TrainChurn> logger) =>
        (_database, _signals, _refresh, _mayProfile, _options, _clock, _logger) = (database, signals, refresh, mayProfile, options.Value, clock, logger);

    /// <summary>Asks for a training.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="by">Who asks.</param>
    /// <returns>False: one is under way.</returns>
    public Task<bool> AskAsync(UnitOfWork unit, string by) => ChurnStore.AskAsync(unit, by, _clock.GetUtcNow());

    /// <summary>Puts a model to use instead of the one before; everybody's score is its a moment later.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="model">The model's number.</param>
    /// <param name="by">Who decides so.</param>
    /// <returns>Whether there is such a model that predicts.</returns>
    public async Task<bool> UseAsync(UnitOfWork unit, long model, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var done = await ChurnStore.UseAsync(unit, model, by, _clock.GetUtcNow());
        if (done)
        {
            await _signals.AppendAsync(unit, new("ModelPutToUse", _clock.GetUtcNow(), Data: JsonSerializer.Serialize(new { purpose = ChurnStore.Purpose, model, by })));
        }

        return done;
    }

    /// <summary>Puts the model to use again that was in use before.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="by">Who decides so.</param>
    /// <returns>Whether there is one.</returns>
    public async Task<bool> RollBackAsync(UnitOfWork unit, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return await ChurnStore.BeforeAsync(unit) is { } before && await UseAsync(unit, before, by);
    }

    /// <summary>Trains if it was asked for; the first time nobody has to ask.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        await ScoreAsync(cancellationToken);
        var now = _clock.GetUtcNow();
        var last = await _database.ReadAsync(session => ChurnStore.TrainingsAsync(session, 1), cancellationToken);
        if (last is [] && await AskIfDueAsync(cancellationToken))
        {
            last = await _database.ReadAsync(session => ChurnStore.TrainingsAsync(session, 1), cancellationToken);
        }

        if (last is not [{ EndedAt: null } open] || open.SeenAt >= now - Hold
            || await _database.WriteAsync(unit => ChurnStore.TakeAsync(unit, now, now - Hold), cancellationToken) is not { } training)
        {
            return;
        }

        try
        {
            await TrainAsync(training, cancellationToken);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or StorageException))
        {
            Log.Failed(_logger, failure, training);
            await EndAsync(training, "failed", new { }, cancellationToken);
        }
    }

    /// <summary>Asks for a training if one is due: some days after the last that came to an end, or a day after one that could not.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was.</returns>
    public async Task<bool> AskIfDueAsync(CancellationToken cancellationToken)
    {
        if (_options.RetrainDays == 0 || !_refresh.IsFilled)
        {
            return false;
        }

        var last = await _database.ReadAsync(session => ChurnStore.TrainingsAsync(session, 1), cancellationToken);
        return (last is [] || (last[0].EndedAt is { } ended && ended + (last[0].Step is "done" or "no_better" ? TimeSpan.FromDays(_options.RetrainDays) : TryAgain) <= _clock.GetUtcNow()))
            && await _database.WriteAsync(unit => ChurnStore.AskAsync(unit, "system", _clock.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(WorkAsync, Look, atOnce: false, _clock, stoppingToken);

    /// <summary>Computes everybody's score anew if another model was put to use.</summary>
    private async Task ScoreAsync(CancellationToken cancellationToken)
    {
        if (await _database.ReadAsync(ChurnStore.UnscoredAsync, cancellationToken) is { } model)
        {
            await _refresh.RescoreAsync(cancellationToken);
            await _database.WriteAsync(unit => ChurnStore.ScoredAsync(unit, model, _clock.GetUtcNow()), cancellationToken);
        }
    }

    private async Task TrainAsync(long training, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(training, cancellationToken);
        var (train, test) = (rows.Train, rows.Test);
        var data = new TrainingData(
            _options.Meaning, _options.HorizonDays, rows.TrainAt, rows.TestAt, train.Labels.Length, train.Labels.Count(left => left), test.Labels.Length, test.Labels.Count(left => left));
        if (!AreEnough(data.TrainRows, data.TrainLeft) || !AreEnough(data.TestRows, data.TestLeft))
        {
            await EndAsync(training, "too_few", data, cancellationToken);
            return;
        }

        var baseRate = ModelComparison.BaseRate(train, test);
        var learned = new List<(Classifier? Model, ModelQuality Quality, string? Json, string? Parameters)> { (null, ModelQuality.Of(baseRate, Enumerable.Repeat(train.BaseRate, test.Labels.Length).ToArray(), test.Labels, _options), null, null) };
        foreach (var trainer in ModelComparison.Trainers)
        {
            await SayAsync(training, "learning", 40 + (50 * (learned.Count - 1) / ModelComparison.Trainers.Count), cancellationToken);
            learned.Add(await Cores.QuietlyAsync(() =>
            {
                var (model, score) = ModelComparison.Measure(trainer, train, test, _options.Seed);
                return ((Classifier?)model, ModelQuality.Of(score, model.Predict(test.Table), test.Labels, _options), (string?)Encoding.UTF8.GetString(model.Write()), (string?)JsonSerializer.Serialize<object>(trainer, ChurnJson.Options));
            }));
        }

        // The one in use is measured on the same rows; it may have learned from some of their customers later than that, which is to its advantage.
        var used = await _database.ReadAsync(async session => await ChurnStore.UsedAsync(session) is { } id ? await ChurnStore.ReadAsync(session, id) : null, cancellationToken);
        var toBeat = used is null ? baseRate.LogLoss : Learning.Scores.ProbabilityScore.LogLoss(used.Predict(test.Table), test.Labels);
        var best = learned.Where(one => one.Model is not null).MinBy(one => one.Quality.Score.LogLoss);
        var isBetter = best.Quality.Score.LogLoss < Math.Min(toBeat, baseRate.LogLoss);
        await _database.WriteAsync(unit => ChurnStore.BeginAsync(unit, training), cancellationToken);
        foreach (var (model, quality, json, parameters) in learned)
        {
            // One at a time: a forest is megabytes, and whoever else writes waits for a transaction.
            await _database.WriteAsync(
                async unit =>
                {
                    var id = await ChurnStore.AddAsync(unit, training, quality.Score.Model, _options.Seed, quality, json, parameters, _clock.GetUtcNow());
                    return isBetter && model == best.Model && await UseAsync(unit, id, "system");
                },
                cancellationToken);
        }

        await SayAsync(training, "scoring", 90, cancellationToken);
        await ScoreAsync(cancellationToken);
        await EndAsync(training, isBetter ? "done" : "no_better", data, cancellationToken);
        Log.Trained(_logger, training, data.TrainRows, data.TestRows, best.Quality.Score.Model, isBetter);
    }

    private async Task<ChurnRows> ReadAsync(long training, CancellationToken cancellationToken)
    {
        var rows = new ChurnRows(_options, _clock.GetUtcNow());
        var persons = new List<Guid>();
        for (Guid? place = null; await _database.ReadAsync(session => PersonRecords.PageAsync(session, place, 100 * Together), cancellationToken) is { Count: > 0 } page; place = page[^1])
        {
            persons.AddRange(page);
        }

        // Of too many, those whose lots are the lowest: nothing that somebody does decides about that.
        Guid[] chosen = persons.Count <= _options.MostCustomers ? [.. persons] : [.. persons.OrderBy(person => Assignment.Draw(ChurnStore.Purpose, person.ToString())).Take(_options.MostCustomers)];
        foreach (var (at, some) in chosen.Chunk(Together).Index())
        {
            var (pasts, refused) = await _database.ReadAsync(
                async session =>
                {
                    var (pasts, rootOf) = await ReadPasts.OfAsync(session, some);
                    return (pasts, await _mayProfile.RefusedAsync(session, rootOf, _clock.GetUtcNow()));
                },
                cancellationToken);
            await Cores.QuietlyAsync(() =>
            {
                foreach (var past in pasts.Where(pair => !refused.Contains(pair.Key)).OrderBy(pair => pair.Key).Select(pair => pair.Value))
                {
                    rows.Add(past);
                }

                return true;
            });
            await SayAsync(training, "reading", Math.Min(40, 40 * (at + 1) * Together / chosen.Length), cancellationToken);
        }

        return rows;
    }

    private static bool AreEnough(int rows, int left) => rows >= FewestRows && left >= FewestOfAKind && rows - left >= FewestOfAKind;

    private Task<int> SayAsync(long training, string step, int percent, CancellationToken cancellationToken) =>
        _database.WriteAsync(unit => ChurnStore.SayAsync(unit, training, step, percent, _clock.GetUtcNow()), cancellationToken);

    private Task<bool> EndAsync(long training, string step, object data, CancellationToken cancellationToken) => _database.WriteAsync(
        async unit =>
        {
            await ChurnStore.EndAsync(unit, training, step, data, _clock.GetUtcNow());
            return true;
        },
        cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Training {Training} learned from {TrainRows} rows and was measured on {TestRows}: {Kind} was best, taken to use: {IsBetter}")]
        public static partial void Trained(ILogger logger, long training, int trainRows, int testRows, string kind, bool isBetter);

        [LoggerMessage(LogLevel.Error, "Training {Training} failed")]
        public static partial void Failed(ILogger logger, Exception failure, long training);
    }
}
