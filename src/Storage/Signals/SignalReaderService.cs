using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceBot.Storage.Signals;

/// <summary>Makes something of the signals: a table, an index, a message. Register one with <c>AddSignalReader</c>.</summary>
public interface ISignalReader
{
    /// <summary>Name of the saved position; never changes.</summary>
    string Name { get; }

    /// <summary>Whether there is anything for it to do under these settings; if not, it is not fed at all.</summary>
    bool IsWanted => true;

    /// <summary>All the types that it reads, if it can name them: then the others do not leave the database for it. Null: it can't.</summary>
    IReadOnlyList<string>? Types => null;

    /// <summary>Whether it has to do with signals of a type; others are passed over.</summary>
    bool Reads(string type) => Types?.Contains(type) != false;

    /// <summary>Whether it waits for now, as something is under way that it would hold up; it follows afterwards.</summary>
    bool Waits => false;

    /// <summary>How many signals it deals with at once, at most: so long others wait who want to write. Default: 200.</summary>
    int Most => 200;

    /// <summary>How long it waits for more before it looks again, so that one look is for many signals. Default: a tenth of a second.</summary>
    TimeSpan Pace => TimeSpan.FromMilliseconds(100);

    /// <summary>Deals with some signals, in order. What it writes in the unit of work and the new position commit together, so each signal counts once.</summary>
    Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals);
}

/// <summary>Feeds one reader: from its saved position on, page by page, then whenever a signal is appended.</summary>
internal sealed partial class SignalReaderService(ISignalReader reader, IDatabase database, SignalLog log, TimeProvider clock, ILogger<SignalReaderService> logger)
    : BackgroundService
{
    private const int PassedOver = 10_000;     // signals of others after which the position is saved all the same
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // The same reader on several nodes takes turns with itself, and waits for no other: those that wait hold connections that pages need.
    private readonly long _lockKey = LockKeys.Of("signal reader", reader.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (reader.IsWanted && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.Failed(logger, failure, reader.Name);
                await Task.Delay(LookAgain, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        var saved = await log.FindPositionAsync(reader.Name, stoppingToken);
        var position = saved;
        while (true)
        {
            while (reader.Waits)
            {
                await Task.Delay(LookAgain, clock, stoppingToken);
            }

            var appended = log.NextAppend();
            var (page, through) = await ReadPageAsync(position, stoppingToken);
            var read = page.Where(logged => reader.Reads(logged.Signal.Type)).ToList();
            if (read.Count > 0 || through.Sequence - saved.Sequence >= PassedOver)
            {
                await HandleAsync(read, through, stoppingToken);
                saved = through;
            }

            position = through;
            if (page.Count < reader.Most)
            {
                // The word of another node may be lost, and an open transaction hides what came after it: look again now and then.
                await Task.WhenAny(appended, Task.Delay(LookAgain, clock, stoppingToken));
                await Task.Delay(reader.Pace, clock, stoppingToken);
            }
        }
    }

    private async Task<(IReadOnlyList<LoggedSignal> Page, SignalPosition Through)> ReadPageAsync(SignalPosition position, CancellationToken stoppingToken)
    {
        if (reader.Types is { } types)
        {
            return await log.ReadPageAsync(position, reader.Most, types, stoppingToken);
        }

        var page = await log.ReadPageAsync(position, reader.Most, stoppingToken);
        return (page, page.Count > 0 ? page[^1].Position : position);
    }

    private Task<bool> HandleAsync(List<LoggedSignal> read, SignalPosition through, CancellationToken stoppingToken) => database.WriteAsync(
        async unit =>
        {
            // Another node may have dealt with some of them.
            await unit.Dialect.LockAsync(unit, _lockKey);
            var present = await SignalLog.FindPositionAsync(unit, reader.Name);
            if (present < through)
            {
                await reader.HandleAsync(unit, [.. read.Where(logged => present < logged.Position)]);
                await SignalLog.SavePositionAsync(unit, reader.Name, through);
            }

            return true;
        },
        stoppingToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Signal reader {Name} failed; it tries again from its last position")]
        public static partial void Failed(ILogger logger, Exception failure, string name);
    }
}
