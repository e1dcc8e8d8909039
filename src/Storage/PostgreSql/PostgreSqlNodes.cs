using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
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
    private const int MostSaid = 1_000;
    private const int LongestSaid = 7_000;      // bytes; with the node's name and the topic it still is a payload
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    private readonly string _self = Guid.NewGuid().ToString("N");
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _some = new(0, 1);
    private HashSet<long> _waiting = [];
    private List<string> _said = [];
    private volatile Action<long>? _heard;
    private readonly ConcurrentDictionary<string, Action<string>> _topics = new();
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
            if (_waiting.Count < MostWaiting && _waiting.Add(key))
            {
                WakeForFirst();
            }
        }
    }

    public void Say(string topic, string text)
    {
        if (!_isRunning || Encoding.UTF8.GetByteCount(text) > LongestSaid)
        {
            return;
        }

        lock (_gate)
        {
            if (_said.Count < MostSaid)
            {
                _said.Add($"!{topic} {text}");
                WakeForFirst();
            }
        }
    }

    public void Hear(string topic, Action<string> heard) => _topics.AddOrUpdate(topic, heard, (_, others) => others + heard);

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
                var (waiting, said) = Take();
                foreach (var keys in waiting.Chunk(KeysInOne))
                {
                    await database.NotifyAsync(Topic, $"{_self} {string.Join(' ', keys)}", stoppingToken);
                }

                foreach (var text in said)
                {
                    await database.NotifyAsync(Topic, $"{_self} {text}", stoppingToken);
                }
            }
            catch (Exception failure) when (IsOfTheConnection(failure))
            {
                Log.Mute(logger, failure.Message);
            }

            await Task.Delay(Pace, stoppingToken);
        }
    }

    private void WakeForFirst()
    {
        if (_waiting.Count + _said.Count == 1)
        {
            _some.Release();
        }
    }

    private (HashSet<long> Keys, List<string> Said) Take()
    {
        lock (_gate)
        {
            var taken = (_waiting, _said);
            (_waiting, _said) = ([], []);
            return taken;
        }
    }

    private void Hear(string payload)
    {
        if (payload.StartsWith(_self, StringComparison.Ordinal))
        {
            return;
        }

        var text = payload.AsSpan();
        if (text.IndexOf(" !") is var said && said == _self.Length)
        {
            var (topic, rest) = payload[(said + 2)..].Split(' ', 2) is [var first, var second] ? (first, second) : ("", "");
            if (_topics.TryGetValue(topic, out var listener))
            {
                listener(rest);
            }

            return;
        }

        if (_heard is not { } heard)
        {
            return;
        }

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
