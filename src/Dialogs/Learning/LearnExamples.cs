using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Dialogs.Learning;

/// <summary>
/// Learns from added examples. Those that wait are checked; when nothing gets worse they are live, and each node trains a model with them.
/// Otherwise halves are checked, down to the example that does harm: it is refused with the reason. Two nodes that check the same come to the same.
/// </summary>
internal sealed partial class LearnExamples(
    IDatabase database, LiveDialogs dialogs, LearnedExamples learned, CheckExamples check, SignalLog signals, TimeProvider clock, ILogger<LearnExamples> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(LearnAsync, Look, atOnce: true, clock, stoppingToken);

    /// <summary>Takes over what is live, and checks what waits.</summary>
    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        var waiting = await database.ReadAsync(session => ExampleStore.InAsync(session, ExampleStore.Waiting), cancellationToken);
        await TakeOverAsync(cancellationToken);
        if (waiting.Count > 0)
        {
            await CheckAsync(waiting, cancellationToken);
            await TakeOverAsync(cancellationToken);
        }
    }

    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        var live = await database.ReadAsync(session => ExampleStore.InAsync(session, ExampleStore.Live), cancellationToken);
        if (!live.Select(example => example.Id).SequenceEqual(learned.Live.Select(example => example.Id)))
        {
            learned.Live = live;
            await dialogs.RetrainAsync(cancellationToken);
            Log.Learned(logger, live.Count);
        }
    }

    private async Task CheckAsync(IReadOnlyList<AddedExample> examples, CancellationToken cancellationToken)
    {
        var verdict = await check.HandleAsync(dialogs.Current, examples, cancellationToken);
        if (!verdict.IsGood && examples.Count > 1)
        {
            await CheckAsync([.. examples.Take(examples.Count / 2)], cancellationToken);
            await TakeOverAsync(cancellationToken);
            await CheckAsync([.. examples.Skip(examples.Count / 2)], cancellationToken);
            return;
        }

        await database.WriteAsync(
            async unit =>
            {
                var now = clock.GetUtcNow();
                if (await ExampleStore.DecideAsync(unit, [.. examples.Select(example => example.Id)], ExampleStore.Waiting, verdict.IsGood ? ExampleStore.Live : ExampleStore.Refused, verdict.ToJson(), now) > 0)
                {
                    await signals.AppendAsync(unit, new(verdict.IsGood ? "ExamplesLearned" : "ExampleRefused", now, Data: JsonSerializer.Serialize(new { examples = examples.Select(example => example.Id) })));
                }

                return true;
            },
            cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The language model learns from {Examples} added examples")]
        public static partial void Learned(ILogger logger, int examples);
    }
}
