using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Knowledge.Articles;
using ServiceBot.Storage;

namespace ServiceBot.Knowledge;

/// <summary>Keeps the articles of a folder live: a saved file is found within two seconds, a bad one leaves its last good version in place.</summary>
/// <remarks>
/// The file system's events wake it at once; because some file systems (network shares, containers' mounts) send none, names, times and sizes are
/// compared every second as well. What is served is swapped as a whole, so that a reader never sees half a change.
/// </remarks>
/// <param name="folder">The articles' folder.</param>
/// <param name="kept">The articles' last good versions from start to start.</param>
/// <param name="clock">The time that waiting is measured in.</param>
/// <param name="logger">Takes what changed and what is wrong.</param>
public sealed partial class LiveArticles(string folder, LastGoodFiles kept, TimeProvider clock, ILogger<LiveArticles> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Editors save in several steps; this long nothing may happen before the files are read.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    /// <summary>A folder that never comes to rest is read all the same.</summary>
    private const int MostQuietWaits = 5;

    private readonly SemaphoreSlim _touched = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private FileSystemWatcher? _watcher;
    private Task _watching = Task.CompletedTask;
    private IReadOnlyList<(string Path, DateTime Written, long Length)> _fingerprint = [];
    private Dictionary<string, ArticleReading> _lastGood = new(StringComparer.Ordinal);
    private volatile State? _state;

    /// <summary>The articles as they are served now.</summary>
    /// <exception cref="InvalidOperationException">Nothing was loaded yet.</exception>
    public KnowledgeSnapshot Current => _state?.Snapshot ?? throw new InvalidOperationException("The articles are not loaded yet; call Load or start the host.");

    /// <summary>What is wrong in the folder now; files named here are served in their last good version, if they had one.</summary>
    public IReadOnlyList<ArticleError> Errors => _state?.Errors ?? [];

    /// <summary>The folder was read again; <see cref="Current"/> and <see cref="Errors"/> are the new ones.</summary>
    public event EventHandler? Reloaded;

    /// <summary>Reads the folder for the first time; a file that is wrong is served in the last good version that was kept.</summary>
    /// <exception cref="KnowledgeLoadException">Not one article can be served; it lists all that is wrong.</exception>
    public void Load()
    {
        try
        {
            _fingerprint = ArticleFolder.Fingerprint(folder);
            Read();
        }
        catch (DirectoryNotFoundException)
        {
            throw new KnowledgeLoadException([ArticleFolder.Missing(folder)]);
        }

        if (Current.Articles.Count == 0)
        {
            throw new KnowledgeLoadException(Errors is { Count: > 0 } errors ? errors
                : [new(folder, 1, 1, "There are no articles.", "Put Markdown files with front matter there.")]);
        }
    }

    /// <summary>Watches the articles from now on, and loads them if they are not loaded yet.</summary>
    /// <param name="cancellationToken">Not needed: loading is short.</param>
    /// <exception cref="KnowledgeLoadException">Not one article can be served.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Watching comes first, so that nothing that changes while the files are read is missed.
        if (Directory.Exists(folder))
        {
            Watch();
        }

        if (_state is null)
        {
            Load();
        }

        _watching = WatchAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    /// <summary>Stops watching; what is live stays.</summary>
    /// <param name="cancellationToken">Ends the wait for a reading that is under way.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watching.WaitAsync(cancellationToken);
    }

    /// <summary>Stops watching.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _watcher?.Dispose();
    }

    private void Watch()
    {
        _watcher = new(folder) { IncludeSubdirectories = true };
        _watcher.Changed += Touch;
        _watcher.Created += Touch;
        _watcher.Deleted += Touch;
        _watcher.Renamed += Touch;
        _watcher.Error += Touch;
        try
        {
            _watcher.EnableRaisingEvents = true;
        }
        catch (IOException e)
        {
            Log.NotWatched(logger, folder, e);    // the system's limit of watches is reached: looking every second is enough
        }
    }

    private void Touch(object sender, EventArgs e) => _touched.Release();

    private async Task WatchAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var isTouched = await WaitAsync(Poll, stopping);
                for (var i = 0; isTouched && i < MostQuietWaits && await WaitAsync(Quiet, stopping); i++)
                {
                }

                var fingerprint = ArticleFolder.Fingerprint(folder);
                if (isTouched || !fingerprint.SequenceEqual(_fingerprint))
                {
                    Read();
                    _fingerprint = fingerprint;
                    Reloaded?.Invoke(this, EventArgs.Empty);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                // The folder is away or cannot be listed for the moment: what is live stays, and the next second tries again.
                Log.NotRead(logger, folder, e);
            }
        }
    }

    /// <summary>Waits for a touch, at most so long; true when there was one. Touches that came together count as one.</summary>
    private async Task<bool> WaitAsync(TimeSpan most, CancellationToken stopping)
    {
        using var timer = new CancellationTokenSource(most, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping, timer.Token);
        try
        {
            await _touched.WaitAsync(enough.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }

        while (_touched.Wait(0, CancellationToken.None))
        {
        }

        return true;
    }

    private void Read()
    {
        var readings = ArticleFolder.Read(folder);
        if (_state is null && readings.Any(reading => reading.Errors.Count > 0))
        {
            _lastGood = ArticleReader.Read(kept.Read().Select(file => new ArticleFile(file.Name, file.Bytes)))
                .Where(reading => reading.Article is not null).ToDictionary(reading => reading.File.Path);
        }

        var live = new Dictionary<(string Language, string Id), Article>();
        var lastGood = new Dictionary<string, ArticleReading>(StringComparer.Ordinal);
        foreach (var reading in readings.OrderBy(reading => reading.Errors.Count > 0))
        {
            // A file with dangling links that has no earlier version is better served than kept back.
            var served = reading.Errors.Count == 0 ? reading : _lastGood.GetValueOrDefault(reading.File.Path, reading);
            if (served.Article is { } article && live.TryAdd((article.Language, article.Id), article))
            {
                lastGood[reading.File.Path] = served;
            }
        }

        var errors = readings.SelectMany(reading => reading.Errors).ToList();
        foreach (var error in live.Count == 0 ? [] : errors.Except(Errors))      // without an article the first load fails, and says the same
        {
            Log.Wrong(logger, error);
        }

        _lastGood = lastGood;
        _state = new(new(live.Values), errors);
        Log.IsLive(logger, live.Count, errors.Count);
        if (live.Count > 0)
        {
            kept.Keep(lastGood.Values.Select(served => (served.File.Path, served.File.Bytes)));
        }
    }

    private sealed record State(KnowledgeSnapshot Snapshot, IReadOnlyList<ArticleError> Errors);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Articles} articles are live; {Errors} errors in the folder")]
        public static partial void IsLive(ILogger logger, int articles, int errors);

        [LoggerMessage(LogLevel.Warning, "Article error at {Error}")]
        public static partial void Wrong(ILogger logger, ArticleError error);

        [LoggerMessage(LogLevel.Warning, "The file system does not report changes in {Folder}; they are looked for every second")]
        public static partial void NotWatched(ILogger logger, string folder, Exception exception);

        [LoggerMessage(LogLevel.Error, "The articles in {Folder} could not be read; the last good ones stay live")]
        public static partial void NotRead(ILogger logger, string folder, Exception exception);
    }
}
