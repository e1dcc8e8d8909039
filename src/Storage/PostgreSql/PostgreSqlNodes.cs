using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using ServiceBot.Storage.Nodes;

namespace ServiceBot.Storage.PostgreSql;

/// <summary>
/// Nodes on PostgreSQL talk by LISTEN and NOTIFY. The words are sent after the commits that they are about, many in one: a NOTIFY within
/// a unit of work would hold all other commits off until its own is on the disk.
/// </summary>
internal sealed partial class PostgreSqlNodes(PostgreSqlDatabase database, ILogger<PostgreSqlNodes> logger) : INodes, IDisposable
{
    private const string Topic = "servicebot";
    private const int KeysInOne = 300;          // a payload holds 8,000 bytes, a key 20 at the most
    private const int MostWaiting = 100_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    private readonly string _self = Guid.NewGuid().ToString("N");
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _some = new(0, 1);
    private HashSet<long> _waiting = [];
    private volatile Action<long>? _heard;
    private volatile bool _isRunning;

    public bool MayHaveOthers => true;

    public void Tell(long key)
    {
        if (!_isRunning)
        {
            return;
        }

        lock (_gate)
        {
            if (_waiting.Count < MostWaiting && _waiting.Add(key) && _waiting.Count == 1)
            {
                _some.Release();
            }
        }
    }

    public void Listen(Action<long> heard)
    {
        lock (_gate)
        {
            _heard += heard;
        }
    }

    public void Dispose() => _some.Dispose();

    /// <summary>Listens and tells until the process stops.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        _isRunning = true;
        try
        {
            await Task.WhenAll(ListenAsync(stoppingToken), TellAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
        finally
        {
            _isRunning = false;
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await using var connection = await database.OpenListeningAsync(stoppingToken);
                connection.Notification += (_, notification) => Hear(notification.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {Topic}", connection))
                {
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                }

                while (true)
                {
                    await connection.WaitAsync(stoppingToken);
                }
            }
            catch (Exception failure) when (IsOfTheConnection(failure))
            {
                Log.Deaf(logger, failure.Message);
            }

            await Task.Delay(Reconnect, stoppingToken);
        }
    }

    /// <summary>Calls out what waits; while that is on its way and for a moment after it, the next ones gather.</summary>
    private async Task TellAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _some.WaitAsync(stoppingToken);
            try
            {
                foreach (var keys in Take().Chunk(KeysInOne))
                {
                    await database.NotifyAsync(Topic, $"{_self} {string.Join(' ', keys)}", stoppingToken);
                }
            }
            catch (Exception failure) when (IsOfTheConnection(failure))
            {
                Log.Mute(logger, failure.Message);
            }

            await Task.Delay(Pace, stoppingToken);
        }
    }

    private HashSet<long> Take()
    {
        lock (_gate)
        {
            var keys = _waiting;
            _waiting = [];
            return keys;
        }
    }

    private void Hear(string payload)
    {
        if (_heard is not { } heard || payload.StartsWith(_self, StringComparison.Ordinal))
        {
            return;
        }

        var text = payload.AsSpan();
        foreach (var word in text.Split(' '))
        {
            if (long.TryParse(text[word], NumberStyles.None, CultureInfo.InvariantCulture, out var key))
            {
                heard(key);
            }
        }
    }

    private static bool IsOfTheConnection(Exception failure) => failure is StorageException or NpgsqlException or IOException;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The connection that hears the other nodes was lost; until it is back, streams look into the database every few seconds: {Reason}")]
        public static partial void Deaf(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The other nodes could not be told of new messages; their streams find them within seconds: {Reason}")]
        public static partial void Mute(ILogger logger, string reason);
    }
}
